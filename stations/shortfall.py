"""Who stays below the days a year he is held to, however the plan stands, and why (seed row TL-02, "121")."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from deputies.models import Deputy
from stations.models import Absence, DayRule, Reception, Station, Stationing
from stations.quotas import with_quota
from stations.reception_lifecycle import AHEAD


@dataclass(frozen=True)
class Short:
    """A deputy below his quota. after: his days with the plan; why: in a sentence; days: those he might join still."""

    deputy: Any
    after: int
    why: str
    days: Sequence[Reception] = ()

    @property
    def lacking(self) -> int:
        return self.deputy.needed_days - self.after


def shortfalls(
    seen: QuerySet,
    stations: Sequence[Station],
    year: int,
    more: Mapping[int, int],
    planned: Mapping[int, int],
    today: dt.date | None = None,
) -> list[Short]:
    """Of the deputies seen those assigned to these stations who lack days of the year; more: the turns that a plan adds to each;
    planned: the days that it adds to a station.
    """
    today = today or timezone.localdate()
    homes: dict[int, list[int]] = {}
    there = Stationing.objects.in_force(today).filter(station__in=[row.pk for row in stations])
    for deputy, station in there.order_by("pk").values_list("deputy", "station"):
        homes.setdefault(deputy, []).append(station)
    rows = with_quota(seen.filter(pk__in=homes), year).filter(lacking_days__gt=0)
    left = [
        one
        for one in rows.order_by("-lacking_days", "sort_key", "pk")
        if one.lacking_days > more.get(one.pk, 0)
    ]
    if not left:
        return []
    ahead, away = _ahead(homes, left, year, today), _away(left, year)
    ruled = set(DayRule._base_manager.filter(ends_on=None).values_list("station", flat=True))
    return [_short(one, homes[one.pk], more, planned, ahead, away.get(one.pk, []), ruled) for one in left]


def _ahead(
    homes: dict[int, list[int]], left: list[Deputy], year: int, today: dt.date
) -> dict[int, list[Reception]]:
    """The days to come of the stations of these deputies, with how many are on duty, and who."""
    wanted = {station for one in left for station in homes[one.pk]}
    rows = Reception._base_manager.filter(station__in=wanted, state__in=AHEAD, on__gt=today, on__year=year)
    found: dict[int, list[Reception]] = {}
    for row in rows.annotate(on_duty=Count("roster")).prefetch_related("roster").order_by("on", "pk"):
        found.setdefault(row.station_id, []).append(row)
    return found


def _away(left: list[Deputy], year: int) -> dict[int, list[Absence]]:
    rows = Absence._base_manager.filter(deputy__in=[one.pk for one in left], ends_on__year__gte=year)
    found: dict[int, list[Absence]] = {}
    for row in rows.filter(starts_on__year__lte=year):
        found.setdefault(row.deputy_id, []).append(row)
    return found


def _short(
    one: Any, homes: list[int], more: Mapping[int, int], planned: Mapping[int, int],
    ahead: dict[int, list[Reception]], away: list[Absence],
    ruled: set[int],
) -> Short:  # fmt: skip
    after = one.planned_days + more.get(one.pk, 0)
    days = [day for station in homes for day in ahead.get(station, ())]
    free = [day for day in days if one.pk not in {entry.deputy_id for entry in day.roster.all()}]
    open_to = [day for day in free if not any(row.starts_on <= day.on <= row.ends_on for row in away)]
    coming = sum(planned.get(station, 0) for station in homes)
    if coming:
        words = (
            f"按规则安排{coming}次接待，轮值人次不够本站代表人人达到；可以增加接待日，或增加每次轮值人数。"
        )
    elif open_to:
        words = f"所编站点还有{len(open_to)}次接待未安排其轮值（已各排满规定人数），可以加入："
    elif free:
        words = "所编站点剩余的接待日都在其请假期间。"
    elif days:
        words = "所编站点剩余的接待日都已安排其轮值，次数仍不够；可以增加接待日。"
    elif ruled.isdisjoint(homes):
        words = "所编站点没有接待日规则，请制定规则或由上级站安排。"
    else:
        words = "所编站点本年没有剩余的接待日，可以另行安排接待日。"
    return Short(one, after, words, () if coming else open_to[:3])
