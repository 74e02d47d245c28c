"""What a process has read from the database and remembers while nothing of it is changed."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from offices.epoch import HEARD, epoch, unsettled

T = TypeVar("T")
# epoch -> what was read since it began, by key; holds one epoch
_SHELVES: dict[str, dict[Hashable, Any]] = {}


def remembered(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` answers, asked once in an epoch. Rows that it reads are models of offices.models.remembered."""
    word = None if unsettled() else epoch()
    if word is None:
        return _for_this_page(key, read)
    shelf = _SHELVES.get(word)
    if shelf is None:
        _SHELVES.clear()
        shelf = _SHELVES.setdefault(word, {})
    if key not in shelf:
        shelf[key] = read()
    return shelf[key]


def _for_this_page(key: Hashable, read: Callable[[], T]) -> T:
    """While the cache is away, or this transaction has written such rows: asked once in a request, and after every write."""
    if not hasattr(HEARD, "word"):
        return read()
    shelf = vars(HEARD).setdefault("shelf", {})
    if key not in shelf:
        shelf[key] = read()
    return shelf[key]
