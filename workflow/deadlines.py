"""Reckoning a due day, and the sheet (时限计算书) that explains it. Pure: no database, no clock.

The start day is not counted (民法典第二百零一条); a month ends on the same
day, clipped to the month's end (第二百零二条); a period whose last day is no
working day ends on the next one (第二百零三条), where the rule says roll.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pages.dates import cn_date
from workflow.calendar import DAY, WEEKDAYS, Calendar
from workflow.models import DayKind

DAYS, WORKDAYS, MONTHS = "day", "workday", "month"
UNIT_WORDS = {DAYS: "日", WORKDAYS: "个工作日", MONTHS: "个月"}


@dataclass(frozen=True)
class Rule:
    """A time limit in force. unit: day, workday or month. roll: move an end on a day off to a working day."""

    code: str
    label: str
    value: int
    unit: str
    start_event: str
    source: str
    valid_from: date
    roll: bool = True
    roll_source: str = ""

    @property
    def length(self) -> str:
        """3个月, 7个工作日."""
        return f"{self.value}{UNIT_WORDS[self.unit]}"


class BeyondCalendar(ValueError):
    """A limit would end after the last year that there is; str() is the sentence to show."""

    def __init__(self, rule: Rule, start: date) -> None:
        super().__init__(
            f"自{cn_date(start)}起算{rule.length}，到期日晚于{date.max.year}年，超出了日历，请核对起算日和时限。"
        )


@dataclass(frozen=True)
class Pause:
    """A span in which the limit stands still: from its first day until the day it runs again."""

    first: date
    until: date | None
    reason: str = ""

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class SheetStep:
    """A row of the sheet: the span, how much of it counts, the count so far, and why."""

    first: date
    last: date
    counted: int
    total: int
    what: str


@dataclass(frozen=True)
class Sheet:
    """How a due day was reckoned. provisional: it rests on a year whose holidays are not announced."""

    rule: Rule
    start: date
    due_on: date
    provisional: bool
    steps: tuple[SheetStep, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """{rule, start, due_on, provisional, steps}; days as ISO text."""
        return {
            "rule": {**vars(self.rule), "valid_from": self.rule.valid_from.isoformat()},
            "start": self.start.isoformat(),
            "due_on": self.due_on.isoformat(),
            "provisional": self.provisional,
            "steps": [
                {
                    "from": step.first.isoformat(),
                    "to": step.last.isoformat(),
                    "counted": step.counted,
                    "total": step.total,
                    "what": step.what,
                }
                for step in self.steps
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Sheet":
        """The sheet kept by as_json."""
        day = date.fromisoformat
        rule = Rule(**{**data["rule"], "valid_from": day(data["rule"]["valid_from"])})
        steps = tuple(
            SheetStep(day(s["from"]), day(s["to"]), s["counted"], s["total"], s["what"])
            for s in data["steps"]
        )
        return cls(rule, day(data["start"]), day(data["due_on"]), data["provisional"], steps)


def compute(rule: Rule, start: date, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Sheet:
    """The due day of a rule that starts on a day, with every step of the reckoning.

    A pause that is still open (until None) does not count: the day moves when it ends.
    Raises ValueError for a limit below one or an unknown unit, BeyondCalendar for an end after the last year.
    """
    if rule.value < 1 or rule.unit not in UNIT_WORDS:
        raise ValueError(f"时限应为不少于1的日、工作日或月：{rule.value} {rule.unit}")
    if rule.value > (date.max - start).days:  # told without walking there day by day
        raise BeyondCalendar(rule, start)
    walk = _Walk(rule, start, calendar, _apart(pauses))
    try:
        walk.take()
    except (OverflowError, ValueError):  # what Python says of a day after 9999
        raise BeyondCalendar(rule, start) from None
    return walk.sheet()


def add_months(day: date, months: int) -> date:
    """The same day so many months later, clipped to the month's end: 11月30日 and 3 months is 2月28日."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class _Walk:
    """One reckoning, day by day; days of the same sort that follow each other share a row."""

    def __init__(self, rule: Rule, start: date, calendar: Calendar, pauses: Sequence[Pause]):
        self.rule, self.start, self.calendar, self.pauses = rule, start, calendar, pauses
        self.steps = [SheetStep(start, start, 0, 0, f"起算日（{_weekday(start)}）不计入，自次日起算")]
        self.total = 0
        self.looked_at: set[int] = set()

    def take(self) -> None:
        if self.rule.unit == MONTHS:
            last = self._by_month()
        else:
            last = self._by_day(self.start + DAY, self.rule.value, self.rule.unit == WORKDAYS)
        self.due_on = self._roll(last)
        self.looked_at.add(self.due_on.year)
        words = f"期限届满：{cn_date(self.due_on)}（{_weekday(self.due_on)}）"
        if provisional := self._provisional_years():
            words += f"；{provisional}放假安排尚未公布，本日期为暂定，公布后重算"
        self.steps.append(SheetStep(self.due_on, self.due_on, 0, self.total, words))

    def sheet(self) -> Sheet:
        return Sheet(self.rule, self.start, self.due_on, bool(self._provisional_years()), tuple(self.steps))

    def _by_month(self) -> date:
        """The nominal end by the month; every paused day until then pushes it by one day."""
        value = self.rule.value
        end = add_months(self.start, value)
        clipped = f"，该月无{self.start.day}日，取月末" if end.day != self.start.day else ""
        self.total = value
        self.steps.append(
            SheetStep(self.start + DAY, end, value, value, f"{self.rule.length}，至{cn_date(end)}{clipped}")
        )
        owed = 0
        for pause in self.pauses:
            first, last = max(pause.first, self.start + DAY), pause.until - DAY
            if first <= last and first <= end + owed * DAY:
                days = (last - first).days + 1
                owed += days
                self.steps.append(SheetStep(first, last, 0, value, f"中止（{pause.reason}），顺延{days}日"))
        return end + owed * DAY

    def _by_day(self, day: date, value: int, workdays_only: bool) -> date:
        """Count until the value is full; the day on which it is."""
        while True:
            counts, words, alone = self._judge(day, workdays_only)
            self.total += counts
            self._note(day, counts, words, alone)
            if self.total == value:
                return day
            day += DAY

    def _judge(self, day: date, workdays_only: bool) -> tuple[int, str, bool]:
        """Does the day count, in what words, and does it stand in a row of its own?"""
        pause = next((pause for pause in self.pauses if pause.covers(day)), None)
        if pause:
            return 0, f"中止（{pause.reason}），不计入", False
        if not workdays_only:
            return 1, "计入", False
        self.looked_at.add(day.year)
        special = self.calendar.special(day)
        if special is None:
            return (1, "工作日，计入", False) if day.weekday() < 5 else (0, "周末休息，不计入", False)
        if special.kind == DayKind.MAKEUP:
            return 1, f"{_weekday(day)}{self.calendar.why(day)}，计入", True
        return 0, f"{self.calendar.why(day)}，不计入", True

    def _note(self, day: date, counts: int, words: str, alone: bool) -> None:
        last = self.steps[-1]
        if not alone and last.what == words and last.last + DAY == day:
            self.steps[-1] = SheetStep(last.first, day, last.counted + counts, self.total, words)
        else:
            self.steps.append(SheetStep(day, day, counts, self.total, words))

    def _roll(self, day: date) -> date:
        """The day itself, or the next working day on which the limit runs."""
        if self.rule.unit == WORKDAYS:
            return day
        if not self.rule.roll:
            if not self.calendar.is_workday(day):
                words = f"期限最后一日为{self.calendar.why(day)}，未设定顺延，仍于当日届满"
                self.steps.append(SheetStep(day, day, 0, self.total, words))
            return day
        source = f"（{self.rule.roll_source}）" if self.rule.roll_source else ""
        lead = f"期限最后一日非工作日，顺延至次一工作日{source}："
        while why := self._idle(day):
            self.steps.append(SheetStep(day, day, 0, self.total, lead + why))
            lead, day = "继续顺延：", day + DAY
        return day

    def _idle(self, day: date) -> str:
        """Why a period cannot end on this day, or nothing."""
        self.looked_at.add(day.year)
        if pause := next((pause for pause in self.pauses if pause.covers(day)), None):
            return f"中止（{pause.reason}）"
        return "" if self.calendar.is_workday(day) else self.calendar.why(day)

    def _provisional_years(self) -> str:
        years = sorted(year for year in self.looked_at if self.calendar.provisional(date(year, 1, 1)))
        return "、".join(f"{year}年" for year in years)


def _apart(pauses: Sequence[Pause]) -> list[Pause]:
    """The ended pauses in order, cut so that none overlaps the one before."""
    apart: list[Pause] = []
    for pause in sorted((p for p in pauses if p.until), key=lambda p: p.first):
        first = max(pause.first, apart[-1].until) if apart else pause.first
        if first < pause.until:
            apart.append(Pause(first, pause.until, pause.reason))
    return apart


def _weekday(day: date) -> str:
    return f"星期{WEEKDAYS[day.weekday()]}"
