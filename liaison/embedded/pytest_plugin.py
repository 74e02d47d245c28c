"""Brings the private servers up before Django's settings are read; workers of xdist inherit them."""

import fcntl
import gc
import os
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from liaison.embedded import private

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
STACK = ExitStack()
COMPILED = "LIAISON_TESTS_COMPILED"  # the file that says so to the workers

os.environ["MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "liaison.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's loop runs in the tests' thread
gc.disable()  # what is read now stays


def wait_for_the_first(compiled: Path) -> None:
    """The worker that comes first compiles every module as it reads the tests, the others then read what it compiled."""
    gate = STACK.enter_context(compiled.open("a"))
    fcntl.flock(gate, fcntl.LOCK_EX)
    if compiled.stat().st_size or sys.dont_write_bytecode:
        gate.close()


if WORKER:
    # each worker has its own Redis database, so that they do not read each other's cache
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL']}?db={1 + int(WORKER.removeprefix('gw')) % 15}"
    wait_for_the_first(Path(os.environ[COMPILED]))
else:
    base = STACK.enter_context(private.temporary())
    STACK.enter_context(private.variable(COMPILED, str(base / "compiled")))
    if "VAR_DIR" not in os.environ:
        STACK.enter_context(private.variable("VAR_DIR", str(base / "var")))


def pytest_collection_finish() -> None:
    """All modules are read: let the other workers read them, and the collector look at what the tests make."""
    if WORKER:
        Path(os.environ[COMPILED]).write_text("all")
        STACK.close()
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Take the servers down with the session."""
    STACK.close()
