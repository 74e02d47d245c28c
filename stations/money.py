"""The money of stations: what the standard of its tier is, what was given and spent, and what a deputy may use."""

import datetime as dt
from collections import defaultdict
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from deputies.choices import Level, MandateState
from deputies.models import Mandate
from offices.limits import setting
from offices.models import Area
from offices.remembering import remembered
from pages.framed import with_known
from stations.choices import FundKind
from stations.models import FundEntry, Station

AMOUNT = DecimalField(max_digits=12, decimal_places=2)
PARTS = ("fund_station_least", "fund_station_most", "fund_point_least", "fund_point_most")
DEPUTY_KEYS = {
    Level.CITY: "fund_deputy_city", Level.COUNTY: "fund_deputy_county", Level.TOWN: "fund_deputy_town",
}  # fmt: skip
Numbers = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
STANDS = (
    ("none", "未拨付"), ("under", "低于标准"), ("within", "在标准内"), ("above", "高于标准"), ("overspent", "支出超过拨付"),
)  # fmt: skip


def day_of(year: int) -> dt.date:
    """The day whose standards hold for a year: its last one, or today while it runs."""
    return min(dt.date(year, 12, 31), timezone.localdate())


def with_money(stations: QuerySet, year: int) -> QuerySet:
    """Stations with given, spent, left, and the least and most of their tier's standard in their area that year."""
    numbers = remembered(("fund standards", year, day_of(year)), lambda: _numbers(year))
    return with_known(stations, **_sums(year), **_standards(numbers))


@lru_cache(maxsize=50)
def _sums(year: int) -> dict[str, Any]:
    entries = FundEntry._base_manager.filter(station=OuterRef("pk"), year=year).order_by().values("station")

    def total(kind: str) -> Coalesce:
        found = entries.filter(kind=kind).annotate(sum=Sum("amount")).values("sum")
        return Coalesce(Subquery(found, output_field=AMOUNT), Value(0), output_field=AMOUNT)

    given, spent = total(FundKind.ALLOTMENT), total(FundKind.SPENDING)
    return {"given": given, "spent": spent, "left": F("given") - F("spent")}


def _numbers(year: int) -> Numbers:
    """The numbers of the standard in force in a year, each with the areas that have them; the commonest last."""
    on, areas = day_of(year), defaultdict(list)
    for area in Area.objects.order_by("path"):
        areas[tuple([setting(key, area, on).number for key in PARTS])].append(area.pk)
    shared = sorted(areas.items(), key=lambda one: len(one[1]))
    return tuple([(numbers, tuple(keys)) for numbers, keys in shared])


@lru_cache(maxsize=50)
def _standards(found: Numbers) -> dict[str, Case]:
    """least and most as cases by area and tier."""
    *few, (usual, _) = found

    def case(hall: int, point: int) -> Case:
        whens = []
        for numbers, keys in few:
            whens.append(When(area__in=keys, tier__point=True, then=Value(numbers[point])))
            whens.append(When(area__in=keys, then=Value(numbers[hall])))
        whens.append(When(tier__point=True, then=Value(usual[point])))
        return Case(*whens, default=Value(usual[hall]), output_field=IntegerField())

    return {"least": case(0, 2), "most": case(1, 3)}


def stands(rows: QuerySet, value: str) -> QuerySet:
    """Stations by how their money stands; rows come from with_money."""
    return rows.filter({
        "none": Q(given=0), "under": Q(given__gt=0, given__lt=F("least")), "above": Q(given__gt=F("most")),
        "within": Q(given__gte=F("least"), given__lte=F("most")), "overspent": Q(spent__gt=F("given")),
    }[value])  # fmt: skip


def stand_of(row: Station) -> str:
    """The same of one row, in the key of STANDS."""
    if row.given == 0:
        return "none"
    if row.given < row.least:
        return "under"
    return "above" if row.given > row.most else "within"


class Need(NamedTuple):
    """What the deputies of a level may use in a year: how many, the amount each, the sum, and by whose rule."""

    level: str
    deputies: int
    each: int
    total: int
    source: str


def needs(user: Any, area: Area, year: int) -> list[Need]:
    """By level, from the mandates in sight that have not ended."""
    found = []
    for level, key in DEPUTY_KEYS.items():
        limit = setting(key, area, day_of(year))
        rows = Mandate.objects.visible_to(user).filter(level=level).exclude(state=MandateState.ENDED)
        count = rows.values("deputy").distinct().count()
        found.append(Need(level.label, count, limit.number, count * limit.number, limit.source))
    return found
