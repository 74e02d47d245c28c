"""Child processes that live and die with us."""

import ctypes
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 20  # seconds that a child may take to finish what it does
BIG_LOG = 10_000_000
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """In the child: be told to stop even if the parent is killed outright."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):
        pass  # not Linux: only a killed parent leaves children


@dataclass
class Child:
    """One process, its log, and when it was last started."""

    name: str
    command: list[str]
    logs: Path
    process: subprocess.Popen | None = None
    started: float = 0.0

    @property
    def log(self) -> Path:
        """Where it writes."""
        return self.logs / f"{self.name}.log"

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches it only through us."""
        self.logs.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > BIG_LOG:
            self.log.rename(self.log.with_suffix(".log.1"))
        self.started = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def gone(self) -> bool:
        """Has it ended by itself?"""
        return self.process is not None and self.process.poll() is not None

    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self.started


def end(children: list[Child]) -> None:
    """Ask all to stop, wait, and kill with its whole group whoever does not."""
    alive = [c.process for c in children if c.process and c.process.poll() is None]
    for process in alive:
        process.terminate()
    give_up = time.monotonic() + PATIENCE
    for process in alive:
        try:
            process.wait(max(0.1, give_up - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
