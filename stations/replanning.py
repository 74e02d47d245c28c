"""What a changed rule or a new calendar does to the days a rule has planned: looked at first, then done by steps.

Only days ahead that are still planned are moved; what is published, held or cancelled stays as it is.
"""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.limits import setting
from pages.dates import cn_date
from stations.choices import ReceptionState
from stations.models import DayRule, Reception
from stations.reception_lifecycle import RECEPTION
from stations.yearplan import Planned, year_plan
from workflow.calendar import legal_calendar
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused

WHY = "接待日规则或放假安排有变"
COPIED = ("starts_at", "ends_at", "theme")


@dataclass(frozen=True)
class Shift:
    """One planned day and where it goes; to None: it is cancelled."""

    reception: Reception
    to: Planned | None

    @property
    def words(self) -> str:
        if self.to is None:
            return f"{cn_date(self.reception.on)}：取消"
        return f"{cn_date(self.reception.on)}改为{cn_date(self.to.on)}" + (
            f"（{self.to.why}）" if self.to.why else ""
        )


@dataclass
class Outcome:
    """What was done, and in sentences what could not be."""

    moved: int = 0
    cancelled: int = 0
    revised: int = 0
    failed: list[str] = field(default_factory=list)


def shifts(rule: DayRule, today: dt.date | None = None) -> list[Shift]:
    """The planned days that the rule, as it now is in memory, would hold on another day or not at all.

    Days are matched month by month in their order.
    """
    today = today or timezone.localdate()
    rows = Reception._base_manager.filter(rule=rule.pk, rule_day__gte=today.replace(day=1))
    by_month = {
        key: list(group)
        for key, group in groupby(rows.select_related("station").order_by("rule_day"), _month)
    }
    found = []
    for (year, month), days in by_month.items():
        named = _named(rule, year, month)
        for place, row in enumerate(days):
            to = named[place] if place < len(named) else None
            if row.state != ReceptionState.PLANNED or row.on <= today:
                continue
            if to is None or to.on is None:
                found.append(Shift(row, None))
            elif to.on != row.on and to.on > today:
                found.append(Shift(row, to))
    return found


def _month(row: Reception) -> tuple[int, int]:
    return row.rule_day.year, row.rule_day.month


def _named(rule: DayRule, year: int, month: int) -> list[Planned]:
    on_holiday = setting("reception_holiday", rule.station.area, dt.date(year, 12, 31)).value
    days = year_plan(rule, year, dt.date(year, month, 1), legal_calendar(), on_holiday)
    return [day for day in days if day.named.month == month]


@transaction.atomic
def apply(actor: Any, rule: DayRule, today: dt.date | None = None) -> Outcome:
    """Save the rule and bring its planned days in line, each by its own step. A day that cannot move is named."""
    planned = shifts(rule, today)
    rule.save()
    outcome = Outcome()
    done: list[Shift] = []
    for shift in planned:
        try:
            with transaction.atomic():
                _take(actor, shift, outcome)
            done.append(shift)
        except (Refused, OutOfStep) as no:
            outcome.failed.append(f"{cn_date(shift.reception.on)}：{no}")
    _rename([shift for shift in done if shift.to])
    outcome.revised = _revise(rule, today or timezone.localdate())
    data = {
        "rule": rule.pk,
        "moved": outcome.moved,
        "cancelled": outcome.cancelled,
        "failed": len(outcome.failed),
    }
    enter(EntryKind.DEED, "修改接待日规则", actor, subject=rule.station, data=data)
    return outcome


def _take(actor: Any, shift: Shift, outcome: Outcome) -> None:
    if shift.to is None:
        perform(RECEPTION, shift.reception.pk, "cancel", actor, note=WHY)
        outcome.cancelled += 1
    else:
        perform(RECEPTION, shift.reception.pk, "postpone", actor, note=WHY, new_day=shift.to.on)
        outcome.moved += 1


def _rename(done: list[Shift]) -> None:
    """The moved days bear the day that the rule names now; at first none does, for two may have changed places."""
    rows = [shift.reception for shift in done]
    Reception._base_manager.filter(pk__in=[row.pk for row in rows]).update(rule_day=None)
    taken = set(
        Reception._base_manager.filter(rule__in={row.rule_id for row in rows}).values_list("rule", "rule_day")
    )
    for shift in done:
        if (shift.reception.rule_id, shift.to.named) not in taken:
            Reception._base_manager.filter(pk=shift.reception.pk).update(rule_day=shift.to.named)


def _revise(rule: DayRule, today: dt.date) -> int:
    """The hours, place and theme of the days still planned follow the rule."""
    ahead = Reception._base_manager.filter(rule=rule, state=ReceptionState.PLANNED, on__gt=today)
    values = {name: getattr(rule, name) for name in COPIED} | {"place": rule.place or rule.station.address}
    return ahead.exclude(**values).update(**values)


@transaction.atomic
def end(actor: Any, rule: DayRule, on: dt.date) -> Outcome:
    """The rule holds until that day; the planned days after it are cancelled."""
    rule.ends_on = max(on, rule.starts_on)
    return apply(actor, rule)
