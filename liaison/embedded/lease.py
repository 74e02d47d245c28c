"""Who still needs the private servers: the first to come starts them, the last to leave stops them.

File locks die with their process, so a killed one leaves nothing behind that a later one must clear away.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold this file's lock alone."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def lease(folder: Path, start: Callable[[], None], stop: Callable[[], None]) -> Iterator[None]:
    """Need the servers for the length of a with block."""
    folder.mkdir(parents=True, exist_ok=True)
    gate, users = folder / "gate.lock", folder / "users.lock"
    with users.open("a") as mine:
        with locked(gate):
            start()
            fcntl.flock(mine, fcntl.LOCK_SH)
        try:
            yield
        finally:
            with locked(gate):
                try:
                    fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # somebody else still needs them
                else:
                    stop()


@contextmanager
def only_one(path: Path, sentence: str) -> Iterator[None]:
    """Refuse with a sentence when another process is already in here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(sentence) from None
        yield
