"""What reminders say and whom they reach: written by the database itself, one statement a batch."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import CharField, Expression, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from notices.arrays import as_array
from notices.outbox import owing
from pages.addresses import halves
from pages.dates import cn_date
from workflow.calendar import DAY, Calendar
from workflow.models import Clock, Reminder, Rung, RungTo
from workflow.recipients import Recipients
from workflow.rules import label_of

Clocks = Mapping[str, list[int]]  # by rule
Told = Iterable[tuple[int, str, int]]  # clock, a RungTo, user


@dataclass
class Batch:
    """Clocks that stand on a rung they were not told of. sql finds them again; marks: what they are, by rule and due day."""

    sql: str
    params: list[Any]
    size: int
    marks: dict[tuple[str, date], list[int]]

    @property
    def last(self) -> date:
        return max(day for _, day in self.marks)

    @property
    def by_rule(self) -> Clocks:
        found: dict[str, list[int]] = defaultdict(list)
        for (rule, _), clocks in self.marks.items():
            found[rule] += clocks
        return found


@dataclass(frozen=True)
class Words:
    """How reminders name a subject, and whom they reach besides the usual people.

    subject: an expression over the clock's paths that gives the subject in words. address: one that gives the address
    of its page (page_of). people: further recipients.
    """

    subject: Expression
    address: Expression
    people: Callable[[Clocks], Told] | None = None


def page_of(name: str, key: str) -> Expression:
    """The address of a page that takes nothing but a key. name: of the address; key: the path of a clock to it."""
    before, after = halves(name)
    return Concat(Value(before), Cast(key, CharField()), Value(after))


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
            return f"今天{self.idle}，不发提醒。"
        if not self.reminders:
            return "没有需要提醒的时限。"
        unheard = f"其中{self.unheard}条没有可提醒的人。" if self.unheard else ""
        return f"提醒{self.clocks}个时限，登记{self.reminders}条，发出{self.notices}条通知。{unheard}"


# Which rungs today's clocks stand on and were not told of; once told of a higher rung, not of a lower one any more.
STANDING = """
SELECT c.*, band.rung FROM ({rows}) AS c({columns})
JOIN (VALUES {bands}) AS band(rung, step, low, high) ON c.due_on > band.low AND c.due_on <= band.high
WHERE NOT EXISTS (
    SELECT 1 FROM {reminders} r JOIN {rungs} u ON u.id = r.rung_id
    WHERE r.clock_id = c.id AND r.due_on = c.due_on AND (r.rung_id = band.rung OR u."offset" > band.step))
ORDER BY c.due_on, c.id, band.rung LIMIT %s
"""
OWN = ("pk", "due_on", "rule")
COLUMNS = "id, due_on, rule, office, person, provisional, area, subject, url"

MARKS = """
SELECT rule, due_on, count(*), array_agg(DISTINCT id) FROM ({standing}) AS t GROUP BY rule, due_on
"""

# stand: what is to be said of each; a clock whose rule or day came up only now has no words yet and waits for the next
# batch. The key holds the offset, not the rung, so that who is both holder and head is told once.
# new: the ledger rows nobody wrote before us. heard: what is new, by whom.
TELL = """
WITH words(late, body) AS (
    SELECT %s::jsonb, %s::jsonb
), t AS MATERIALIZED ({standing}
), stand AS (
    SELECT t.id AS clock_id, t.rung AS rung_id, t.due_on, rung."to", t.person,
        CASE WHEN rung."to" IN ('{holder}', '{head}') THEN t.office ELSE t.area END AS place,
        %s || t.id || ':' || replace(t.due_on::text, '-', '') || ':' || rung."offset" AS key,
        rung.label || '：' || t.subject || '，' || ((SELECT late FROM words) ->> (t.rule || t.due_on)) AS title,
        ((SELECT body FROM words) ->> t.due_on::text) || CASE WHEN t.provisional THEN '（暂定）' ELSE '' END AS body,
        t.url
    FROM t JOIN {rungs} rung ON rung.id = t.rung
    WHERE jsonb_exists((SELECT late FROM words), t.rule || t.due_on)
), new AS (
    INSERT INTO {reminders} (clock_id, rung_id, due_on, at) SELECT clock_id, rung_id, due_on, %s FROM stand
    ON CONFLICT DO NOTHING RETURNING clock_id, rung_id
), said AS (
    SELECT * FROM stand WHERE ((clock_id, rung_id) IN (SELECT clock_id, rung_id FROM new)) IS TRUE
), heard AS (
    SELECT person AS recipient, said.* FROM said WHERE "to" = '{holder}' AND person IS NOT NULL
    UNION ALL
    SELECT usual.recipient, said.* FROM said
    JOIN unnest(%s::text[], %s::bigint[], %s::bigint[]) AS usual("to", place, recipient)
    ON (usual."to", usual.place) = (said."to", said.place) AND (said."to" <> '{holder}' OR said.person IS NULL)
    UNION ALL
    SELECT further.recipient, said.* FROM said
    JOIN unnest(%s::bigint[], %s::text[], %s::bigint[]) AS further(clock, "to", recipient)
    ON (further.clock, further."to") = (said.clock_id, said."to")
), told AS (
    {owing} RETURNING 1
)
SELECT count(DISTINCT clock_id), count(*), (SELECT count(*) FROM told),
    count(*) FILTER (WHERE (clock_id, rung_id) NOT IN (SELECT clock_id, rung_id FROM heard))
