"""Querysets with the counts that the lists show; one sub-query a column, never a join that doubles rows."""

import datetime as dt

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from deputies.choices import MandateState
from deputies.models import Mandate
from stations.models import GridDeputy, Participation, RosterEntry, Station, Stationing, Visit, VoterContact


def _count(rows: QuerySet, by: str) -> Coalesce:
    """How many of these rows per outer row; 0 for none."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def with_deputies(stations: QuerySet, today: dt.date) -> QuerySet:
    """Stations with deputy_count: who is assigned there today."""
    there = Stationing._base_manager.filter(station=OuterRef("pk"), starts_on__lte=today).filter(
        Q(ends_on=None) | Q(ends_on__gte=today)
    )
    return stations.annotate(deputy_count=_count(there, "station"))


def with_day(receptions: QuerySet) -> QuerySet:
    """Reception days with visit_count and .rostered."""
    visits = Visit._base_manager.filter(reception=OuterRef("pk"))
    return with_roster(receptions.select_related("station").annotate(visit_count=_count(visits, "reception")))


def with_roster(receptions: QuerySet) -> QuerySet:
    """Reception days with .rostered: who is on duty, with the deputies, in the order of entry."""
    roster = RosterEntry._base_manager.select_related("deputy").order_by("pk")
    return receptions.prefetch_related(Prefetch("roster", roster, to_attr="rostered"))


def without_station(deputies: QuerySet, today: dt.date) -> QuerySet:
    """Deputies in office who belong to no station (编组率, seed rows TL-02 and YQ-03)."""
    there = Stationing._base_manager.filter(starts_on__lte=today).filter(
        Q(ends_on=None) | Q(ends_on__gte=today)
    )
    return in_office(deputies).exclude(pk__in=there.values("deputy"))


def with_contacts(deputies: QuerySet, today: dt.date) -> QuerySet:
    """Deputies with contact_count: the voters on their lists today."""
    rows = VoterContact._base_manager.filter(deputy=OuterRef("pk"), starts_on__lte=today).filter(
        Q(ends_on=None) | Q(ends_on__gte=today)
    )
    return deputies.annotate(contact_count=_count(rows, "deputy"))


def with_participants(activities: QuerySet) -> QuerySet:
    """Activities with count: how many deputies took part."""
    return activities.annotate(
        count=_count(Participation._base_manager.filter(activity=OuterRef("pk")), "activity")
    )


def with_grid_deputies(grids: QuerySet, today: dt.date) -> QuerySet:
    """Grids with deputy_count: who is assigned to them today."""
    rows = GridDeputy._base_manager.filter(grid=OuterRef("pk"), starts_on__lte=today).filter(
        Q(ends_on=None) | Q(ends_on__gt=today)
    )
    return grids.annotate(deputy_count=_count(rows, "grid"))


def with_station(areas: QuerySet) -> QuerySet:
    """Areas with `covered`: a station in use in them, or below them."""
    rows = Station._base_manager.filter(closed_on=None, area__path__startswith=OuterRef("path"))
    return areas.annotate(covered=Exists(rows))


def in_office(deputies: QuerySet) -> QuerySet:
    """Deputies with a mandate that has not ended."""
    held = Mandate._base_manager.exclude(state=MandateState.ENDED)
    return deputies.filter(pk__in=held.values("deputy"))
