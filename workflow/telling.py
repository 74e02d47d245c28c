"""What reminders say and whom they reach: written by the database itself, one statement a batch."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, Expression, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from notices.arrays import as_array
from notices.outbox import owing
from pages.addresses import halves
from pages.dates import TENTATIVE, cn_date
from workflow.calendar import DAY, Calendar
from workflow.models import Clock, Reminder, RungTo
from workflow.recipients import Recipients
from workflow.rules import label_of
from workflow.standing import Batch, Clocks, Mark, alone

Told = Iterable[tuple[int, str, int]]  # clock, a RungTo, user


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


# word: what is said of all clocks of a mark; each has one, the outer join only tells the planner so. stand: what is to be
# said of each; one that moved meanwhile is left out. OFFSET 0 has a subject named once, not once for each of its rungs. new:
# the ledger rows; we are alone with them. heard: by whom; a clock stands at one offset, so who is both its holder and its
# head is told once. In the order of people, whose notices stand side by side in the indexes and are written there in less
# time; sentences are made last, of rows that are in order.
TELL = """
WITH word AS (
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::text[], %s::text[], %s::text[], %s::text[])
    WITH ORDINALITY AS word(rung, "to", due_on, key, before, after, body, mark)
), stand AS (
    SELECT t.id AS clock, mark, word.rung, t.due_on, word."to", t.person, t.provisional, t.subject, t.url,
        CASE WHEN word."to" IN ('{holder}', '{head}') THEN t.office ELSE t.area END AS place,
        t.due_on = word.due_on AS stays
    FROM unnest(%s::int[], %s::bigint[]) AS pair(mark, clock) LEFT JOIN word USING (mark)
    JOIN ({said} OFFSET 0) AS t(id, due_on, office, person, provisional, area, subject, url) ON t.id = pair.clock
), new AS (
    INSERT INTO {reminders} (clock_id, rung_id, due_on, at) SELECT clock, rung, due_on, %s FROM stand WHERE stays
), usual AS (
    SELECT * FROM unnest(%s::text[], %s::bigint[], %s::bigint[]) AS usual("to", place, recipient)
), further AS (
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::bigint[]) AS further(clock, "to", recipient)
), heard AS (
    SELECT person AS recipient, stand.* FROM stand WHERE "to" = '{holder}' AND person IS NOT NULL
    UNION ALL
    SELECT usual.recipient, stand.* FROM stand JOIN usual
    ON (usual.place, usual."to") = (stand.place, stand."to") AND (stand."to" <> '{holder}' OR stand.person IS NULL)
    UNION ALL
    SELECT further.recipient, stand.* FROM stand JOIN further
    ON (further.clock, further."to") = (stand.clock, stand."to")
), told AS (
    {owing} RETURNING 1
)
SELECT count(DISTINCT clock), count(*), (SELECT count(*) FROM told), count(*) FILTER (
    WHERE NOT ("to" = '{holder}' AND person IS NOT NULL) AND ((place, "to") IN (SELECT place, "to" FROM usual)) IS NOT TRUE
    AND (clock, "to") NOT IN (SELECT clock, "to" FROM further))
FROM stand WHERE stays
"""
TOLD = """
SELECT recipient, %s, %s || heard.clock || word.key, word.before || subject || word.after,
    word.body || CASE WHEN provisional THEN %s ELSE '' END, url
FROM (SELECT DISTINCT ON (recipient, clock) * FROM heard WHERE stays ORDER BY recipient, clock, rung) AS heard
LEFT JOIN word USING (mark)
"""
SAID = ("pk", "due_on", "office_id", "person_id", "provisional")


class Teller:
    """Enters the rungs newly climbed in the ledger and owes their notices, both in one statement a batch."""

    def __init__(
        self, clocks: type[Clock], reminders: type[Reminder], today: date, calendar: Calendar, words: Words
    ):
        self.clocks, self.reminders, self.words = clocks, reminders, words
        self.today, self.calendar = today, calendar
        self.workdays: dict[date, int] = {today: 0}  # from today to a day, as far as was asked for
        self.earliest = self.latest = today

    def tell(self, batch: Batch, climbed: Climbed) -> bool:
        """Clocks that moved or stopped meanwhile are left out. False: others told meanwhile, so nothing was done."""
        name, now = self.clocks._meta.model_name, timezone.now()
        further = _arrays(self.words.people(batch.by_rule) if self.words.people else (), 3)
        said, given = self.said
        params = [
            *_arrays(map(self._word, batch.marks), 7), *batch.pairs, *given, now, *self.usual, *further,
            now, f"{name}.reminder", f"{name}:", TENTATIVE,
        ]  # fmt: skip
        if not alone(self.reminders, batch):
            return False
        try:
            with transaction.atomic():
                told = self._written(said, owing(TOLD, sure=True), params)
        except IntegrityError:  # who gets a rung added to a step that he was told of has a notice by that key
            told = self._written(said, owing(TOLD), params)
        for count, number in zip(("clocks", "reminders", "notices", "unheard"), told, strict=True):
            setattr(climbed, count, getattr(climbed, count) + number)
        return True

    def _written(self, said: str, owed: str, params: Sequence[Any]) -> tuple[int, ...]:
        """How many clocks, ledger rows, notices, and rows that nobody hears of."""
        statement = TELL.format(
            said=said,
            owing=owed,
            holder=RungTo.HOLDER,
            head=RungTo.HEAD,
            reminders=self.reminders._meta.db_table,
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            return cursor.fetchone()

    def _word(self, mark: Mark) -> tuple[Any, ...]:
        """What is said of all clocks of a mark."""
        rung, day = mark.rung, mark.due_on
        before, after = f"{rung.label}：", f"，{label_of(mark.rule)}{self._days(day)}"
        key, body = f":{day:%Y%m%d}:{rung.offset}", f"到期日：{cn_date(day)}"
        return rung.pk, rung.to, day, key, before, after, body

    @cached_property
    def said(self) -> tuple[str, tuple[Any, ...]]:
        """What reminders say of each ticking clock, and whom it concerns."""
        rows = self.clocks._base_manager.filter(stopped_on=None, paused_on=None).order_by()
        named = rows.annotate(said=self.words.subject, url=self.words.address)
        return named.values_list(*SAID, self.clocks.area_path, "said", "url").query.sql_with_params()

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
