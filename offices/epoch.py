"""Since when the settings have not changed: one word in the cache, the same for all processes.

What a process has read from the database is true for as long as the word
stays the same. The word is read before the database and replaced after a
commit, so no old value is ever kept under a new word.
"""

from uuid import uuid4

from django.core.cache import cache
from django.db import connection, transaction

KEY = "settings:epoch"
SECONDS = 300  # a replacement lost while the cache was away is made good after this long


def epoch() -> str | None:
    """The word in force: one look into the cache. None while the cache is away."""
    word = cache.get(KEY)
    if word is None:
        cache.add(KEY, uuid4().hex, SECONDS)
        word = cache.get(KEY)
    return word


def changed() -> None:
    """Settings are being written: begin a new epoch when (and if) the transaction is committed."""
    transaction.on_commit(_begin)


def unsettled() -> bool:
    """Has this very transaction written settings that nobody else sees yet?"""
    return any(call is _begin for _, call, *_ in connection.run_on_commit)


def _begin() -> None:
    cache.set(KEY, uuid4().hex, SECONDS)
