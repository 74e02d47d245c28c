"""Climbing the reminder ladder: who is told of which clock today, exactly once.

What is due is found by one query for each set of rungs, in which working-day
offsets have become spans of due days; ledger rows and notices are written in
batches, each in a transaction of its own. A clock that stands past several
rungs is told of the highest only.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from notices.outbox import Message, post_many
from pages.dates import cn_date
from workflow.calendar import DAY, Calendar, legal_calendar
from workflow.models import Clock, Reminder, Rung
from workflow.recipients import Recipients
from workflow.rules import label_of

BATCH = 1_000
ROUND = 50_000  # pairs of clock and rung held in memory at a time

Words = Callable[[Mapping[str, Any]], tuple[str, str]]
People = Callable[[Sequence[Mapping[str, Any]]], Mapping[int, Mapping[str, Sequence[int]]]]


@dataclass
class Climbed:
    """What one climb did. idle: why it did nothing, on a day off."""

    clocks: int = 0
    reminders: int = 0
    notices: int = 0
    unheard: int = 0
    idle: str = ""

    @property
    def sentence(self) -> str:
        if self.idle:
            return f"今天{self.idle},不发提醒。"
        if not self.reminders:
            return "没有需要提醒的时限。"
        unheard = f"其中{self.unheard}条没有可提醒的人。" if self.unheard else ""
        return f"提醒{self.clocks}个时限,登记{self.reminders}条,发出{self.notices}条通知。{unheard}"


class Band(NamedTuple):
    """A rung and the due days that stand on it today: after low, up to high."""

    rung: int
    offset: int
    low: date
    high: date


class Due(NamedTuple):
    """A clock that stands on a rung it was not told of."""

    clock: int
    rung: int
    due_on: date


@dataclass
class Ladder:
    """The rungs of one area, or of all areas that have none of their own (path "")."""

    path: str
    rungs: list[Rung]
    others: list[str] = field(default_factory=list)

    def bands(self, today: date, calendar: Calendar) -> list[Band]:
        """The spans of due days that each rung covers today; today is a working day."""
        bands: list[Band] = []
        low = date.min
        by_offset = groupby(sorted(self.rungs, key=lambda r: -r.offset), key=lambda r: r.offset)
        for offset, rungs in by_offset:
            high = threshold(offset, today, calendar)
            bands += [Band(rung.pk, offset, low, high) for rung in rungs]
            low = high
        return bands

    def clocks(self, model: type[Clock], until: date) -> QuerySet:
        """The ticking clocks under this ladder that are due by then."""
        rows = model._base_manager.filter(stopped_on__isnull=True, paused_on__isnull=True, due_on__lte=until)
        path = f"{model.area_path}__path__startswith"
        if self.path:
            rows = rows.filter(**{path: self.path})
        if self.others:
            rows = rows.exclude(_any(path, self.others))
        return rows


def threshold(offset: int, today: date, calendar: Calendar) -> date:
    """The latest due day whose rung at this offset is reached today (a working day)."""
    if offset <= 0:
        return calendar.add_workdays(today, -offset)
    return calendar.add_workdays(today, 1 - offset) - DAY


def ladders() -> list[Ladder]:
    """Every set of rungs in use, in one query."""
    rungs = Rung.objects.filter(active=True).select_related("area").order_by("area__path", "offset", "pk")
    found: dict[str, Ladder] = {}
    for rung in rungs:
        path = rung.area.path if rung.area else ""
        found.setdefault(path, Ladder(path, [])).rungs.append(rung)
    for ladder in found.values():
        ladder.others = [p for p in found if p.startswith(ladder.path) and p != ladder.path]
    return list(found.values())


def climb(
    clock_model: type[Clock],
    reminder_model: type[Reminder],
    today: date,
    words: Words,
    people: People | None = None,
    fields: Sequence[str] = (),
) -> Climbed:
    """Tell whoever is to be told today of the clocks of one table.

    words(row) answers the subject in words and its address; row holds the
    clock's own fields, "path" (the area's) and those named in fields.
    people(rows) adds recipients: {clock id: {a RungTo: user ids}}.
    """
    calendar = legal_calendar()
    if not calendar.is_workday(today):
        return Climbed(idle=calendar.why(today))
    climbed = Climbed()
    teller = _Teller(clock_model, today, calendar, words, people, fields)
    for ladder in ladders():
        rungs = {rung.pk: rung for rung in ladder.rungs}
        for batch in _batches(ladder, clock_model, reminder_model, ladder.bands(today, calendar)):
            with transaction.atomic():
                new = _enter(clock_model, reminder_model, batch)
                teller.tell(new, rungs, climbed)
    return climbed


def _batches(
    ladder: Ladder, clocks: type[Clock], reminders: type[Reminder], bands: list[Band]
) -> Iterator[list[Due]]:
    after = date.min
    while True:
        found = _stand(ladder, clocks, reminders, bands, after)
        for start in range(0, len(found), BATCH):
            yield found[start : start + BATCH]
        if len(found) < ROUND:
            return
        after = found[-1].due_on


def _stand(
    ladder: Ladder, clocks: type[Clock], reminders: type[Reminder], bands: list[Band], after: date
) -> list[Due]:
    """The clocks on a rung they were not told of, due from that day on: one set-based query."""
    rows = ladder.clocks(clocks, max(band.high for band in bands)).filter(due_on__gte=after)
    sql, params = rows.order_by().values_list("pk", "due_on").query.sql_with_params()
    values = ", ".join(["(%s, %s, %s::date, %s::date)"] * len(bands))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH band(rung, step, low, high) AS (VALUES {values})
            SELECT c.id, band.rung, c.due_on
            FROM ({sql}) AS c(id, due_on) JOIN band ON c.due_on > band.low AND c.due_on <= band.high
            WHERE NOT EXISTS (
                SELECT 1 FROM {reminders._meta.db_table} r JOIN {Rung._meta.db_table} u ON u.id = r.rung_id
                WHERE r.clock_id = c.id AND r.due_on = c.due_on
                AND (r.rung_id = band.rung OR u."offset" > band.step))
            ORDER BY c.due_on, c.id, band.rung LIMIT %s
            """,
            [*(value for band in bands for value in band), *params, ROUND],
        )
        return [Due(*row) for row in cursor.fetchall()]


