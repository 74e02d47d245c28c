"""The days of a year by a station's rules, holidays considered. No database, no clock."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stations.choices import MonthSet, Ordinal, RulePattern
from workflow.calendar import DAY, Calendar

NEXT, SKIP = "next", "skip"  # what happens to a day that falls on a holiday (setting reception_holiday)
MONTHS: dict[str, tuple[int, ...]] = {
    MonthSet.ALL: tuple(range(1, 13)),
    MonthSet.ODD: (1, 3, 5, 7, 9, 11),
    MonthSet.EVEN: (2, 4, 6, 8, 10, 12),
    MonthSet.QUARTER: (1, 4, 7, 10),
}


@dataclass(frozen=True)
class Planned:
    """One day of a plan. named: what the rule says; on: when it is held, None when it falls out; why: if moved."""

    rule: Any
    named: dt.date
    on: dt.date | None
    why: str = ""


def named_days(rule: Any, year: int) -> Iterator[dt.date]:
    """The days of a year as the rule names them; a month without the day gives its last day."""
    if rule.pattern == RulePattern.WEEKLY:
        day = dt.date(year, 1, 1)
        day += DAY * ((rule.weekday - day.weekday()) % 7)
        while day.year == year:
            yield day
            day += 7 * DAY
        return
    for month in MONTHS[rule.months]:
        if rule.pattern == RulePattern.ORDINAL:
            yield _ordinal(year, month, rule.ordinal, rule.weekday)
        else:
            last = monthrange(year, month)[1]
            yield from sorted({dt.date(year, month, min(day, last)) for day in rule.month_days})


def _ordinal(year: int, month: int, ordinal: int, weekday: int) -> dt.date:
    first, length = monthrange(year, month)
    days = range(1 + (weekday - first) % 7, length + 1, 7)
    return dt.date(year, month, days[-1 if ordinal == Ordinal.LAST else ordinal - 1])


def held(rule: Any, named: dt.date, calendar: Calendar, on_holiday: str) -> Planned:
    """Where a named day comes to lie. Receptions on holidays are postponed (domain rule 69), or left out."""
    if calendar.is_workday(named):
        return Planned(rule, named, named)
    why = calendar.why(named)
    if on_holiday == SKIP:
        return Planned(rule, named, None, f"{why}，不接待")
    return Planned(rule, named, calendar.next_workday(named), f"{why}，顺延")


def year_plan(rule: Any, year: int, since: dt.date, calendar: Calendar, on_holiday: str) -> list[Planned]:
    """The days of the year from `since` on, within the rule's own dates; two that meet are held once."""
    plan, days = [], set()
    for named in named_days(rule, year):
        if named < max(since, rule.starts_on) or (rule.ends_on and named > rule.ends_on):
            continue
        day = held(rule, named, calendar, on_holiday)
        if day.on in days:
            day = Planned(rule, named, None, "与本规则另一接待日同日")
        if day.on:
            days.add(day.on)
        plan.append(day)
    return plan


MORNING, AFTERNOON = "am", "pm"
NOON = dt.time(12)
HALF_WORDS = {MORNING: "上午", AFTERNOON: "下午"}


def halves(starts_at: dt.time, ends_at: dt.time) -> tuple[str, ...]:
    """The halves of the day that a reception touches."""
    return (*((MORNING,) if starts_at < NOON else ()), *((AFTERNOON,) if ends_at > NOON else ()))
