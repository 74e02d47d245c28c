"""Since when the settings have not changed: one word in the cache, the same for all processes.

What a process has read from the database is true for as long as the word
stays the same. The word is read before the database and replaced after a
commit, so no old value is ever kept under a new word. A request reads it
once: all of one page is decided by the same settings.
"""

from threading import local
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connection, transaction

KEY = "settings:epoch"
SECONDS = 300  # a replacement lost while the cache was away is made good after this long

# .word: what this thread's request was told; there while a request is under way.
# .shelf: what it has read while no word may be kept (offices.remembering)
HEARD = local()
# .settings: whether this thread has written settings whose transaction may not be over
WRITTEN = local()


def epoch() -> str | None:
    """The word in force: one look into the cache, one in a request. None while the cache is away."""
    word = getattr(HEARD, "word", None) or _ask()
    if hasattr(HEARD, "word"):
        HEARD.word = word
    return word


def _ask() -> str | None:
    word = cache.get(KEY)
    if word is None:
        cache.add(KEY, uuid4().hex, SECONDS)
        word = cache.get(KEY)
    return word


def changed() -> None:
    """Settings are being written: begin a new epoch when (and if) the transaction is committed."""
    vars(HEARD).pop("shelf", None)
    WRITTEN.settings = True
    transaction.on_commit(begin)


def unsettled() -> bool:
    """Has this very transaction written settings that nobody else sees yet?"""
    # asked hundreds of times by a page: the connection is looked at only where this thread has written
    if getattr(WRITTEN, "settings", False):
        WRITTEN.settings = any(call is begin for _, call, *_ in connection.run_on_commit)
    return getattr(WRITTEN, "settings", False)


def begin() -> None:
    cache.set(KEY, uuid4().hex, SECONDS)
    if hasattr(HEARD, "word"):
        HEARD.word = None


def listen(**_: Any) -> None:
    """A request begins: what it hears first holds to its end."""
    forget()
    HEARD.word = None


def forget(**_: Any) -> None:
    """The request is over."""
    vars(HEARD).clear()


request_started.connect(listen, dispatch_uid="offices.epoch")
request_finished.connect(forget, dispatch_uid="offices.epoch")
