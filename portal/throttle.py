"""Counting what strangers do, so that a machine tires before we do. Counters live in the cache alone."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

HOUR, DAY = 3600, 86400


def _name(what: str, who: str) -> str:
    """No address, telephone or code stands in the cache in clear."""
    return f"portal:count:{what}:{salted_hmac('portal.count', who).hexdigest()}"


def count(what: str, who: str, seconds: int) -> int:
    """One more; how many there are now, in the span that began with the first."""
    name = _name(what, who)
    if cache.add(name, 1, seconds):
        return 1
    try:
        return cache.incr(name)
    except ValueError:  # ran out just now
        return count(what, who, seconds)


def counted(what: str, who: str) -> int:
    """How many there are, without adding one."""
    return cache.get(_name(what, who), 0)
