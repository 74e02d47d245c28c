"""Brings the private servers up before Django's settings are read; workers of xdist inherit them."""

import os
from contextlib import ExitStack

import pytest

from liaison.embedded import private

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
STACK = ExitStack()

os.environ["MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "liaison.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's loop runs in the tests' thread

if WORKER:
    # each worker has its own Redis database, so that they do not read each other's cache
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL']}?db={1 + int(WORKER.removeprefix('gw')) % 15}"
else:
    base = STACK.enter_context(private.temporary())
    if "VAR_DIR" not in os.environ:
        STACK.enter_context(private.variable("VAR_DIR", str(base / "var")))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Take the servers down with the session."""
    STACK.close()
