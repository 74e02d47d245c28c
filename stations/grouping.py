"""The deputies of a station's groups (seed row TG-02): who is not assigned to the station yet, and bringing them in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from deputies.models import Deputy, GroupMember
from journal.book import enter
from journal.models import EntryKind
from stations.counts import in_office
from stations.models import Station, Stationing
from stations.staffing import assign
from workflow.transitions import Refused


@dataclass(frozen=True)
class Brought:
    """What one run wrote: the assignments it made, and those elsewhere that it ended; row keys."""

    new: list[int]
    ended: list[int]


def members_outside(station: Station, user: Any, today: dt.date) -> QuerySet:
    """Deputies in office who belong to the station's groups today and are not assigned to it, in the registry's order."""
    members = GroupMember._base_manager.filter(group__stations=station, starts_on__lte=today, ends_on=None)
    here = Stationing._base_manager.filter(station=station, ends_on=None)
    rows = in_office(Deputy.objects.visible_to(user)).filter(pk__in=members.values("deputy"))
    return rows.exclude(pk__in=here.values("deputy")).order_by("sort_key", "pk")


@transaction.atomic
def bring(actor: Any, station: Station, deputies: Iterable[Deputy], on: dt.date, *, moving: bool) -> Brought:
    """Assign the deputies from a day on; moving ends what they had elsewhere. A second run finds nobody."""
    chosen = list(deputies)
    running = Stationing._base_manager.filter(deputy__in=chosen, ends_on=None)
    before = set(running.values_list("pk", flat=True))
    assign(actor, station, chosen, on, moving=moving, remark="随代表小组编入")
    after = set(running.values_list("pk", flat=True))
    return Brought(sorted(after - before), sorted(before - after))


@transaction.atomic
def take_back(actor: Any, station: Station, done: Brought) -> int:
    """Undo a run: its assignments go, what it ended runs again; how many went. Raises Refused once others changed them."""
    new = Stationing._base_manager.select_for_update().filter(pk__in=done.new, station=station, ends_on=None)
    deputies = list(new.values_list("deputy", flat=True))
    if len(deputies) != len(done.new):
        raise Refused("这次编入的代表已被调整，不能整批撤销，请逐一处理。")
    new.delete()
    elsewhere = Stationing._base_manager.filter(ends_on=None, deputy__in=deputies).values("station")
    Stationing._base_manager.filter(pk__in=done.ended).exclude(station__in=elsewhere).update(ends_on=None)
    enter(EntryKind.DEED, "撤销代表编组", actor, subject=station, data={"deputies": deputies})
    return len(deputies)
