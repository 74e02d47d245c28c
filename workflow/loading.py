"""Reading one year of the legal calendar from a file, and putting a year into force."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import IO, Any

from django.db import transaction

from journal.book import enter
from journal.models import EntryKind
from pages.dates import cn_date
from pages.names import wrong_name
from pages.sheets.faults import RowError
from pages.sheets.reading import BadSheet, read_sheet
from workflow.calendar import WEEKDAYS, Special, forget_calendar, read_calendar
from workflow.library import library_year
from workflow.models import CalendarYear, DayKind, Workday
from workflow.moves import Move, calendar_change, move

DAY, KIND, NAME = "日期", "性质", "名称"
COLUMNS = (DAY, KIND, NAME)
KINDS = {label: value for value, label in DayKind.choices} | {"上班": DayKind.MAKEUP, "休息": DayKind.HOLIDAY}
_DATE = re.compile(r"(\d{4})[年/.-]?(\d{1,2})[月/.-]?(\d{1,2})日?")


class BadCalendar(ValueError):
    """The file cannot be taken as a year; errors names rows and columns."""

    def __init__(self, errors: list[RowError]):
        self.errors = errors
        super().__init__("\n".join(said(error) for error in errors))


def said(error: RowError) -> str:
    """第3行“日期”:……"""
    return (
        f"第{error.row}行“{error.column}”：{error.message}"
        if error.column
        else f"第{error.row}行：{error.message}"
    )


@dataclass(frozen=True)
class Plan:
    """A year as it is to be: shown first, then put into force."""

    year: int
    days: Mapping[date, Special]
    source: str
    confirmed: bool = True
    warnings: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        days = [[day.isoformat(), str(special.kind), special.name] for day, special in self.days.items()]
        return {**vars(self), "days": days, "warnings": list(self.warnings)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Plan":
        days = {date.fromisoformat(day): Special(kind, name) for day, kind, name in data["days"]}
        return cls(**{**data, "days": days, "warnings": tuple(data["warnings"])})


def read_year(file: IO[bytes], name: str, year: int) -> dict[date, Special]:
    """The special days of the year in a .xlsx or .csv file. Raises BadCalendar or BadSheet."""
    rows = _csv(file) if name.lower().endswith(".csv") else read_sheet(file)
    days: dict[date, Special] = {}
    errors: list[RowError] = []
    for number, row in rows:
        if number == 2 and (missing := [label for label in COLUMNS if label not in row]):
            raise BadSheet(f"缺少列：{'、'.join(missing)}。第一行应为：{'、'.join(COLUMNS)}。")
        day, special, faults = _day(row, year, days)
        errors += [RowError(number, column, message) for column, message in faults]
        if day and special:
            days[day] = special
    if errors:
        raise BadCalendar(errors)
    if not days:
        raise BadSheet("文件中没有日期。")
    return dict(sorted(days.items()))


def _csv(file: IO[bytes]) -> Iterator[tuple[int, dict[str, Any]]]:
    raw = file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadSheet("文件编码无法识别，请另存为 UTF-8 或 GBK 编码的 .csv。")
    for number, row in enumerate(csv.DictReader(StringIO(text)), 2):
        cells = {
            str(k).strip(): (v or "").strip() or None
            for k, v in row.items()
            if k and isinstance(v, str | None)
        }
        if any(cells.values()):
            yield number, cells


def _day(
    row: Mapping[str, Any], year: int, known: Mapping[date, Special]
) -> tuple[date | None, Special | None, list[tuple[str, str]]]:
    """The day and what it is, with the faults of the row."""
    day, kind, name = _date(row[DAY]), KINDS.get(str(row[KIND] or "").strip()), str(row[NAME] or "").strip()
    faults = []
    if day is None:
        faults.append((DAY, f"“{row[DAY] or ''}”不是日期，应形如 {year}-01-01。"))
    elif day.year != year:
        faults.append((DAY, f"{cn_date(day)}不在{year}年。"))
    elif day in known:
        faults.append((DAY, f"{cn_date(day)}重复。"))
    if kind is None:
        faults.append((KIND, f"“{row[KIND] or ''}”应为“放假”或“调休上班”。"))
    elif day and kind == DayKind.MAKEUP and day.weekday() < 5:
        faults.append((KIND, f"{cn_date(day)}是星期{WEEKDAYS[day.weekday()]}，本就上班，不能是调休上班。"))
    if not name or len(name) > 60:
        faults.append((NAME, "请填写名称，不超过60字。"))
    if said := wrong_name(name):
        faults.append((NAME, said))
    return day, None if kind is None or faults else Special(kind, name), faults


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    found = _DATE.fullmatch(str(value or "").strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def doubts(year: int, days: Mapping[date, Special]) -> tuple[str, ...]:
    """What looks odd about a year, for the person to judge."""
    statutory = {
        d: s for d, s in library_year(year)[0].items() if "（" not in s.name and s.kind == DayKind.HOLIDAY
    }
    off = {day for day, special in days.items() if special.kind == DayKind.HOLIDAY}
    found = [
        f"{cn_date(day)}（{s.name}）是法定节日，表中没有列为放假。"
        for day, s in statutory.items()
        if day not in off
    ]
    if len(off) == len(days):
        found.append("表中没有调休上班日，请核对国务院办公厅通知。")
    return tuple(found)


@transaction.atomic
def put_in_force(plan: Plan, actor: Any) -> list[Move]:
    """Replace the year and move every running clock that it touches; returns what moved."""
    calendar = read_calendar().with_year(plan.year, plan.days, plan.confirmed)
    facts = {"confirmed": plan.confirmed, "source": plan.source, "loaded_by": actor}
    year, _ = CalendarYear.objects.update_or_create(year=plan.year, defaults=facts)
    year.days.all().delete()
    Workday.objects.bulk_create(
        Workday(day=day, kind=special.kind, name=special.name, year=year)
        for day, special in plan.days.items()
    )
    enter(
        EntryKind.SETTING,
        "载入工作日历",
        actor,
        label=f"{year}（{plan.source}）",
        data={"year": plan.year, "confirmed": plan.confirmed, "days": plan.as_json()["days"]},
    )
    moved = move(calendar_change(calendar, plan.year), actor, f"{year}放假安排载入：{plan.source}")
    forget_calendar()
    return moved
