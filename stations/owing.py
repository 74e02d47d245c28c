"""Keeping the clocks of what is owed by rule in line with what was done, so that they can climb the ladder.

What is owed is reckoned from rows each morning: a clock that is owed and not there is started, one that is no longer
owed is stopped. Killed half-way or run twice, the next run ends at the same clocks.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from django.db import transaction

from workflow.calendar import legal_calendar
from workflow.deadlines import Rule, Sheet, compute
from workflow.models import Clock

BATCH = 1000


@dataclass(frozen=True)
class Owed:
    """A clock there should be: its rule, its first day, and which rows it is of (ids by field)."""

    rule: Rule
    start: dt.date
    of: tuple[tuple[str, int | None], ...]
    more: Mapping[str, int] = field(default_factory=dict, compare=False)


class Kept(NamedTuple):
    started: int
    stopped: int


@transaction.atomic
def keep(model: type[Clock], owed: Iterable[Owed], names: Sequence[str], today: dt.date) -> Kept:
    """Start and stop clocks until those that run are those owed. names: the fields that tell one clock from another.

    A clock whose first day or length has changed is stopped and started anew, and climbs from the bottom.
    """
    wanted = {(one.of, one.start, one.rule.value): one for one in owed}
    fields = ("pk", *(f"{name}_id" for name in names), "started_on", "sheet__rule__value")
    running = {}
    for pk, *of, start, value in model._base_manager.filter(stopped_on=None).values_list(*fields):
        running[tuple(zip(names, of, strict=True)), start, value] = pk
    gone = [pk for key, pk in running.items() if key not in wanted]
    model._base_manager.filter(pk__in=gone).update(stopped_on=today)
    sheet = cache(lambda rule, start: compute(rule, start, legal_calendar()))
    new = [
        _clock(model, one, sheet(one.rule, one.start)) for key, one in wanted.items() if key not in running
    ]
    model._base_manager.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    return Kept(len(new), len(gone))


def _clock(model: type[Clock], one: Owed, sheet: Sheet) -> Clock:
    return model(
        rule=one.rule.code, started_on=one.start, due_on=sheet.due_on, sheet=sheet.as_json(),
        **{f"{name}_id": key for name, key in (*one.of, *one.more.items())},
    )  # fmt: skip


def gathered(pairs: Iterable[tuple[Any, int]]) -> dict[Any, list[int]]:
    """The users of each key."""
    found: dict[Any, list[int]] = {}
    for key, user in pairs:
        found.setdefault(key, []).append(user)
    return found
