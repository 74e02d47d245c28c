"""Changing a time limit of an area: what it would move, and putting it in force."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from offices.catalogue import CATALOGUE, Key
from offices.changes import enter_value
from offices.models import Area
from workflow.calendar import legal_calendar
from workflow.moves import Change, Move, move
from workflow.rules import ROLL, Value, read_book


@dataclass(frozen=True)
class LimitPlan:
    """A limit as it is to be from a day on; area None is everywhere."""

    key: str
    area: int | None
    value: str
    unit: str
    start_event: str
    source: str
    valid_from: str

    @property
    def words(self) -> str:
        return CATALOGUE[self.key].words(self.value, self.unit)

    @property
    def from_day(self) -> date:
        return date.fromisoformat(self.valid_from)


def limit_keys() -> list[Key]:
    """The settings that are time limits, or bear on all of them."""
    return [key for key in CATALOGUE.values() if key.limit]


def limit_change(plan: LimitPlan, area: Area | None) -> Change:
    """The new limit touches the clocks of its rule that start from its day on; the rest rule all of them."""
    value = Value(
        plan.key,
        area.path if area else "",
        plan.value,
        plan.unit,
        plan.start_event,
        plan.source,
        plan.from_day,
    )
    only = Q(started_on__gte=plan.from_day)
    if plan.key != ROLL:
        only &= Q(rule=plan.key)
    return Change(legal_calendar(), read_book().with_value(value), only)


@transaction.atomic
def put_in_force(plan: LimitPlan, area: Area | None, actor: Any) -> list[Move]:
    """Enter the dated value and move the running clocks it touches; returns what moved.

    Raises ValidationError when the area has a value of that day by now: none is ever overwritten.
    """
    change = limit_change(plan, area)
    label, where = CATALOGUE[plan.key].label, area or "全部区域"
    enter_value(
        actor,
        plan.key,
        plan.value,
        valid_from=plan.from_day,
        source=plan.source,
        unit=plan.unit,
        start_event=plan.start_event,
        area=area,
    )
    return move(change, actor, f"{where}{label}改为{plan.words}，自{plan.valid_from}起施行：{plan.source}")
