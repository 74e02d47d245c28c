"""Where the private servers of a var/ folder keep their sockets and data, and how they are addressed.

A unix socket's path may not be longer than 107 bytes, and PostgreSQL never runs as root, so the user it
runs as must be able to walk there: where var/ will not do, a folder elsewhere named after it does.
"""

import hashlib
import os
import re
from pathlib import Path

PLAIN = re.compile(r"[A-Za-z0-9._/-]{1,80}\Z")


def mark(var: Path) -> str:
    """A short name for this var/ and this user."""
    return f"liaison-{os.geteuid()}-{hashlib.sha256(os.fsencode(var.resolve())).hexdigest()[:12]}"


def open_to_all(path: Path) -> bool:
    """May an unprivileged user walk down to this folder?"""
    return all(p.stat().st_mode & 0o001 for p in (path, *path.parents) if p.exists())


def in_the_way(var: Path) -> bool:
    """Started as root below a folder that only root may enter."""
    return os.geteuid() == 0 and not open_to_all(var.resolve())


def socket_dir(var: Path) -> Path:
    """The folder for the sockets: var/run, or a short one below /tmp."""
    run = var.resolve() / "run"
    if PLAIN.match(str(run)) and not in_the_way(var):
        return run
    return Path("/tmp") / mark(var)


def postgres_dir(var: Path) -> Path:
    """The folder for PostgreSQL's data: var/postgres, or one below /var/lib."""
    return Path("/var/lib") / mark(var) if in_the_way(var) else var.resolve() / "postgres"


def database_url(sockets: Path) -> str:
    """The address of the private PostgreSQL."""
    return f"postgres://postgres@/{sockets}/liaison"


def redis_url(sockets: Path) -> str:
    """The address of the private Redis-protocol server."""
    return f"unix://{sockets}/valkey.sock"
