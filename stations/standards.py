"""Which standard holds for a station, and how much of it the station has.

Facts are looked up for many stations at once: a fixed number of queries, whatever the number of stations.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.db.models import Count, Q, QuerySet, Value
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.remembering import remembered
from pages.among import Keys
from pages.written import Written, WrittenOfMany
from stations.choices import ReceptionState
from stations.grades import StandardFact
from stations.models import (
    DayRule,
    Reception,
    RuleDocument,
    Staff,
    StandardCheck,
    StandardItem,
    StandardSet,
    Station,
    Stationing,
    Visit,
)
from stations.models.handed import line_of

F = StandardFact
FACTS = dict(F.choices)
RECENT = dt.timedelta(days=365)


@dataclass(frozen=True)
class Line:
    """One item at one station. words: what the system found, or what was noted."""

    item: StandardItem
    met: bool
    words: str = ""
    check: StandardCheck | None = None

    @property
    def by_fact(self) -> bool:
        return bool(self.item.fact)


@dataclass
class Standing:
    """A station beside its standard; without one there are no lines."""

    station: Station
    standard: StandardSet | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def met(self) -> int:
        return sum(line.met for line in self.lines)

    @property
    def lacking(self) -> list[str]:
        return [line.item.title for line in self.lines if not line.met]

    @property
    def complete(self) -> bool:
        return bool(self.lines) and not self.lacking


Sets = dict[str, list[StandardSet]]


def sets_in_use() -> Sets:
    """The sets in use of each area that has some, by the area's path, with their items as `lines`, tiers as `named`."""
    return remembered("standards in use", _sets)


def _sets() -> Sets:
    rows = StandardSet._base_manager.filter(in_use=True, area__isnull=False).select_related("area")
    rows = rows.annotate(named=ArrayAgg("tiers", filter=Q(tiers__isnull=False), default=Value([])))
    items: dict[int, list[StandardItem]] = {}
    for item in StandardItem._base_manager.filter(set__in=rows.values("pk"), active=True).order_by(
        "order", "pk"
    ):
        items.setdefault(item.set_id, []).append(item)
    found: Sets = {}
    for row in rows:
        row.lines = items.get(row.pk, [])
        found.setdefault(row.area.path, []).append(row)
    return found


def nearest(path: str, tier: int, sets: Sets) -> StandardSet | None:
    """The set that holds for a tier in an area: its own, else that of the nearest area above that has one."""
    above = sorted((one for one in sets if path.startswith(one)), key=len, reverse=True)
    for area in above:
        fitting = [row for row in sets[area] if tier in row.named] or [
            row for row in sets[area] if not row.named
        ]
        if fitting:
            return fitting[0]
    return None


def standings(
    stations: Iterable[Station], today: dt.date | None = None, beside: Sequence[str] = ()
) -> dict[int, Standing]:
    """Every station beside its standard, by its key. Their areas and tiers are to be loaded.

    beside: what is to be read of each check besides its note.
    """
    rows, sets = list(stations), sets_in_use()
    standards = {row.pk: nearest(row.area.path, row.tier_id, sets) for row in rows}
    known = facts_of([row for row in rows if standards[row.pk]], today or timezone.localdate())
    by_item = {(one.station_id, one.item_id): one for one in _checks(tuple(beside)).read(standards)}
    found = {}
    for row in rows:
        standard = standards[row.pk]
        lines = [
            _line(row, item, standard, known, by_item.get((row.pk, item.pk)))
            for item in (standard.lines if standard else ())
        ]
        found[row.pk] = Standing(row, standard, lines)
    return found


@cache
def _checks(beside: tuple[str, ...]) -> WrittenOfMany:
    rows = StandardCheck._base_manager.filter(item__active=True)
    rows = rows.select_related(*beside) if beside else rows
    return WrittenOfMany(lambda page: rows.filter(station__among=page))


def _line(row: Station, item: StandardItem, standard: StandardSet, known: dict, check: Any) -> Line:
    if not item.fact:
        return Line(item, bool(check and check.met), check.note if check else "", check)
    if item.fact == F.NAME:
        met, words = name_fits(row, standard.name_rule)
    else:
        words = known[item.fact].get(row.pk, "")
        met = bool(words)
    return Line(item, met, words or f"尚未：{FACTS[item.fact]}", check)