def _enter(clocks: type[Clock], reminders: type[Reminder], batch: list[Due]) -> list[tuple[int, int]]:
    """Write the ledger rows of a batch; (clock, rung) of those that are new and still hold."""
    columns = [list(column) for column in zip(*batch, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {reminders._meta.db_table} (clock_id, rung_id, due_on, at)
            SELECT c.id, t.rung, t.due_on, %s
            FROM unnest(%s::bigint[], %s::bigint[], %s::date[]) AS t(id, rung, due_on)
            JOIN {clocks._meta.db_table} c ON c.id = t.id AND c.due_on = t.due_on
            WHERE c.stopped_on IS NULL AND c.paused_on IS NULL
            ON CONFLICT DO NOTHING RETURNING clock_id, rung_id
            """,
            [timezone.now(), *columns],
        )
        return cursor.fetchall()


class _Teller:
    """Turns new ledger rows into notices."""

    def __init__(self, model, today, calendar, words, people, fields):
        self.model, self.today, self.calendar = model, today, calendar
        self.words, self.people, self.fields = words, people, fields
        self.recipients = Recipients(today)
        self.left: dict[date, str] = {}

    def tell(self, new: list[tuple[int, int]], rungs: Mapping[int, Rung], climbed: Climbed) -> None:
        rows = self._rows({clock for clock, _ in new})
        extra = self.people(list(rows.values())) if self.people else {}
        messages: list[Message] = []
        for clock, rung_id in new:
            rung, row = rungs[rung_id], rows[clock]
            users = {*self.recipients.of(rung.to, row), *extra.get(clock, {}).get(rung.to, ())}
            climbed.unheard += not users
            messages += self._messages(row, rung, users)
        climbed.clocks += len(rows)
        climbed.reminders += len(new)
        climbed.notices += post_many(messages)

    def _rows(self, clocks: set[int]) -> dict[int, dict[str, Any]]:
        if not clocks:
            return {}
        own = ("id", "rule", "office_id", "person_id", "subject_id", "started_on", "due_on", "provisional")
        path = f"{self.model.area_path}__path"
        rows = self.model._base_manager.filter(pk__in=clocks).values(*own, path, *self.fields)
        return {row["id"]: {**row, "path": row[path]} for row in rows}

    def _messages(self, row: Mapping[str, Any], rung: Rung, users: set[int]) -> list[Message]:
        subject, url = self.words(row)
        name = self.model._meta.model_name
        # the offset, not the rung: who is both holder and head is told once
        key = f"{name}:{row['id']}:{row['due_on']:%Y%m%d}:{rung.offset}"
        title = f"{rung.label}:{subject},{label_of(row['rule'])}{self._days(row['due_on'])}"
        body = f"到期日:{cn_date(row['due_on'])}" + ("(暂定)" if row["provisional"] else "")
        return [Message(user, f"{name}.reminder", key, title, body, url) for user in sorted(users)]

    def _days(self, due_on: date) -> str:
        """还有5个工作日, 今天到期, 已逾期3个工作日."""
        if due_on not in self.left:
            first, last = min(due_on, self.today) + DAY, max(due_on, self.today)
            days = sum(1 for _ in self.calendar.workdays(first, last))
            late = f"已逾期{days}个工作日" if due_on < self.today else f"还有{days}个工作日"
            self.left[due_on] = "今天到期" if due_on == self.today else late
        return self.left[due_on]


def _any(lookup: str, values: Sequence[str]) -> Q:
    found = Q()
    for value in values:
        found |= Q(**{lookup: value})
    return found
