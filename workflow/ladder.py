"""Climbing the reminder ladder: who is told of which clock today, exactly once.

What is due is found by one query for each set of rungs, in which working-day
offsets have become spans of due days; ledger rows and notices are written in
batches, each by one statement in a transaction of its own (workflow.telling).
A clock that stands past several rungs is told of the highest only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from workflow.calendar import DAY, Calendar, legal_calendar
from workflow.models import Clock, Reminder, Rung
from workflow.telling import Batch, Climbed, Teller, Words

BATCH = 100_000  # pairs of clock and rung in one transaction; each batch looks for its own twice


class Band(NamedTuple):
    """A rung and the due days that stand on it today: after low, up to high."""

    rung: int
    offset: int
    low: date
    high: date


@dataclass
class Ladder:
    """The rungs of one area, or of all areas that have none of their own (path "")."""

    path: str
    rungs: list[Rung]
    others: list[str] = field(default_factory=list)

    def bands(self, today: date, calendar: Calendar) -> list[Band]:
        """The spans of due days that each rung covers today; today is a working day."""
        bands: list[Band] = []
        low = date.min
        by_offset = groupby(sorted(self.rungs, key=lambda r: -r.offset), key=lambda r: r.offset)
        for offset, rungs in by_offset:
            high = threshold(offset, today, calendar)
            bands += [Band(rung.pk, offset, low, high) for rung in rungs]
            low = high
        return bands

    def clocks(self, model: type[Clock], until: date) -> QuerySet:
        """The ticking clocks under this ladder that are due by then."""
        rows = model._base_manager.filter(stopped_on__isnull=True, paused_on__isnull=True, due_on__lte=until)
        path = f"{model.area_path}__path__startswith"
        if self.path:
            rows = rows.filter(**{path: self.path})
        if self.others:
            rows = rows.exclude(_any(path, self.others))
        return rows


def threshold(offset: int, today: date, calendar: Calendar) -> date:
    """The latest due day whose rung at this offset is reached today (a working day)."""
    if offset <= 0:
        return calendar.add_workdays(today, -offset)
    return calendar.add_workdays(today, 1 - offset) - DAY


def ladders() -> list[Ladder]:
    """Every set of rungs in use, in one query."""
    rungs = Rung.objects.filter(active=True).select_related("area").order_by("area__path", "offset", "pk")
    found: dict[str, Ladder] = {}
    for rung in rungs:
        path = rung.area.path if rung.area else ""
        found.setdefault(path, Ladder(path, [])).rungs.append(rung)
    for ladder in found.values():
        ladder.others = [p for p in found if p.startswith(ladder.path) and p != ladder.path]
    return list(found.values())


def climb(clock_model: type[Clock], reminder_model: type[Reminder], today: date, words: Words) -> Climbed:
    """Tell whoever is to be told today of the clocks of one table."""
    calendar = legal_calendar()
    if not calendar.is_workday(today):
        return Climbed(idle=calendar.why(today))
    climbed = Climbed()
    teller = Teller(clock_model, reminder_model, today, calendar, words)
    for ladder in ladders():
        for batch in _batches(ladder, teller, ladder.bands(today, calendar)):
            told = climbed.reminders
            with transaction.atomic():
                teller.tell(batch, climbed)
            if climbed.reminders == told:
                break  # others tell them at this very moment; whatever they leave is found tomorrow
    return climbed


def _batches(ladder: Ladder, teller: Teller, bands: list[Band]) -> Iterator[Batch]:
    """The clocks on a rung they were not told of, the longest due first; what a batch told is not found again."""
    until = max(band.high for band in bands)
    after = date.min
    while True:
        rows = ladder.clocks(teller.clocks, until).filter(due_on__gte=after)
        batch = teller.standing(rows, [tuple(band) for band in bands], BATCH)
        if batch.size:
            yield batch
        if batch.size < BATCH:
            return
        after = batch.last


def _any(lookup: str, values: Sequence[str]) -> Q:
    found = Q()
    for value in values:
        found |= Q(**{lookup: value})
    return found