def name_fits(station: Station, rule: str) -> tuple[bool, str]:
    """Is the station called as the area wants it (seed row LY-04)? And in words, why."""
    if not rule:
        return True, "本标准没有规定统一名称"
    wanted = rule.replace("{area}", station.area.name).replace("{tier}", station.tier.name)
    pattern = ".*".join(re.escape(part) for part in wanted.split("*"))
    if re.fullmatch(pattern, station.name):
        return True, f"站名为“{station.name}”"
    return False, f"站名应为“{wanted.replace('*', '…')}”"


def facts_of(stations: Sequence[Station], today: dt.date) -> dict[str, dict[int, str]]:
    """What the system knows: fact -> station -> words; a station without words does not have it."""
    found: dict[str, dict[int, str]] = {fact: {} for fact in F.values}
    for fact, station, count in _counts(today).read([row.pk for row in stations]):
        words, known = COUNTED[fact], found[F.PLAN if fact == RULED else fact]
        if fact != RULED or station not in known:
            known[station] = words.format(count)
    return found | {
        F.RULES: _ruled(stations) if stations else {},
        F.OPENING: {
            row.pk: f"{row.address or '流动站点'}，{row.hours}"
            for row in stations
            if row.hours and (row.address or row.mobile)
        },
    }


RULED = "ruled"  # days are planned by a rule: told where none of the year are planned yet
COUNTED = {
    F.BOARD.value: "公众页面已公示代表{}名", F.LEDGER.value: "近一年登记来访{}人次",
    F.STAFF.value: "在任工作人员{}名", F.PLAN.value: "本年安排接待日{}次", RULED: "已制定接待日规则",
}  # fmt: skip


@lru_cache(maxsize=2)
def _counts(today: dt.date) -> WrittenOfMany:
    """What is counted of stations: (fact, station, how many), the days themselves before the rules of days."""
    now = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    days = Reception._base_manager.filter(on__year=today.year).exclude(state=ReceptionState.CANCELLED)
    rows = {
        F.BOARD.value: Stationing._base_manager.filter(now), F.STAFF.value: Staff._base_manager.filter(now),
        F.LEDGER.value: Visit._base_manager.filter(on__gt=today - RECENT, on__lte=today), F.PLAN.value: days,
        RULED: DayRule._base_manager.filter(ends_on=None),
    }  # fmt: skip

    def told(page: Keys) -> QuerySet:
        one, *others = [
            each.filter(station__among=page)
            .order_by()
            .values_list(Value(fact), "station")
            .annotate(Count("pk"))
            for fact, each in rows.items()
        ]
        return one.union(*others, all=True)

    return WrittenOfMany(told)


WALLS = Written(lambda _: RuleDocument.objects.on_wall().values_list("area__path"))


def _ruled(stations: Sequence[Station]) -> dict[int, str]:
    counts: dict[str, int] = {}
    for (path,) in WALLS.read(0):
        counts[path] = counts.get(path, 0) + 1
    found = {row.pk: sum(counts.get(path, 0) for path in line_of(row.area)) for row in stations}
    return {pk: f"可上墙的制度{n}项" for pk, n in found.items() if n}


@transaction.atomic
def note_check(
    actor: Any, station: Station, item: StandardItem, met: bool | None, note: str
) -> StandardCheck:
    """Write what was found of an item; unchanged rows stay as they are. Entered in the journal."""
    row = StandardCheck._base_manager.select_for_update().filter(station=station, item=item).first()
    before = (row.met, row.note) if row else None
    if row and before == (met, note):
        return row
    row = row or StandardCheck(station=station, item=item)
    row.met, row.note, row.checked_by, row.checked_at = met, note, actor, timezone.now()
    row.save()
    data = {"item": item.title, "before": before, "after": [met, note]}
    enter(EntryKind.DEED, "登记建设标准", actor, subject=station, data=data)
    return row
