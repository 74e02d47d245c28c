"""The cards of a worklist: what waits for me, and by when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

from pages.columns import Badge
from pages.dates import date_html, days_left, urgency
from pages.escaping import escape
from pages.icons import drawing

Tone = Literal["", "red", "orange", "blue", "green"]
URGENT = Badge("急", "red").html()


def due_html(day: dt.date | None) -> SafeString:
    """A due date with the days left, coloured by urgency; nothing for none."""
    if day is None:
        return SafeString("")
    words = Badge(days_left(day), urgency(day)).html()
    return mark_safe(f'<span class="due">{date_html(day)} {words}</span>')


@dataclass(frozen=True)
class CardRow:
    """One thing that waits. due_on: a day; urgent puts a red mark before it."""

    label: str
    url: str
    note: str = ""
    due_on: dt.date | None = None
    urgent: bool = False

    def html(self) -> str:
        """A line of its card."""
        note = f"<span>{escape(self.note)}</span>" if self.note else ""
        mark = f"{URGENT} " if self.urgent else ""
        return (
            f'<li><a href="{escape(self.url)}">{mark}{escape(self.label)}</a>'
            f'<span class="card-note">{note}{due_html(self.due_on)}</span></li>'
        )


@dataclass(frozen=True)
class Card:
    """One kind of thing that waits: its first rows, how many there are, and the list with all of them.

    count: how many, at most the cap; capped: there are more than that ("1000+"). waits False: ways to
    go, nothing that waits, so that no number is told. watched: somebody else's turn, only to be looked at.
    """

    key: str
    title: str
    rows: Sequence[CardRow] = ()
    count: int = 0
    capped: bool = False
    url: str = ""
    empty: str = "没有待办"
    tone: Tone = ""
    waits: bool = True
    watched: bool = False

    @property
    def shown(self) -> bool:
        """Is there something in it to open?"""
        return bool(self.count) or not self.waits

    @property
    def count_text(self) -> str:
        return f"{self.count}+" if self.capped else str(self.count)

    def html(self) -> SafeString:
        """The card, written as a string: an office has thirty of them."""
        tone = f" tone-{self.tone}" if self.tone and self.rows else ""
        more = (
            f'<a class="card-all" href="{escape(self.url)}">查看全部{drawing("chevron-right")}</a>'
            if self.url
            else ""
        )
        count = f'<span class="card-count">{self.count_text}</span>' if self.waits else ""
        lines = f"<ul>{''.join([row.html() for row in self.rows])}</ul>{more}"
        nothing = f'<p class="card-empty">{drawing("check")}{escape(self.empty)}</p>'
        return mark_safe(
            f'<section class="card-box{tone}" id="card-{self.key}">'
            f"<h2>{escape(self.title)}{count}</h2>"
            f"{lines if self.rows else nothing}</section>"
        )

    @property
    def pressing(self) -> tuple[bool, bool, dt.date]:
        """Sorts cards: those with something urgent first, then by their earliest day; last what is only watched."""
        days = [row.due_on for row in self.rows if row.due_on]
        return self.watched, not any(row.urgent for row in self.rows), min(days, default=dt.date.max)


@dataclass(frozen=True)
class Figure:
    """One number with its words. url opens its rows; counts says what it counts."""

    label: str
    value: str | int
    url: str = ""
    counts: str = ""
    tone: Tone = ""
    unit: str = ""
