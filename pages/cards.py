"""The cards of a worklist: what waits for me, and by when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pages.dates import days_left, urgency


@dataclass(frozen=True)
class CardRow:
    """One thing that waits. due_on: a day; urgent puts a red mark before it."""

    label: str
    url: str
    note: str = ""
    due_on: dt.date | None = None
    urgent: bool = False

    @property
    def due_text(self) -> str:
        return days_left(self.due_on)

    @property
    def due_colour(self) -> str:
        return urgency(self.due_on)


@dataclass(frozen=True)
class Card:
    """One kind of thing that waits: its first rows, how many there are, and the list with all of them.

    count: how many, at most the cap; capped: there are more than that ("1000+"). waits False: ways to
    go, nothing that waits, so that no number is told.
    """

    key: str
    title: str
    rows: Sequence[CardRow] = ()
    count: int = 0
    capped: bool = False
    url: str = ""
    empty: str = "没有待办"
    tone: Literal["", "red", "orange", "blue", "green"] = ""
    waits: bool = True

    @property
    def count_text(self) -> str:
        return f"{self.count}+" if self.capped else str(self.count)

    @property
    def pressing(self) -> tuple[bool, dt.date]:
        """Sorts cards: those with something urgent first, then by their earliest day."""
        days = [row.due_on for row in self.rows if row.due_on]
        return not any(row.urgent for row in self.rows), min(days, default=dt.date.max)


@dataclass(frozen=True)
class Figure:
    """One number with its words. url opens its rows; counts says what it counts."""

    label: str
    value: str | int
    url: str = ""
    counts: str = ""
    tone: Literal["", "red", "orange", "blue", "green"] = ""
    unit: str = ""
