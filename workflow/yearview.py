"""A year of the legal calendar as twelve months to look at."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date

from workflow.calendar import Calendar
from workflow.models import DayKind


@dataclass(frozen=True)
class DayCell:
    """A day of the grid. kind: work, rest, holiday or makeup; mark: the letter in the corner."""

    day: date
    kind: str
    mark: str
    why: str
    today: bool


@dataclass(frozen=True)
class Month:
    """A month: weeks from Monday on, None where the week belongs to another month."""

    number: int
    weeks: list[list[DayCell | None]]
    workdays: int


MARKS = {"holiday": "休", "makeup": "班"}


def months(calendar: Calendar, year: int, today: date) -> list[Month]:
    """The twelve months of the year."""
    return [_month(calendar, year, number, today) for number in range(1, 13)]


def _month(calendar: Calendar, year: int, number: int, today: date) -> Month:
    weeks = [
        [_cell(calendar, day, today) if day.month == number else None for day in week]
        for week in Weeks().monthdatescalendar(year, number)
    ]
    work = sum(1 for week in weeks for cell in week if cell and cell.kind in ("work", "makeup"))
    return Month(number, weeks, work)


def _cell(calendar: Calendar, day: date, today: date) -> DayCell:
    special = calendar.special(day)
    if special:
        kind = "makeup" if special.kind == DayKind.MAKEUP else "holiday"
    else:
        kind = "work" if calendar.is_workday(day) else "rest"
    return DayCell(day, kind, MARKS.get(kind, ""), calendar.why(day), day == today)
