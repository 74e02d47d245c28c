"""The site as it is served: static files, a worker of its own, a browser that meets no refusal."""

import time

import pytest
from django.core.cache import cache
from django.urls import reverse

from liaison import health
from liaison.celery import CHORE_TASKS
from liaison.npm import FILES
from stations.models import StationKind


def test_a_sent_chore_is_done_by_the_worker(worker):
    cache.delete(health.BEAT_KEY)
    CHORE_TASKS["heartbeat"].delay()
    give_up = time.monotonic() + 60
    while health.heartbeat_age() is None and time.monotonic() < give_up:
        time.sleep(0.05)
    assert health.heartbeat_age() is not None


def test_every_front_end_file_is_served(live_server, context):
    for address in FILES:
        assert context.request.get(f"{live_server.url}/static/{address}").ok, address


def test_nothing_else_of_node_modules_is_served(live_server, context):
    for address in ("@tabler/core/package.json", "vendor/../../node_modules/echarts/package.json"):
        assert context.request.get(f"{live_server.url}/static/{address}").status == 404


@pytest.mark.parametrize("time_of_asking", ["first", "again"])
def test_seeded_rows_are_there_for_every_browser_test(live_server, page, time_of_asking):
    assert StationKind.objects.exists()


def test_the_sign_in_page_obeys_the_content_policy(live_server, page):
    trouble = []
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    answer = page.goto(live_server.url + reverse("accounts:sign_in"), wait_until="networkidle")
    assert answer.ok
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not trouble
