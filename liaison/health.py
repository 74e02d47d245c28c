"""GET /healthz: is the database, the broker and the schedule alive?

Answered before every other middleware, so that it also answers while the database is away.
"""

from collections.abc import Callable
from datetime import date
from time import time

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

BEAT_KEY = "schedule-heartbeat"
LATE_SECONDS = 180


def beat(today: date) -> str:
    """The chore of every minute: proof that beat sends and a worker runs."""
    cache.set(BEAT_KEY, time(), timeout=None)
    return "日程在走动"


def database() -> str:
    """up or down, by asking."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "down"
    return "up"


def broker() -> str:
    """up or down, by asking, with a short patience."""
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
    try:
        client.ping()
    except redis.RedisError:
        return "down"
    finally:
        client.close()
    return "up"


def heartbeat_age() -> int | None:
    """Seconds since the schedule last gave a sign of life; None when not known."""
    last = cache.get(BEAT_KEY)
    return None if last is None else max(0, round(time() - last))


def schedule(age: int | None, asked: str) -> str:
    """up, late (no sign of life for three minutes), down (none at all), or unknown while the broker that keeps it is away."""
    if age is None:
        return "down" if asked == "up" else "unknown"
    return "up" if age <= LATE_SECONDS else "late"


def report() -> dict[str, object]:
    """What /healthz says."""
    asked, age = broker(), heartbeat_age()
    return {
        "database": database(),
        "broker": asked,
        "schedule": schedule(age, asked),
        "schedule_age_seconds": age,
    }


class HealthMiddleware:
    """Answers /healthz and leaves every other address alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in ("/healthz", "/healthz/"):
            return self.get_response(request)
        facts = report()
        response = JsonResponse(facts, status=200 if facts["database"] == "up" else 503)
        response["Cache-Control"] = "no-store"
        return response
