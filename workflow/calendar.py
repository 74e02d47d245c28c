"""The legal calendar as an immutable value: which days are working days, and why."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import cache
from django.db import transaction

from pages.dates import due_date
from workflow.models import CalendarYear, DayKind

DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
_VERSION = "calendar:version"


@dataclass(frozen=True)
class Special:
    """A day that is not what its weekday says. kind: a DayKind."""

    kind: str
    name: str


@dataclass(frozen=True)
class Calendar:
    """The legal calendar. specials: days off and make-up working days; confirmed: the years fully known.

    A day in a year that is not confirmed is answered as far as it is known, and is provisional.
    """

    specials: Mapping[date, Special]
    confirmed: frozenset[int]

    def special(self, day: date) -> Special | None:
        return self.specials.get(day)

    def is_workday(self, day: date) -> bool:
        special = self.specials.get(day)
        return special.kind == DayKind.MAKEUP if special else day.weekday() < 5

    def provisional(self, day: date) -> bool:
        """Does the day lie in a year whose holidays are not yet announced?"""
        return day.year not in self.confirmed

    def why(self, day: date) -> str:
        """Why the day is what it is: 国庆节放假, 调休上班(春节), 星期六休息, 工作日."""
        special = self.specials.get(day)
        if special is None:
            return f"星期{WEEKDAYS[day.weekday()]}休息" if day.weekday() > 4 else "工作日"
        return f"调休上班（{special.name}）" if special.kind == DayKind.MAKEUP else f"{special.name}放假"

    def next_workday(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it."""
        while not self.is_workday(day):
            day += DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The count-th working day after the day; before it when count is negative; 0 is the day itself."""
        step = DAY if count > 0 else -DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def workdays(self, first: date, last: date) -> Iterator[date]:
        """The working days from first to last, both included."""
        while first <= last:
            if self.is_workday(first):
                yield first
            first += DAY

    def with_year(self, year: int, days: Mapping[date, Special], confirmed: bool) -> "Calendar":
        """The same calendar with one year told anew."""
        kept = {day: special for day, special in self.specials.items() if day.year != year}
        years = self.confirmed | {year} if confirmed else self.confirmed - {year}
        return Calendar(kept | dict(days), years)


_known: dict[str, Calendar] = {}


def legal_calendar() -> Calendar:
    """The calendar in force: one query, kept in this process until a year is loaded anew."""
    version = cache.get(_VERSION)
    if version is None:
        version = uuid.uuid4().hex
        cache.set(_VERSION, version, None)
    if version not in _known:
        calendar = read_calendar()
        _known.clear()
        _known[version] = calendar
    return _known[version]


def due_words(day: date | None) -> str:
    """A due day in words; 暂定 while the holidays of its year are not announced."""
    return due_date(day, day is not None and legal_calendar().provisional(day))


def read_calendar() -> Calendar:
    """The calendar from its tables, in one query."""
    rows = CalendarYear.objects.values_list("year", "confirmed", "days__day", "days__kind", "days__name")
    confirmed, specials = set(), {}
    for year, sure, day, kind, name in rows.order_by():
        if sure:
            confirmed.add(year)
        if day:
            specials[day] = Special(kind, name)
    return Calendar(specials, frozenset(confirmed))


def forget_calendar() -> None:
    """Make every process read the calendar anew, now and again when the transaction is through."""
    _forget()
    transaction.on_commit(_forget)


def _forget() -> None:
    _known.clear()
    cache.set(_VERSION, uuid.uuid4().hex, None)