FROM new
"""


class Teller:
    """Enters the rungs newly climbed in the ledger and owes their notices, both in one statement a batch."""

    def __init__(
        self, clocks: type[Clock], reminders: type[Reminder], today: date, calendar: Calendar, words: Words
    ):
        self.clocks, self.today, self.calendar, self.words = clocks, today, calendar, words
        self.workdays: dict[date, int] = {today: 0}  # from today to a day, as far as was asked for
        self.earliest = self.latest = today
        self.tables = {"reminders": reminders._meta.db_table, "rungs": Rung._meta.db_table}

    def standing(self, rows: QuerySet, bands: Sequence[Sequence[Any]], most: int) -> Batch:
        """The first of these clocks that stand on a rung they were not told of; one query."""
        rows = rows.order_by().annotate(said=self.words.subject, url=self.words.address)
        told = (*OWN, "office_id", "person_id", "provisional", self.clocks.area_path, "said", "url")
        spans = [value for band in bands for value in band]

        def statement(columns: Sequence[str]) -> tuple[str, list[Any]]:
            found, params = rows.values_list(*columns).query.sql_with_params()
            named = ", ".join(COLUMNS.split(", ")[: len(columns)])
            spanned = ", ".join(["(%s, %s, %s::date, %s::date)"] * len(bands))
            sql = STANDING.format(rows=found, columns=named, bands=spanned, **self.tables)
            return sql, [*params, *spans, most]

        short, params = statement(OWN)
        with connection.cursor() as cursor:
            cursor.execute(MARKS.format(standing=short), params)
            found = cursor.fetchall()
        marks = {(rule, day): clocks for rule, day, _, clocks in found}
        return Batch(*statement(told), sum(number for _, _, number, _ in found), marks)

    def tell(self, batch: Batch, climbed: Climbed) -> None:
        """What others have told meanwhile, and clocks that moved or stopped, are left out."""
        name, now = self.clocks._meta.model_name, timezone.now()
        late = {f"{rule}{day}": label_of(rule) + self._days(day) for rule, day in batch.marks}
        body = {str(day): f"到期日：{cn_date(day)}" for _, day in batch.marks}
        further = self.words.people(batch.by_rule) if self.words.people else ()
        params = [
            json.dumps(late), json.dumps(body), *batch.params, f"{name}:", now, *self.usual, *_arrays(further, 3),
            now, f"{name}.reminder",
        ]  # fmt: skip
        owed = owing("SELECT recipient, %s, key, title, body, url FROM heard ORDER BY recipient, clock_id")
        statement = TELL.format(
            standing=batch.sql, owing=owed, holder=RungTo.HOLDER, head=RungTo.HEAD, **self.tables
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            told = cursor.fetchone()
        for count, number in zip(("clocks", "reminders", "notices", "unheard"), told, strict=True):
            setattr(climbed, count, getattr(climbed, count) + number)

    @cached_property
    def usual(self) -> list[str]:
        """The people of every place, read once and only when somebody is to be told."""
        return _arrays(Recipients(self.today).everywhere(), 3)

    def _days(self, due_on: date) -> str:
        """还有5个工作日, 今天到期, 已逾期3个工作日."""
        if due_on == self.today:
            return "今天到期"
        days = self._between(due_on)
        return f"已逾期{days}个工作日" if due_on < self.today else f"还有{days}个工作日"

    def _between(self, day: date) -> int:
        """The working days after the earlier of today and the day, up to the later; each day is looked at once."""
        while self.earliest > day:
            before = self.earliest - DAY
            self.workdays[before] = self.workdays[self.earliest] + self.calendar.is_workday(self.earliest)
            self.earliest = before
        while self.latest < day:
            self.latest += DAY
            self.workdays[self.latest] = self.workdays[self.latest - DAY] + self.calendar.is_workday(
                self.latest
            )
        return self.workdays[day]


def _arrays(rows: Iterable[tuple[Any, ...]], width: int) -> list[str]:
    """The columns of some rows, each as one parameter."""
    columns = list(zip(*rows, strict=True)) or [()] * width
    return [as_array(column) for column in columns]
