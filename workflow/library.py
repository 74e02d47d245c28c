"""What the maintained library knows of the legal calendar: the seed of our own tables."""

from collections.abc import Mapping
from datetime import date

import holidays

from workflow.calendar import Special
from workflow.models import DayKind

FIRST_YEAR = 2004  # the library tells make-up working days from here on
_SWAPPED = "休息日"  # the library's words for a day off that is worked on another day


def library_year(year: int) -> tuple[dict[date, Special], bool]:
    """The special days of a year, and whether they are complete.

    Complete are the years with make-up working days: for a year not yet
    announced the library answers with the statutory days alone.
    """
    known = holidays.country_holidays("CN", years=(year - 1, year, year + 1), language="zh_CN")
    named = {day: _base(name) for day, name in known.items() if not name.startswith(_SWAPPED)}
    swapped = {_worked(name): day for day, name in known.items() if name.startswith(_SWAPPED)}
    found = {}
    for day, name in known.items():
        if name.startswith(_SWAPPED):
            worked = _worked(name)
            name = f"{_nearest(day, named)}假期（{worked.month}月{worked.day}日调休）"
        found[day] = Special(DayKind.HOLIDAY, name.split(";")[0])
    for day in known.weekend_workdays:
        found[day] = Special(DayKind.MAKEUP, _nearest(swapped.get(day, day), named))
    here = {day: found[day] for day in sorted(found) if day.year == year}
    complete = year >= FIRST_YEAR and any(special.kind == DayKind.MAKEUP for special in here.values())
    return here, complete


def _worked(name: str) -> date:
    """The day worked instead: 休息日（由 2026-01-04 调休)."""
    return date.fromisoformat(name.split("由")[1].split("调休")[0].strip())


def _base(name: str) -> str:
    """The holiday itself, without 补假."""
    return name.split("（")[0].split(";")[0]


def _nearest(day: date, named: Mapping[date, str]) -> str:
    """The holiday nearest to the day."""
    away = min((abs((there - day).days), there) for there in named)
    return named[away[1]]
