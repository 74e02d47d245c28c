"""How often a deputy is to receive voters in a year, and how often he does (seed row TL-02, "121").

The numbers are dated settings of the deputy's area: reception_min_local for county and town deputies,
reception_min_upper for those of the city and above; who serves at both is held to the greater.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Case, Count, F, Field, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from deputies.choices import Level, MandateState
from deputies.models import Deputy, Mandate
from offices.limits import setting
from offices.models import Area, Setting
from offices.remembering import remembered
from stations.choices import ReceptionState
from stations.models import RosterEntry

LOCAL, UPPER = "reception_min_local", "reception_min_upper"
LEVELS = {LOCAL: (Level.COUNTY, Level.TOWN), UPPER: (Level.NATION, Level.PROVINCE, Level.CITY)}


def year_span(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def counted(rows: QuerySet, year: int) -> QuerySet:
    """The roster entries that count for a year: days not cancelled, and the deputy not known to have missed them."""
    rows = rows.filter(reception__on__range=year_span(year)).exclude(attended=False)
    return rows.exclude(reception__state=ReceptionState.CANCELLED)


def needs_of(deputies: Iterable[Deputy], year: int) -> dict[int, int]:
    """Days a year that each of these deputies is held to, by his key. Their areas are to be loaded."""
    people = list(deputies)
    on = year_span(year)[1]
    levels: dict[int, set[str]] = {}
    held = Mandate._base_manager.exclude(state=MandateState.ENDED).filter(
        deputy__in=[one.pk for one in people]
    )
    for deputy, level in held.values_list("deputy", "level"):
        levels.setdefault(deputy, set()).add(level)
    known: dict[tuple[str, int], int] = {}

    def number(key: str, area: Area) -> int:
        if (key, area.pk) not in known:
            known[key, area.pk] = setting(key, area, on).number
        return known[key, area.pk]

    return {
        one.pk: max(
            (number(key, one.area) for key in LEVELS if levels.get(one.pk, set()) & set(LEVELS[key])),
            default=0,
        )
        for one in people
    }


def with_quota(deputies: QuerySet, year: int) -> QuerySet:
    """Deputies with planned_days, attended_days, needed_days and lacking_days of a year."""
    mine = counted(RosterEntry._base_manager.filter(deputy=OuterRef("pk")), year).order_by()
    rows = deputies.annotate(
        planned_days=_number(mine),
        attended_days=_number(mine.filter(attended=True)),
        needed_days=_needed(year),
    )
    return rows.annotate(lacking_days=Greatest(F("needed_days") - F("planned_days"), Value(0)))


def _number(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.values("deputy").annotate(n=Count("pk")).values("n")), 0)


def _needed(year: int) -> Any:
    """The quota in SQL: per kind of level a number by area, the nearest area's setting first."""
    parts = []
    for key, levels in LEVELS.items():
        held = Mandate._base_manager.filter(deputy=OuterRef("pk"), level__in=levels)
        held = held.exclude(state=MandateState.ENDED)
        parts.append(
            Case(
                When(Q(pk__in=held.values("deputy")), then=by_area(key, year_span(year)[1])), default=Value(0)
            )
        )
    return Greatest(*parts, output_field=IntegerField())


def by_area(
    key: str,
    on: dt.date,
    path: str = "area",
    of: Callable[[int], Any] = int,
    field: type[Field] = IntegerField,
) -> Case:
    """A setting's number for every row in SQL, the nearest area's first. path: from the row to its area.

    of: what to make of the number; field: what that is.
    """
    areas = remembered(("areas with", key), lambda: _areas_with(key))
    cases = [
        When(**{f"{path}__path__startswith": area.path}, then=Value(of(setting(key, area, on).number)))
        for area in areas
    ]
    return Case(*cases, default=Value(of(setting(key, None, on).number)), output_field=field())


def _areas_with(key: str) -> list[Area]:
    """The areas that have set it themselves, the deepest first."""
    paths = Setting.objects.filter(key=key, area__isnull=False).values_list("area__path", flat=True)
    return list(Area.objects.filter(path__in=list(paths.distinct())).order_by("-depth"))
