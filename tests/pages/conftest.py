"""The show's addresses and templates, some accounts, and a signed-in visitor."""

import copy
import datetime as dt
from pathlib import Path

import pytest

from accounts.models import User


@pytest.fixture(autouse=True)
def show(settings):
    """Serve tests/pages/urls.py instead of the house, without what other rooms put into the bar."""
    settings.ROOT_URLCONF = "tests.pages.urls"
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], Path(__file__).parent / "templates"]
    processors = templates[0]["OPTIONS"]["context_processors"]
    templates[0]["OPTIONS"]["context_processors"] = [
        name for name in processors if name.startswith("django.")
    ]
    settings.TEMPLATES = templates


@pytest.fixture
def users(db) -> list[User]:
    """Twelve accounts: every third never signed in, two share a moment."""
    day = dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)
    rows = [
        User(
            username=f"user{n:02}",
            name=f"张三{n}",
            email="zhang@example.cn",
            admin_kind="system" if n % 4 == 0 else "",
            last_login=None if n % 3 == 0 else day + dt.timedelta(days=n // 2),
            created_at=day + dt.timedelta(days=n),
        )
        for n in range(12)
    ]
    return User.objects.bulk_create(rows)


@pytest.fixture
def viewer(db, client) -> User:
    """Somebody who is signed in."""
    user = User.objects.create_user("viewer", "a-long-password", name="查看者")
    client.force_login(user)
    return user
