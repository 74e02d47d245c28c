"""Which clocks stand on a rung of the ladder today and were not told of: found by one query for a batch."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, QuerySet, SmallIntegerField, Value, When

from notices.arrays import as_array
from workflow.models import Reminder, Rung

Clocks = Mapping[str, Collection[int]]  # by rule


class Step(NamedTuple):
    """All rungs at one offset; on them stand today the clocks due up to a day, but after that of the step before."""

    offset: int
    until: date
    rungs: list[Rung]


class Mark(NamedTuple):
    """Clocks of one rule and due day that stand on a rung they were not told of."""

    rule: str
    due_on: date
    rung: Rung
    clocks: list[int]


@dataclass
class Batch:
    """What one look found. seen: the last that anybody was told of by then."""

    marks: list[Mark]
    seen: int

    @property
    def size(self) -> int:
        """Pairs of clock and rung."""
        return sum(len(mark.clocks) for mark in self.marks)

    @property
    def last(self) -> date:
        return max(mark.due_on for mark in self.marks)

    @property
    def by_rule(self) -> Clocks:
        found: dict[str, set[int]] = defaultdict(set)
        for mark in self.marks:
            found[mark.rule].update(mark.clocks)
        return found

    @property
    def pairs(self) -> tuple[str, str]:
        """Two arrays: the number of a mark, from one; one of its clocks."""
        numbers = "".join(f",{n}" * len(mark.clocks) for n, mark in enumerate(self.marks, 1))
        return "{" + numbers[1:] + "}", as_array(chain.from_iterable(mark.clocks for mark in self.marks))


LOCK = 0x74656C6C  # "tell"
# Once told of a higher rung, a clock is told of no lower one any more. Each of these clocks is on a step: the outer join only
# tells the planner so, which would else expect one in two hundred.
STANDING = """
SELECT rule, due_on, rung, array_agg(clock), (SELECT coalesce(max(id), 0) FROM {reminders}) FROM (
    SELECT c.rule, c.due_on, c.id AS clock, step.rung FROM ({clocks}) AS c(id, due_on, rule, "offset")
    LEFT JOIN (VALUES {rungs}) AS step("offset", rung) USING ("offset")
    WHERE NOT EXISTS (
        SELECT 1 FROM {reminders} r JOIN {ladder} told ON told.id = r.rung_id
        WHERE r.clock_id = c.id AND r.due_on = c.due_on AND (r.rung_id = step.rung OR told."offset" > c."offset"))
    ORDER BY c.due_on, c.id LIMIT %s
) AS first GROUP BY rule, due_on, rung
"""


def standing(clocks: QuerySet, steps: Sequence[Step], reminders: type[Reminder], most: int) -> Batch:
    """The first of these clocks that stand on a rung they were not told of; one query. All are due by the last step."""
    on = (When(due_on__lte=step.until, then=Value(step.offset)) for step in steps)
    rows = clocks.order_by().annotate(offset=Case(*on, output_field=SmallIntegerField()))
    found, params = rows.values_list("pk", "due_on", "rule", "offset").query.sql_with_params()
    rungs = {rung.pk: rung for step in steps for rung in step.rungs}
    sql = STANDING.format(
        clocks=found, rungs=", ".join(["(%s, %s)"] * len(rungs)), reminders=reminders._meta.db_table,
        ladder=Rung._meta.db_table,
    )  # fmt: skip
    pairs = chain.from_iterable((rung.offset, key) for key, rung in rungs.items())
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *pairs, most])
        rows = cursor.fetchall()
    seen = rows[0][-1] if rows else 0
    return Batch([Mark(rule, day, rungs[rung], clocks) for rule, day, rung, clocks, _ in rows], seen)


def alone(reminders: type[Reminder], batch: Batch) -> bool:
    """Wait until nobody else tells. Has nobody told since the batch was found? Until we commit nobody will."""
    table = reminders._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, table])
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # a look of its own, after the waiting
        return cursor.fetchone() == (batch.seen,)
