"""A year of the stations' work in sums: activities by kind, receptions, deputies on duty."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from stations.choices import ReceptionState
from stations.models import Activity, Participation, Reception, RosterEntry, Visit


@dataclass(frozen=True)
class KindOfYear:
    """One kind of activity: how often, how many deputies took part (人次), how many other people came."""

    key: int
    label: str
    times: int
    deputies: int
    others: int


def kinds_of(user: Any, start: dt.date, end: dt.date) -> list[KindOfYear]:
    """By kind, the most frequent first (seed rows DL-05, YQ-17, YQ-23, BG-06)."""
    rows = Activity.objects.visible_to(user).filter(on__range=(start, end)).order_by()
    sums = rows.values_list("kind", "kind__name").annotate(n=Count("pk"), others=Sum("others"))
    took = Participation.objects.visible_to(user).filter(activity__on__range=(start, end)).order_by()
    deputies = dict(took.values_list("activity__kind").annotate(n=Count("pk")))
    found = [KindOfYear(key, label, n, deputies.get(key, 0), others or 0) for key, label, n, others in sums]
    return sorted(found, key=lambda one: (-one.times, one.key))


def participation(user: Any, start: dt.date, end: dt.date) -> tuple[int, int]:
    """How many of those on duty on archived days were there, and how many were due (seed row YQ-16)."""
    rows = RosterEntry.objects.visible_to(user).filter(
        reception__on__range=(start, end), reception__state=ReceptionState.CLOSED
    )
    sums = rows.aggregate(came=Count("pk", filter=Q(attended=True)), due=Count("pk"))
    return sums["came"], sums["due"]


def visits_of(user: Any, start: dt.date, end: dt.date) -> tuple[int, int]:
    """Archived reception days, and the visits of those days."""
    days = Reception.objects.visible_to(user).filter(on__range=(start, end), state=ReceptionState.CLOSED)
    came = Visit.objects.visible_to(user).filter(reception__in=days.values("pk"))
    return days.count(), came.count()
