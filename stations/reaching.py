"""Which stations have all of their standard, told by the database: the same answer as stations.standards, without the words.

A list filtered by it reads only as far as its page goes.
"""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

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
from stations.standards import RECENT, Sets, name_fits, sets_in_use

F = StandardFact
NOBODY = Q(pk__in=())
EVERYBODY = ~NOBODY  # an empty Q negated would still be everybody


def reaching(rows: QuerySet, reach: str, today: dt.date) -> QuerySet:
    """Of these stations those with all of their standard ("full"), with less ("lacking"), under none ("none")."""
    sets = sets_in_use()
    under = [(one, _under(path, one, sets)) for path in sets for one in sets[path]]
    if reach == "none":
        for _, mine in under:
            rows = rows.exclude(mine)
        return rows
    found = NOBODY
    for one, mine in under:
        full = _met(one, mine, today)
        found |= mine & (full if reach == "full" else ~full)
    return rows.filter(found)


def _under(path: str, one: StandardSet, sets: Sets) -> Q:
    """The stations for which this set of this area holds: not where a nearer area has its own for their tier."""
    found = Q(area__path__startswith=path)
    found &= Q(tier__in=one.named) if one.named else ~Q(tier__in=_named_in(sets[path]))
    for other in sets:
        if other != path and other.startswith(path):
            found &= ~(Q(area__path__startswith=other) & _served(sets[other]))
    return found


def _named_in(rows: list[StandardSet]) -> list[int]:
    return [tier for row in rows for tier in row.named]


def _served(rows: list[StandardSet]) -> Q:
    """The tiers that an area's own sets are for."""
    return Q(tier__in=_named_in(rows)) if all(row.named for row in rows) else Q()


def _met(standard: StandardSet, mine: Q, today: dt.date) -> Q:
    """Every item is there; a set without items is nobody's."""
    found = EVERYBODY if standard.lines else NOBODY
    for item in standard.lines:
        found &= _item(item, standard, mine, today)
    return found


def _item(item: StandardItem, standard: StandardSet, mine: Q, today: dt.date) -> Q:
    if not item.fact:
        return _any(StandardCheck._base_manager.filter(item=item, met=True))
    if item.fact == F.NAME:
        return _named(standard, mine)
    return _fact(item.fact, today)


def _fact(fact: str, today: dt.date) -> Q:
    now = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    if fact == F.BOARD:
        return _any(Stationing._base_manager.filter(now))
    if fact == F.STAFF:
        return _any(Staff._base_manager.filter(now))
    if fact == F.LEDGER:
        return _any(Visit._base_manager.filter(on__gt=today - RECENT, on__lte=today))
    if fact == F.PLAN:
        days = Reception._base_manager.filter(on__year=today.year).exclude(state=ReceptionState.CANCELLED)
        return _any(days) | _any(DayRule._base_manager.filter(ends_on=None))
    if fact == F.OPENING:
        return ~Q(hours="") & (~Q(address="") | Q(mobile=True))
    ruled = NOBODY
    for path in RuleDocument.objects.on_wall().order_by().values_list("area__path", flat=True).distinct():
        ruled |= Q(area__path__startswith=path)
    return ruled


def _any(rows: QuerySet) -> Q:
    return Q(Exists(rows.filter(station=OuterRef("pk"))))


def _named(standard: StandardSet, mine: Q) -> Q:
    """The rule of names is a pattern of ours: judged here, on the names alone."""
    if not standard.name_rule:
        return Q()
    rows = Station._base_manager.filter(mine, closed_on=None).select_related("area", "tier")
    rows = rows.only("name", "area__name", "tier__name")
    return Q(pk__in=[row.pk for row in rows if name_fits(row, standard.name_rule)[0]])
