"""Turning rungs newly climbed into notices."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import F
from django.db.models.expressions import RawSQL

from notices.arrays import as_array
from notices.outbox import Message, post_many
from pages.dates import cn_date
from workflow.calendar import DAY, Calendar
from workflow.models import Clock, Rung
from workflow.recipients import Recipients
from workflow.rules import label_of

Row = Mapping[str, Any]
Words = Callable[[Row], tuple[str, str]]
People = Callable[[Sequence[Row]], Mapping[int, Mapping[str, Sequence[int]]]]
OWN = ("id", "rule", "office_id", "person_id", "subject_id", "started_on", "due_on", "provisional")


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


class Teller:
    """Owes the notices of new ledger rows; one statement for the rows, one for the notices of a batch."""

    def __init__(
        self,
        model: type[Clock],
        today: date,
        calendar: Calendar,
        words: Words,
        people: People | None,
        fields: Sequence[str],
    ):
        self.model, self.today, self.calendar = model, today, calendar
        self.words, self.people, self.fields = words, people, fields
        self.name = model._meta.model_name
        self.kind = f"{self.name}.reminder"
        self.recipients = Recipients(today)
        self.phrases = cache(self._phrases)
        self.workdays: dict[date, int] = {today: 0}  # from today to a day, as far as was asked for
        self.earliest = self.latest = today

    def tell(self, new: list[tuple[int, int]], rungs: Mapping[int, Rung], climbed: Climbed) -> None:
        """new: (clock, rung) just entered in the ledger, in the transaction that entered them."""
        rows = self._rows({clock for clock, _ in new})
        about = {pk: self.words(row) for pk, row in rows.items()}
        extra = self.people(list(rows.values())) if self.people else {}
        messages: list[Message] = []
        for clock, rung_id in new:
            rung, row = rungs[rung_id], rows[clock]
            users = self.recipients.of(rung.to, row)
            if more := extra.get(clock, {}).get(rung.to):
                users = {*users, *more}
            climbed.unheard += not users
            messages += self._messages(row, rung, users, *about[clock])
        climbed.clocks += len(rows)
        climbed.reminders += len(new)
        climbed.notices += post_many(messages)

    def _rows(self, clocks: set[int]) -> dict[int, dict[str, Any]]:
        if not clocks:
            return {}
        path = f"{self.model.area_path}__path"
        wanted = RawSQL("SELECT unnest(%s::bigint[])", [as_array(clocks)])  # one parameter, not thousands
        rows = self.model._base_manager.filter(pk__in=wanted).annotate(path=F(path))
        return {row["id"]: row for row in rows.values(*OWN, "path", *self.fields)}

    def _messages(self, row: Row, rung: Rung, users: Iterable[int], subject: str, url: str) -> list[Message]:
        how_late, body, day = self.phrases(row["rule"], row["due_on"], row["provisional"])
        # the offset, not the rung: who is both holder and head is told once
        key = f"{self.name}:{row['id']}:{day}:{rung.offset}"
        title = f"{rung.label}：{subject}，{how_late}"
        return [Message(user, self.kind, key, title, body, url) for user in users]

    def _phrases(self, rule: str, due_on: date, provisional: bool) -> tuple[str, str, str]:
        """What all clocks of one rule and day have in common: how late, the body, the day in a key."""
        body = f"到期日：{cn_date(due_on)}" + ("（暂定）" if provisional else "")
        return f"{label_of(rule)}{self._days(due_on)}", body, f"{due_on:%Y%m%d}"

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
