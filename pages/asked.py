"""Numbers that come in an address or beside a form: what cannot be one is none, never a fault of the page."""

from collections.abc import Iterable
from typing import Any

HIGHEST = 2**63 - 1  # of a row's key
YEARS = (1950, 2150)


def whole(text: Any, least: int = 0, most: int = HIGHEST) -> int | None:
    """The number that these digits say; None where they say none between the two, both included."""
    text = str(text or "").strip()
    if not text.isdecimal() or len(text) > len(str(HIGHEST)):
        return None
    return number if least <= (number := int(text)) <= most else None


def keys(texts: Iterable[Any]) -> list[int]:
    """The keys of rows among these, in their order."""
    return [number for text in texts if (number := whole(text)) is not None]


def year(text: Any) -> int | None:
    """A year that a calendar may be asked for."""
    return whole(text, *YEARS)
