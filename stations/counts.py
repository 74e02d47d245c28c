"""Querysets with the counts that the lists show; one sub-query a column, never a join that doubles rows."""

import datetime as dt
from functools import lru_cache

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from deputies.choices import MandateState
from deputies.models import Mandate
from pages.beside import still
from pages.counted import counted
from pages.framed import with_known
from stations.models import (
    FollowUp,
    GridDeputy,
    Participation,
    RosterEntry,
    Scrutiny,
    ScrutinyRecord,
    Station,
    Stationing,
    Visit,
    VoterContact,
)

VISITS = counted(Visit._base_manager.filter(reception=OuterRef("pk")), "reception")
FOLLOW_UPS = counted(FollowUp._base_manager.filter(observation=OuterRef("pk")), "observation")
PARTICIPANTS = counted(Participation._base_manager.filter(activity=OuterRef("pk")), "activity")
DEEDS = counted(ScrutinyRecord._base_manager.filter(subject=OuterRef("pk")), "subject")
_led = Scrutiny.leads.through._base_manager.filter(scrutiny=OuterRef("pk")).order_by().values("scrutiny")
_told = StringAgg("linkmember__deputy__name", Value("、"), order_by=("linkmember",))
LEADS = Subquery(_led.annotate(told=_told).values("told"))
ROSTER = still(
    "roster",
    RosterEntry._base_manager.select_related("deputy").order_by("deputy__sort_key", "pk"),
    "rostered",
)


def with_deputies(stations: QuerySet, today: dt.date) -> QuerySet:
    """Stations with deputy_count: who is assigned there today."""
    return with_known(stations, deputy_count=_stationed(today))


@lru_cache(maxsize=2)
def _stationed(today: dt.date) -> Coalesce:
    there = Stationing._base_manager.filter(station=OuterRef("pk"), starts_on__lte=today).filter(
        Q(ends_on=None) | Q(ends_on__gte=today)
    )
    return counted(there, "station")


def with_day(receptions: QuerySet) -> QuerySet:
    """Reception days with visit_count and .rostered."""
    return with_roster(with_known(receptions.select_related("station"), visit_count=VISITS))


def with_roster(receptions: QuerySet) -> QuerySet:
    """Reception days with .rostered: who is on duty, with the deputies, in the order of the registry."""
    return receptions.prefetch_related(ROSTER)


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
    return deputies.annotate(contact_count=counted(rows, "deputy"))


def with_participants(activities: QuerySet) -> QuerySet:
    """Activities with count: how many deputies took part."""
    return with_known(activities, count=PARTICIPANTS)


def with_deeds(items: QuerySet) -> QuerySet:
    """Items of supervision with deeds (how many there were) and led_by (the names)."""
    return with_known(items, deeds=DEEDS, led_by=LEADS)


def with_follow_ups(observations: QuerySet) -> QuerySet:
    """What points saw, with times: how often it was looked at again."""
    return with_known(observations, times=FOLLOW_UPS)


def with_grid_deputies(grids: QuerySet, today: dt.date) -> QuerySet:
    """Grids with deputy_count: who is assigned to them today."""
    return with_known(grids, deputy_count=_in_grid(today))


@lru_cache(maxsize=2)
def _in_grid(today: dt.date) -> Coalesce:
    rows = GridDeputy._base_manager.filter(grid=OuterRef("pk"), starts_on__lte=today)
    return counted(rows.filter(Q(ends_on=None) | Q(ends_on__gt=today)), "grid")


def with_station(areas: QuerySet) -> QuerySet:
    """Areas with `covered`: a station in use in them, or below them."""
    rows = Station._base_manager.filter(closed_on=None, area__path__startswith=OuterRef("path"))
    return areas.annotate(covered=Exists(rows))


def in_office(deputies: QuerySet) -> QuerySet:
    """Deputies with a mandate that has not ended."""
    held = Mandate._base_manager.exclude(state=MandateState.ENDED)
    return deputies.filter(pk__in=held.values("deputy"))
