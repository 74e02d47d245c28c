"""Where lists get the views that people keep; the room that stores them puts its keeper here."""

from collections.abc import Callable, Sequence
from typing import Any

from pages.actions import SavedView

# (request) -> the kept views of the list at its path
KEPT: list[Callable[[Any], Sequence[SavedView]]] = []
# (request) -> the address at which the list as it is shown may be kept, "" for nobody
KEEP: list[Callable[[Any], str]] = []


def kept_views(request: Any) -> list[SavedView]:
    """The views kept of this list, by this person or shared with him."""
    return [view for tell in KEPT for view in tell(request)]


def keep_url(request: Any) -> str:
    """Where the list as it is shown may be kept as a view; "" where it may not."""
    return next((url for tell in KEEP if (url := tell(request))), "")
