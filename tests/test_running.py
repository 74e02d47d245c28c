"""The house stands: private servers, /healthz, the schedule, what happens when Redis is away."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import psycopg2
import pytest
import redis
from celery.beat import PersistentScheduler
from celery.signals import beat_init
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils.module_loading import import_string

from liaison import beat, health, places
from liaison.cache import Outage
from liaison.celery import CHORE_TASKS, app
from liaison.embedded import private
from liaison.embedded.postgres import Postgres
from liaison.schedule import CHORES

NOWHERE = "unix:///tmp/liaison-nobody-here.sock"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def redis_away(settings):
    """Every connection to Redis fails, as when its machine is gone."""
    settings.REDIS_URL = NOWHERE
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": NOWHERE}}
    Outage.rest_until = 0.0
    yield
    Outage.rest_until = 0.0


def test_postgresql_has_the_extensions_and_knows_chinese(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        assert {"pg_trgm", "unaccent", "btree_gin"} <= {name for (name,) in cursor}
        cursor.execute("SELECT show_trgm('家站点')")
        assert cursor.fetchone()[0]


def test_healthz_names_database_broker_and_schedule(db, client):
    cache.delete(health.BEAT_KEY)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {
        "database": "up", "broker": "up", "schedule": "down", "schedule_age_seconds": None
    }  # fmt: skip
    call_command("chore", "heartbeat")
    assert client.get("/healthz").json()["schedule"] == "up"
    cache.set(health.BEAT_KEY, time.time() - 600)
    assert client.get("/healthz").json()["schedule"] == "late"


def test_healthz_answers_while_the_broker_is_away(db, client, redis_away):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["broker"] == "down"


def test_healthz_says_503_while_the_database_is_away(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("gone")

    client.cookies["sessionid"] = "x" * 32
    monkeypatch.setattr(health, "connection", SimpleNamespace(cursor=refuse))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "down"


def test_without_redis_everything_is_a_miss_and_nothing_breaks(redis_away):
    cache.set("a", 1)
    assert cache.get("a", "missing") == "missing"
    assert cache.get_or_set("a", lambda: 2) == 2
    assert cache.get_many(["a"]) == {}
    assert cache.add("a", 1) is True
    assert cache.incr("a") == 1
    assert cache.delete("a") is False


def test_without_redis_a_sender_goes_on_at_once():
    began = time.monotonic()
    with app.connection_for_write(url=NOWHERE.replace("unix://", "redis+socket://")) as link:
        assert CHORE_TASKS["heartbeat"].apply_async(connection=link) is None
    assert time.monotonic() - began < 3


def test_beat_sends_again_until_the_broker_is_back(monkeypatch, tmp_path):
    answers = [None, None, "sent"]
    monkeypatch.setattr(PersistentScheduler, "apply_async", lambda *a, **k: answers.pop(0))
    monkeypatch.setattr(beat, "PAUSE", 0)
    scheduler = beat.PatientScheduler(app, schedule_filename=str(tmp_path / "schedule"), lazy=True)
    assert scheduler.apply_async(object()) == "sent"
    assert not answers


@pytest.mark.parametrize("day", ["garbage", "2026-02-30", "", "9999-12-31", "0001-01-01"])
def test_a_chore_is_not_run_on_a_day_that_is_none_or_beyond_reckoning(day):
    with pytest.raises(CommandError, match="--today"):
        call_command("chore", "remind_suggestions", "--today", day)


@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.name)
def test_schedule_names_real_functions_once(chore):
    assert callable(import_string(chore.function))
    assert app.tasks[f"chores.{chore.name}"]
    assert [c.name for c in CHORES].count(chore.name) == 1


def test_every_task_in_the_beat_schedule_is_registered():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_private_servers_keep_what_they_know(tmp_path, monkeypatch):
    """Started twice, and stopped by whoever leaves last."""
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")
    var = tmp_path / "a folder with 中文"
    sockets = places.socket_dir(var)
    assert len(str(sockets)) < 80
    with private.durable(var):
        postgres = Postgres(places.postgres_dir(var), sockets)
        postgres.execute("CREATE TABLE kept (n int)", "liaison")
        redis.Redis.from_url(os.environ["REDIS_URL"]).set("kept", 1)
        with pytest.MonkeyPatch.context() as second:
            second.delenv("DATABASE_URL")
            with private.durable(var):
                pass
        assert not postgres.execute("SELECT 1 FROM kept", "liaison"), "still up while we need it"
    with pytest.raises(psycopg2.OperationalError):
        postgres.execute("SELECT 1")
    with private.durable(var):
        postgres.execute("INSERT INTO kept VALUES (1)", "liaison")
        assert redis.Redis.from_url(os.environ["REDIS_URL"]).get("kept") == b"1"


def test_a_worker_takes_a_message_from_a_real_broker():
    """The schedule's first sign of life: sent before the worker lives, done once it does."""
    cache.delete(health.BEAT_KEY)
    beat_init.send(sender=None)  # as beat does when it starts
    command = [sys.executable, "-m", "celery", "--app", "liaison", "worker", "--pool", "solo"]
    worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        give_up = time.monotonic() + 90
        while health.heartbeat_age() is None and time.monotonic() < give_up:
            time.sleep(0.1)
        assert health.heartbeat_age() is not None
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(20)


def test_the_chore_of_every_minute_says_what_it_did():
    assert json.dumps(health.beat(date(2026, 11, 20)))


def test_manage_py_started_by_the_systems_python_goes_on_with_that_of_the_house(tmp_path):
    bare = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    told = subprocess.run([bare, ROOT / "manage.py", "version"], capture_output=True, text=True, cwd=tmp_path)
    assert told.returncode == 0, told.stderr
