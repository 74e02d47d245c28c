"""Who may be on duty where: the deputies of each station as candidates of stations.fairness."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Max

from deputies.models import Deputy
from stations.choices import ReceptionState
from stations.counts import in_office
from stations.fairness import Candidate, Taken, words_of
from stations.models import Absence, RosterEntry, Station, Stationing
from stations.quotas import counted, needs_of
from stations.yearplan import halves


def pool_stations(stations: Iterable[Station], on: dt.date) -> dict[int, int]:
    """Whose deputies serve at each of these stations: its own, or those of the nearest station above among them.

    Keyed by station; a station without any is left out.
    """
    rows = list(stations)
    by_path = {row.path: row.pk for row in rows}
    settled = set(
        Stationing.objects.in_force(on).filter(station__in=by_path.values()).values_list("station", flat=True)
    )
    found = {}
    for row in rows:
        line = (row.path[:end] for end in range(len(row.path), 0, -Station.steplen))
        near = next((by_path[path] for path in line if by_path.get(path) in settled), None)
        if near:
            found[row.pk] = near
    return found


def candidates(pools: Iterable[int], year: int, since: dt.date) -> dict[int, list[Candidate]]:
    """The deputies of these stations in office, with what they owe, have and cannot do; lists by registry order."""
    there = Stationing.objects.in_force(since).filter(station__in=set(pools))
    people = in_office(Deputy._base_manager.filter(pk__in=there.values("deputy")))
    people = list(
        people.select_related("area").only("pk", "expertise", "area", "sort_key").order_by("sort_key", "pk")
    )
    needs, duty, away = needs_of(people, year), _served(year), _away(since)
    known = {}
    for one in people:
        served, last = duty.get(one.pk, (0, None))
        known[one.pk] = Candidate(
            one.pk, needs[one.pk], served, words_of(one.expertise), tuple(away.get(one.pk, ())), last
        )
    order = {one.pk: place for place, one in enumerate(people)}
    found: dict[int, list[Candidate]] = {}
    for station, deputy in sorted(
        there.values_list("station", "deputy"), key=lambda row: order.get(row[1], -1)
    ):
        if deputy in known:
            found.setdefault(station, []).append(known[deputy])
    return found


def _served(year: int) -> dict[int, tuple[int, dt.date]]:
    rows = counted(RosterEntry._base_manager.all(), year).order_by()
    rows = rows.values_list("deputy").annotate(n=Count("pk"), last=Max("reception__on"))
    return {deputy: (n, last) for deputy, n, last in rows}


def _away(since: dt.date) -> dict[int, list[tuple[dt.date, dt.date]]]:
    found: dict[int, list[tuple[dt.date, dt.date]]] = {}
    rows = Absence._base_manager.filter(ends_on__gte=since).order_by("starts_on")
    for deputy, first, last in rows.values_list("deputy", "starts_on", "ends_on"):
        found.setdefault(deputy, []).append((first, last))
    return found


def taken(since: dt.date) -> Taken:
    """Who is on duty anywhere from that day on: (deputy, day, half)."""
    rows = RosterEntry._base_manager.filter(reception__on__gte=since)
    rows = rows.exclude(reception__state=ReceptionState.CANCELLED)
    facts = rows.values_list("deputy", "reception__on", "reception__starts_at", "reception__ends_at")
    return {(deputy, on, half) for deputy, on, first, last in facts for half in halves(first, last)}
