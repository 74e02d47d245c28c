"""What a new calendar or a new limit does to the clocks that run: looked at first, then done at once."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from journal.book import enter
from journal.models import EntryKind
from notices.arrays import as_array
from notices.outbox import Message, post_many
from pages.dates import cn_date
from workflow.calendar import Calendar
from workflow.clocks import clock_models, pauses_of, rule_kept
from workflow.deadlines import Sheet, compute
from workflow.models import Clock
from workflow.recipients import Recipients
from workflow.rules import RuleBook, label_of

BATCH = 1_000

# called after clocks have moved, in the same transaction; rooms that copy due days add theirs
AFTER_MOVE: list[Callable[[], Any]] = []


@dataclass(frozen=True)
class Move:
    """A running clock whose due day changes."""

    model: type[Clock]
    pk: int
    rule: str
    holder: str
    path: str
    office_id: int | None
    person_id: int | None
    old: date
    new: date

    @property
    def label(self) -> str:
        return label_of(self.rule)

    @property
    def table(self) -> str:
        return str(self.model._meta.verbose_name)


@dataclass(frozen=True)
class Change:
    """A new calendar, a new book of limits, or both; only narrows the clocks it can touch."""

    calendar: Calendar
    book: RuleBook | None = None
    only: Q = Q()


def calendar_change(calendar: Calendar, year: int) -> Change:
    """A year told anew touches the clocks whose span reaches into it."""
    return Change(calendar, only=Q(started_on__lte=date(year, 12, 31), due_on__gte=date(year, 1, 1)))


def would_move(change: Change, models: Sequence[type[Clock]] | None = None) -> list[Move]:
    """Every running clock whose due day would change, by its present due day."""
    found = [
        _move(model, clock, sheet)
        for model in (clock_models() if models is None else models)
        for clock, sheet in _reckoned(model, change)
        if sheet.due_on != clock.due_on
    ]
    return sorted(found, key=lambda m: (m.old, m.table, m.pk))


def stamp(moves: Iterable[Move]) -> str:
    """A short mark of a list of moves: what was confirmed is what was shown."""
    words = ";".join(f"{m.table}{m.pk}:{m.old}>{m.new}" for m in moves)
    return sha256(words.encode()).hexdigest()[:16]


@transaction.atomic
def move(change: Change, actor: Any, why: str, models: Sequence[type[Clock]] | None = None) -> list[Move]:
    """Reckon the running clocks anew; write, journal and tell the holders. Returns what moved."""
    moved: list[Move] = []
    for model in clock_models() if models is None else models:
        rows = _reckoned(model, change, lock=True)
        while batch := list(islice(rows, BATCH)):
            _write(model, batch)
            moved += [_move(model, clock, sheet) for clock, sheet in batch if sheet.due_on != clock.due_on]
    for start in range(0, len(moved), BATCH):
        _journal(moved[start : start + BATCH], actor, why)
        _tell(moved[start : start + BATCH], why)
    for follow in AFTER_MOVE:
        follow()
    return moved


def _reckoned(model: type[Clock], change: Change, lock: bool = False) -> Iterator[tuple[Clock, Sheet]]:
    """The running clocks whose sheet changes, each with its new sheet."""
    rows = model._base_manager.filter(change.only, stopped_on__isnull=True).order_by("pk")
    rows = rows.annotate(path=F(f"{model.area_path}__path")).select_related("office", "person")
    if lock:
        rows = rows.select_for_update(of=("self",))
    for clock in rows.iterator(BATCH):
        rule = rule_kept(clock)
        if change.book:
            rule = change.book.rule(clock.rule, clock.path, clock.started_on)
        sheet = compute(rule, clock.started_on, change.calendar, pauses_of(clock))
        if sheet.as_json() != clock.sheet or sheet.due_on != clock.due_on:
            yield clock, sheet


def _move(model: type[Clock], clock: Clock, sheet: Sheet) -> Move:
    return Move(
        model=model,
        pk=clock.pk,
        rule=clock.rule,
        holder=str(clock.office or clock.person or ""),
        path=clock.path,
        office_id=clock.office_id,
        person_id=clock.person_id,
        old=clock.due_on,
        new=sheet.due_on,
    )


def _write(model: type[Clock], batch: Sequence[tuple[Clock, Sheet]]) -> None:
    rows = [(c.pk, s.due_on, s.provisional, json.dumps(s.as_json(), ensure_ascii=False)) for c, s in batch]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {model._meta.db_table} AS c SET due_on = n.due_on, provisional = n.provisional,"
            " sheet = n.sheet::jsonb"
            " FROM unnest(%s::bigint[], %s::date[], %s::boolean[], %s::text[])"
            " AS n(id, due_on, provisional, sheet)"
            " WHERE c.id = n.id",
            [as_array(column) for column in zip(*rows, strict=True)],
        )


def _journal(moves: Sequence[Move], actor: Any, why: str) -> None:
    listed = [f"{m.model._meta.label_lower}:{m.pk}:{m.old}>{m.new}" for m in moves]
    enter(EntryKind.SETTING, "重新计算时限", actor, label=why, data={"count": len(moves), "moves": listed})


def _tell(moves: Sequence[Move], why: str) -> None:
    """One notice to each holder of a clock that moved."""
    recipients = Recipients()
    messages = []
    for model in {move.model for move in moves}:
        mine = {move.pk: move for move in moves if move.model is model}
        for clock in model._base_manager.filter(pk__in=mine).select_related("subject"):
            one = mine[clock.pk]
            row = {"office_id": one.office_id, "person_id": one.person_id, "path": one.path}
            name = model._meta.model_name
            title = f"{clock.subject}：{one.label}由{cn_date(one.old)}调整为{cn_date(one.new)}"
            key = f"{name}:{one.pk}:{one.old:%Y%m%d}:{one.new:%Y%m%d}:{recipients.today:%Y%m%d}"
            messages += [
                Message(user, f"{name}.moved", key, title, why, clock.subject.get_absolute_url())
                for user in sorted(recipients.of("holder", row))
            ]
    post_many(messages)
