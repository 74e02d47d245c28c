"""Two databases on one server: a year of a large city, and ten years of it."""

import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass

import environ
import psycopg2
import psycopg2.errors

from bench.rows import Report

TUNING = (
    "work_mem='32MB'", "maintenance_work_mem='256MB'", "random_page_cost=1.1", "jit=off", "max_wal_size='8GB'",
    "effective_cache_size='8GB'",
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    """A database with data in it: its address and how long it took to fill."""

    name: str
    url: str
    seconds: float


def manage(url: str, *args: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    subprocess.run(
        [sys.executable, "manage.py", *args], check=True, env=environment, stdout=subprocess.DEVNULL
    )


class Server:
    """The PostgreSQL that DATABASE_URL names, for statements outside a transaction."""

    def __init__(self, url: str) -> None:
        self.url = url
        parts = environ.Env.db_url_config(url)
        self.connection = psycopg2.connect(
            dbname=parts["NAME"], user=parts["USER"], password=parts["PASSWORD"] or None, host=parts["HOST"],
            port=parts["PORT"] or None,
        )  # fmt: skip
        self.connection.autocommit = True

    def execute(self, statement: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)

    def address(self, name: str) -> str:
        return f"{self.url.rsplit('/', 1)[0]}/{name}"


def prepare(size: str, suggestions: int | None, report: Report) -> tuple[Built, Built]:
    """The small and the large database, filled; facts about them go into the report."""
    server = Server(os.environ["DATABASE_URL"])
    for setting in TUNING:
        server.execute(f"ALTER SYSTEM SET {setting}")
    server.execute("SELECT pg_reload_conf()")
    small = build(server, "bench_small", "city" if size == "decade" else "small", None)
    large = build(server, "bench_large", size, suggestions)
    report.facts |= {"size": size, "suggestions": suggestions, "python": platform.python_version(),
                     "seconds to build": {b.name: round(b.seconds) for b in (small, large)}}  # fmt: skip
    return small, large


def build(server: Server, name: str, size: str, suggestions: int | None) -> Built:
    """Make a database and fill it; one that a kept run left behind is used as it is."""
    url = server.address(name)
    started = time.perf_counter()
    try:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template1")
    except psycopg2.errors.DuplicateDatabase:
        manage(url, "migrate")
        Server(url).execute("VACUUM ANALYZE")  # what the planner knew may have gone with the last stop
        return Built(name, url, 0.0)
    print(f"building {name} ({size}) ...", flush=True)
    manage(url, "migrate")
    more = ("--suggestions", str(suggestions)) if suggestions else ()
    manage(url, "demo", "--size", size, *more)
    Server(url).execute("VACUUM ANALYZE")
    built = Built(name, url, time.perf_counter() - started)
    print(f"built {name} in {built.seconds:.0f} s", flush=True)
    return built
