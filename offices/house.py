"""The security administrator's numbers: the same for everybody, and never missing."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from offices.defaults import ROWS
from offices.limits import setting

SHIPPED = {key: int(value) for key, value, *_ in ROWS if value.isdigit()}


def house(key: str) -> int:
    """A house-wide number in force. Nobody stays outside (or inside) because a row is missing."""
    try:
        return setting(key).number
    except LookupError:
        return SHIPPED[key]


def lock_tries(request: HttpRequest, credentials: Any) -> int:
    """AXES_FAILURE_LIMIT: how many wrong passwords lock a name."""
    return house("lock_tries")


def lock_span(request: HttpRequest | None) -> timedelta:
    """AXES_COOLOFF_TIME: for how long."""
    return timedelta(minutes=house("lock_minutes"))
