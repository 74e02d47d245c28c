"""Both private servers, for as long as a with block lasts. DATABASE_URL and REDIS_URL win."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from liaison import places
from liaison.embedded.lease import lease
from liaison.embedded.postgres import Postgres
from liaison.embedded.valkey import Valkey

TEMPORARY = "liaison-test-"
ROOT = Path(__file__).resolve().parent.parent.parent


def var_dir() -> Path:
    """The folder for everything this installation keeps."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var")


@contextmanager
def durable(var: Path | None = None) -> Iterator[None]:
    """The servers of var/, with what they know kept for the next time."""
    var = var or var_dir()
    var.mkdir(parents=True, exist_ok=True)
    sockets = places.socket_dir(var)
    with ExitStack() as stack:
        if "DATABASE_URL" not in os.environ:
            postgres = Postgres(places.postgres_dir(var), sockets)
            stack.enter_context(lease(var / "lease/postgres", postgres.start, postgres.stop))
            stack.enter_context(variable("DATABASE_URL", places.database_url(sockets)))
        if "REDIS_URL" not in os.environ:
            valkey = Valkey(var / "valkey", sockets)
            stack.enter_context(lease(var / "lease/valkey", valkey.start, valkey.stop))
            stack.enter_context(variable("REDIS_URL", places.redis_url(sockets)))
        yield


@contextmanager
def temporary() -> Iterator[Path]:
    """Servers that are quick and forget everything, in a folder below /tmp that goes with them."""
    sweep()
    base = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir="/tmp"))
    base.chmod(0o711)
    with (base / "in-use").open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        postgres = Postgres(base / "postgres", base / "run", durable=False)
        valkey = Valkey(base / "valkey", base / "run", durable=False)
        try:
            with ExitStack() as stack:
                if "DATABASE_URL" not in os.environ:
                    stack.callback(postgres.stop)
                    postgres.start()
                    stack.enter_context(variable("DATABASE_URL", places.database_url(base / "run")))
                if "REDIS_URL" not in os.environ:
                    stack.callback(valkey.stop)
                    valkey.start()
                    stack.enter_context(variable("REDIS_URL", places.redis_url(base / "run")))
                yield base
        finally:
            shutil.rmtree(base, ignore_errors=True)


def sweep() -> None:
    """End what was left by owners that were killed: their lock is free, their servers run on."""
    for base in Path("/tmp").glob(f"{TEMPORARY}*"):
        mark = base / "in-use"
        if base.stat().st_uid != os.geteuid() or not mark.exists():
            continue
        with mark.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if (base / "postgres/data/PG_VERSION").exists():
                Postgres(base / "postgres", base / "run", durable=False).stop()
            Valkey(base / "valkey", base / "run", durable=False).stop()
            shutil.rmtree(base, ignore_errors=True)


@contextmanager
def variable(name: str, value: str) -> Iterator[None]:
    """An environment variable for us and our children, taken back at the end."""
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name, None)
