"""Climbing the reminder ladder: who is told of which clock today, exactly once.

What is due is found by one query for each set of rungs, in which working-day
offsets have become spans of due days; ledger rows and notices are written in
batches, each by one statement in a transaction of its own. A clock that stands
past several rungs is told of the highest only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from workflow.calendar import DAY, Calendar, legal_calendar
from workflow.models import Clock, Reminder, Rung
from workflow.telling import Climbed, Due, Teller, Words

BATCH = 10_000
ROUND = 100_000  # pairs of clock and rung held in memory at a time


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
        for batch in _batches(ladder, clock_model, reminder_model, ladder.bands(today, calendar)):
            with transaction.atomic():
                teller.tell(batch, climbed)
    return climbed


def _batches(
    ladder: Ladder, clocks: type[Clock], reminders: type[Reminder], bands: list[Band]
) -> Iterator[list[Due]]:
    after = date.min
    while True:
        found = _stand(ladder, clocks, reminders, bands, after)
        for start in range(0, len(found), BATCH):
            yield found[start : start + BATCH]
        if len(found) < ROUND:
            return
        after = found[-1].due_on


def _stand(
    ladder: Ladder, clocks: type[Clock], reminders: type[Reminder], bands: list[Band], after: date
) -> list[Due]:
    """The clocks on a rung they were not told of, due from that day on: one set-based query."""
    rows = ladder.clocks(clocks, max(band.high for band in bands)).filter(due_on__gte=after)
    sql, params = rows.order_by().values_list("pk", "due_on", "rule").query.sql_with_params()
    values = ", ".join(["(%s, %s, %s::date, %s::date)"] * len(bands))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH band(rung, step, low, high) AS (VALUES {values})
            SELECT c.id, band.rung, c.due_on, c.rule
            FROM ({sql}) AS c(id, due_on, rule) JOIN band ON c.due_on > band.low AND c.due_on <= band.high
            WHERE NOT EXISTS (
                SELECT 1 FROM {reminders._meta.db_table} r JOIN {Rung._meta.db_table} u ON u.id = r.rung_id
                WHERE r.clock_id = c.id AND r.due_on = c.due_on
                AND (r.rung_id = band.rung OR u."offset" > band.step))
            ORDER BY c.due_on, c.id, band.rung LIMIT %s
            """,
            [*(value for band in bands for value in band), *params, ROUND],
        )
        return [Due(*row) for row in cursor.fetchall()]


def _any(lookup: str, values: Sequence[str]) -> Q:
    found = Q()
    for value in values:
        found |= Q(**{lookup: value})
    return found
