"""Climbing the reminder ladder: who is told of which clock today, exactly once.

What is due is found by one query for each set of rungs, in which working-day
offsets have become spans of due days; ledger rows and notices are written in
batches, each by one statement in a transaction of its own (workflow.telling).
A clock that stands past several rungs is told of the highest only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db import transaction
from django.db.models import Q, QuerySet

from workflow.calendar import DAY, Calendar, legal_calendar
from workflow.models import Clock, Reminder, Rung
from workflow.standing import Step, standing
from workflow.telling import Climbed, Teller, Words

BATCH = 100_000  # pairs of clock and rung in one transaction; each batch looks through all that stand


@dataclass
class Ladder:
    """The rungs of one area, or of all areas that have none of their own (path "")."""

    path: str
    rungs: list[Rung]
    others: list[str] = field(default_factory=list)

    def steps(self, today: date, calendar: Calendar) -> list[Step]:
        """The steps, the longest overdue first; today is a working day."""
        by_offset = groupby(sorted(self.rungs, key=lambda r: -r.offset), key=lambda r: r.offset)
        return [Step(offset, threshold(offset, today, calendar), list(rungs)) for offset, rungs in by_offset]

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
        _climb(ladder, teller, ladder.steps(today, calendar), climbed)
    return climbed


def _climb(ladder: Ladder, teller: Teller, steps: Sequence[Step], climbed: Climbed) -> None:
    """A batch after the other, the longest due first; what a batch told is not found again."""
    rows = ladder.clocks(teller.clocks, steps[-1].until)
    while True:
        batch, told = standing(rows, steps, teller.reminders, BATCH), climbed.reminders
        if batch.size:
            with transaction.atomic():
                if not teller.tell(batch, climbed):
                    continue  # others were faster; what they left is found by another look
        if batch.size < BATCH or climbed.reminders == told:
            return  # nothing is left, or all that was found moved at this very moment
        rows = rows.filter(due_on__gte=batch.last)


def _any(lookup: str, values: Sequence[str]) -> Q:
    found = Q()
    for value in values:
        found |= Q(**{lookup: value})
    return found
