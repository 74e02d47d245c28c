"""The parts of a case file, as plain values that a room fills and the templates draw."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.forms import BaseForm

from pages.actions import Crumb, Style
from pages.columns import Badge
from pages.dates import cn_date, cn_datetime, days_left, urgency


@dataclass(frozen=True)
class TrackStep:
    """A step of the drawn track: where the case was, is and will be. phase: named above the first step of each."""

    label: str
    state: Literal["done", "now", "todo", "skipped"] = "todo"
    on: dt.date | None = None
    who: str = ""
    note: str = ""
    phase: str = ""


@dataclass(frozen=True)
class TimelineItem:
    """One deed: who did what, on whose behalf, and what it changed. phase: a heading above the first of each."""

    at: dt.datetime
    who: str
    label: str
    on_behalf: str = ""
    note: str = ""
    before: str = ""
    after: str = ""
    phase: str = ""


@dataclass(frozen=True)
class Fact:
    """A labelled value. wide: takes the full width, for long text (line breaks are kept)."""

    label: str
    value: Any = ""
    url: str = ""
    wide: bool = False

    @property
    def shown(self) -> Any:
        """The value in words: days as days, nothing as a dash."""
        if self.value is None or self.value == "":
            return "—"
        if isinstance(self.value, dt.datetime):
            return cn_datetime(self.value)
        if isinstance(self.value, dt.date):
            return cn_date(self.value)
        return ("是" if self.value else "否") if isinstance(self.value, bool) else self.value


@dataclass(frozen=True)
class ClockRow:
    """A time limit: who holds it, from when, until when; sheet_url opens how the date was reckoned.

    ended: why it stopped, where what it asked for was not done.
    """

    label: str
    holder: str
    started_on: dt.date
    due_on: dt.date | None
    stopped_on: dt.date | None = None
    provisional: bool = False
    sheet_url: str = ""
    ended: str = ""

    @property
    def due_text(self) -> str:
        """The days left while it runs, the days late once done; why it stopped undone."""
        if self.stopped_on is None:
            return days_left(self.due_on)
        if self.ended:
            return self.ended
        if self.due_on and self.stopped_on > self.due_on:
            return f"超期{(self.stopped_on - self.due_on).days}天完成"
        return "按期完成"

    @property
    def due_colour(self) -> str:
        if self.stopped_on is None:
            return urgency(self.due_on)
        if self.ended:
            return "grey"
        return "orange" if self.due_on and self.stopped_on > self.due_on else "green"


@dataclass(frozen=True)
class Paper:
    """A file that belongs to the case. size in bytes."""

    label: str
    url: str
    size: int = 0
    at: dt.datetime | None = None
    who: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody who takes part, and in what part."""

    name: str
    part: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class SheetRow:
    """One line of a deadline sheet: the day, what happened to the count, the count after it."""

    on: dt.date | None
    label: str
    count: str = ""
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """How a due date was reckoned, ready to print."""

    title: str
    result: str
    facts: list[Fact] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)
    provisional: str = ""


@dataclass(frozen=True)
class Offer:
    """Something this person may do now. url takes the POST; form holds what it needs (None for one click).

    Every POST also carries `action`. A form with faults is shown open. note says what will happen.
    blocked says why it cannot be done yet: the button is then drawn without effect.
    seen goes with the POST: which text the person saw.
    """

    label: str
    url: str
    action: str = ""
    form: BaseForm | None = None
    style: Style = "secondary"
    note: str = ""
    confirm: str = ""
    blocked: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Part:
    """A section of the file: facts, or running text, or a template of the room's own (with `data` in it)."""

    title: str
    facts: Sequence[Fact] = ()
    text: str = ""
    template: str = ""
    data: Any = None
    note: str = ""


@dataclass(frozen=True)
class CaseFile:
    """All of a case file; pages/case.html draws it from the context variable `case`."""

    title: str
    number: str = ""
    kind: str = ""
    badges: Sequence[Badge] = ()
    holder: str = ""
    due_on: dt.date | None = None
    provisional: bool = False
    summary: Sequence[Fact] = ()
    notice: str = ""
    track: Sequence[TrackStep] = ()
    offers: Sequence[Offer] = ()
    waiting: str = ""
    parts: Sequence[Part] = ()
    timeline: Sequence[TimelineItem] = ()
    people: Sequence[Person] = ()
    papers: Sequence[Paper] = ()
    clocks: Sequence[ClockRow] = ()
    crumbs: Sequence[Crumb] = ()

    @property
    def due_text(self) -> str:
        return days_left(self.due_on)

    @property
    def due_colour(self) -> str:
        return urgency(self.due_on)
