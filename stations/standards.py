"""Which standard holds for a station, and how much of it the station has.

Facts are looked up for many stations at once: a fixed number of queries, whatever the number of stations.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.db.models import Count, Q, Value
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from pages.among import among
from pages.made import made
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
    checks = StandardCheck._base_manager.filter(among("station", standards), item__active=True)
    checks = checks.select_related(*beside) if beside else checks
    by_item = {(one.station_id, one.item_id): one for one in made(checks)} if rows else {}
    found = {}
    for row in rows:
        standard = standards[row.pk]
        lines = [
            _line(row, item, standard, known, by_item.get((row.pk, item.pk)))
            for item in (standard.lines if standard else ())
        ]
        found[row.pk] = Standing(row, standard, lines)
    return found


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
    keys = [row.pk for row in stations]
    if not keys:
        return {fact: {} for fact in F.values}
    here = among("station", keys)
    on_duty = Stationing._base_manager.filter(here, starts_on__lte=today)
    on_duty = on_duty.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    staff = Staff._base_manager.filter(here, starts_on__lte=today)
    staff = staff.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    visits = Visit._base_manager.filter(here, on__gt=today - RECENT, on__lte=today)
    return {
        F.BOARD: {pk: f"公众页面已公示代表{n}名" for pk, n in _counted(on_duty)},
        F.LEDGER: {pk: f"近一年登记来访{n}人次" for pk, n in _counted(visits)},
        F.STAFF: {pk: f"在任工作人员{n}名" for pk, n in _counted(staff)},
        F.PLAN: _planned(keys, today),
        F.RULES: _ruled(stations),
        F.OPENING: {
            row.pk: f"{row.address or '流动站点'}，{row.hours}"
            for row in stations
            if row.hours and (row.address or row.mobile)
        },
    }


def _counted(rows: Any) -> list[tuple[int, int]]:
    return list(rows.order_by().values("station").annotate(n=Count("pk")).values_list("station", "n"))


def _planned(keys: list[int], today: dt.date) -> dict[int, str]:
    days = Reception._base_manager.filter(among("station", keys), on__year=today.year)
    found = {pk: f"本年安排接待日{n}次" for pk, n in _counted(days.exclude(state=ReceptionState.CANCELLED))}
    rules = DayRule._base_manager.filter(among("station", keys), ends_on=None)
    return dict.fromkeys(rules.values_list("station", flat=True), "已制定接待日规则") | found


def _ruled(stations: Sequence[Station]) -> dict[int, str]:
    counts: dict[str, int] = {}
    for path in RuleDocument.objects.on_wall().values_list("area__path", flat=True):
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
