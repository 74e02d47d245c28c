"""The one-command demo: private servers, database, demo data, web, worker and schedule."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections

from liaison import places
from liaison.embedded import private
from liaison.embedded.family import Child, end
from liaison.embedded.lease import only_one
from liaison.embedded.postgres import Postgres

PEOPLE = (
    ("station", "站点联络员"),
    ("deputy", "人大代表"),
    ("codeputy", "联名的人大代表"),
    ("office", "人大代表工委（选联任）"),
    ("govoffice", "政府督查（交办）机构"),
    ("unit", "承办单位经办人"),
    ("unithead", "承办单位负责人"),
    ("counit", "协办单位经办人"),
    ("leader", "常委会领导"),
    ("sysadmin", "系统管理员"),
    ("secadmin", "安全保密管理员"),
    ("auditor", "安全审计员"),
)
BROKEN_AT_START = 5  # seconds: a process that ends sooner will end again


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)


def chosen_port() -> int:
    """PORT, if it is a port and free."""
    text = os.environ.get("PORT", "8000")
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise SystemExit(f"PORT={text!r} 不是端口号（1 至 65535）。")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            raise SystemExit(
                f"端口 {text} 不能用（{error.strerror}）。换一个：PORT=8001 script/server"
            ) from None
    return int(text)


def manage(*args: str) -> None:
    """Run one command of manage.py to its end."""
    if subprocess.run([sys.executable, "manage.py", *args], cwd=private.ROOT).returncode:
        raise SystemExit(f"manage.py {' '.join(args)} 没有成功。")


@contextmanager
def seeding(var: Path) -> Iterator[None]:
    """Mark the demo data as half-done for as long as it is."""
    mark = var / "seeding"
    mark.touch()
    yield
    mark.unlink()


def prepare(var: Path, own_database: bool) -> None:
    """Bring the tables up to date; an empty database gets the demo data, a half-seeded one gets them anew."""
    if own_database and (var / "seeding").exists():
        say("上次的演示数据没有装完，重新来过……")
        postgres = Postgres(places.postgres_dir(var), places.socket_dir(var))
        postgres.execute("DROP DATABASE IF EXISTS liaison WITH (FORCE)")
        postgres.execute("CREATE DATABASE liaison")
    say("更新数据表……")
    manage("migrate", "--no-input", "--verbosity", "0")
    django.setup()
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    empty = not get_user_model().objects.exists()
    connections.close_all()
    if empty:
        say("装入演示数据……")
        with seeding(var):
            manage("demo", "--size", "small")


def family(var: Path) -> list[Child]:
    """Who serves the site."""
    celery = [sys.executable, "-m", "celery", "--app", "liaison"]
    commands = {
        "web": [sys.executable, "-m", "gunicorn", "--config", "liaison/gunicorn.py", "liaison.wsgi"],
        "worker": [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2", "--without-mingle"],
        "schedule": [*celery, "beat", "--loglevel", "INFO", "--pidfile="],
    }
    return [Child(name, command, var / "log") for name, command in commands.items()]


def wait_until_served(web: Child, address: str) -> None:
    """Return when the site answers."""
    while True:
        if web.gone():
            raise SystemExit(f"网站没有启动，原因见 {web.log}")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
                json.load(answer)
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)


def watch(children: list[Child]) -> None:
    """Start again whoever falls over, until we are told to stop."""
    while True:
        time.sleep(0.5)
        for child in children:
            if child.gone():
                if child.age() < BROKEN_AT_START:
                    raise SystemExit(f"{child.name} 不断退出，原因见 {child.log}")
                say(f"{child.name} 意外退出，重新启动。")
                child.start()


def greet(address: str, seconds: float, var: Path) -> None:
    """Where to go and who to be."""
    say(f"\n人大代表联络站与建议办理已就绪（{seconds:.0f} 秒）:  {address}/")
    say(f"\n演示账号（密码都是 {settings.DEMO_PASSWORD} ）：")
    for name, role in PEOPLE:
        say(f"  {name:<10} {role}")
    elsewhere = f" 和 {places.postgres_dir(var)} " if places.in_the_way(var) else " "
    say(f"\n按 Ctrl-C 结束；数据留在 {var}{elsewhere}里，下次启动仍在。")


def stop_on_signals() -> None:
    """The first signal ends everything in order; more of them change nothing."""

    def stop(number: int, frame: object) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        say("正在结束……")
        raise SystemExit(0)

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, stop)


def main() -> None:
    """Serve until told to stop."""
    began = time.monotonic()
    if os.environ.get("MODE") == "production":
        raise SystemExit("script/server 只用于演示和开发；生产环境见 docs/deployment.md。")
    os.chdir(private.ROOT)
    os.environ["DJANGO_SETTINGS_MODULE"] = "liaison.settings"
    var = private.var_dir()
    stop_on_signals()
    with only_one(var / "lease/server.lock", "本目录的 script/server 已经在运行。"):
        address = f"http://127.0.0.1:{chosen_port()}"
        own_database = "DATABASE_URL" not in os.environ
        say("启动数据库和消息服务……")
        with private.durable(var):
            prepare(var, own_database)
            children = family(var)
            try:
                for child in children:
                    child.start()
                wait_until_served(children[0], address)
                greet(address, time.monotonic() - began, var)
                watch(children)
            finally:
                end(children)
