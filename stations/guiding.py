"""Who guides a station or group, and whether its themes wait for a leader's word (把关主题, seed row TG-07)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from deputies.models import Group
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.limits import setting
from offices.models import Area
from offices.posts import acting_post, holders, holds
from offices.scope import scope_of
from stations.choices import ThemeState
from stations.models import Guide, Station, Theme


def needs_approval(area: Area) -> bool:
    """Must a leader agree before a group gets a theme? A setting of the area."""
    return setting("theme_approval", area).flag


def guide_of(group: int, station: int | None) -> Guide | None:
    """Who guides the group today; where nobody does, who guides the station."""
    rows = Guide._base_manager.filter(ends_on=None, starts_on__lte=timezone.localdate())
    rows = rows.select_related("leader")
    of_group = rows.filter(group=group).first()
    return of_group or (rows.filter(station=station).first() if station else None)


def is_leader(theme: Theme, user: Any) -> bool:
    """The leader who guides the group or station; where nobody is named, every leader of the area."""
    if not holds(user, Role.LEADER):
        return False
    if guide := guide_of(theme.group_id, theme.station_id):
        return guide.leader_id == acting_post(user).principal.user_id
    return theme.area_id in scope_of(user).ids("area")


def leaders(theme: Theme) -> list[User]:
    """Whom to ask about a theme."""
    return leaders_of(theme.area, theme.group, theme.station)


def leaders_of(area: Area, group: Group, station: Station | None) -> list[User]:
    """Who guides the group or station, else the leaders of the nearest area that has any."""
    if guide := guide_of(group.pk, station.pk if station else None):
        return [guide.leader]
    for place in (area, *reversed(Area.objects.get_ancestors(area))):
        if found := holders((Role.LEADER,), area=place):
            return found
    return []


def waiting_for(user: Any, themes: QuerySet) -> QuerySet:
    """Of these themes those that wait for this leader: as is_leader decides it, for many at once."""
    held = Guide._base_manager.filter(ends_on=None, starts_on__lte=timezone.localdate())
    of_group = held.filter(group=OuterRef("group")).values("leader")[:1]
    of_station = held.filter(station=OuterRef("station")).values("leader")[:1]
    rows = themes.filter(state=ThemeState.CHECKING)
    rows = rows.annotate(guided_by=Coalesce(Subquery(of_group), Subquery(of_station)))
    if not holds(user, Role.LEADER):
        return rows.none()
    return rows.filter(Q(guided_by=acting_post(user).principal.user_id) | Q(guided_by=None))


def leaders_for(area: Area) -> Any:
    """The people who may guide here: who holds a leader's post of the area, of one above or below it."""
    step = Area.steplen
    above = [area.path[:end] for end in range(step, len(area.path) + 1, step)]
    today = timezone.localdate()
    here = Q(posts__area__path__in=above) | Q(posts__area__path__startswith=area.path)
    running = Q(posts__ends_on=None) | Q(posts__ends_on__gte=today)
    rows = User.objects.filter(
        here, running, posts__role=Role.LEADER, posts__starts_on__lte=today, is_active=True
    )
    return rows.distinct().order_by("name", "pk")


@transaction.atomic
def put(actor: Any, leader: User, stations: Iterable[Station], groups: Iterable[Group], on: dt.date) -> int:
    """Let the leader guide these from that day; whoever guided one of them until now ends. How many are new."""
    done = 0
    for field, subject in [*(("station", s) for s in stations), *(("group", g) for g in groups)]:
        held = Guide._base_manager.select_for_update(of=("self",)).filter(ends_on=None, **{field: subject})
        if held.filter(leader=leader).exists():
            continue
        for old in held:
            finish(actor, old, max(on, old.starts_on))
        made = Guide._base_manager.create(
            leader=leader, area_id=subject.area_id, starts_on=on, recorded_by=actor, **{field: subject}
        )
        enter(EntryKind.DEED, "登记联系指导", actor, subject=made, data={"from": on})
        done += 1
    return done


def finish(actor: Any, row: Guide, on: dt.date) -> None:
    """The last day of a guidance; the row stays."""
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    enter(EntryKind.DEED, "结束联系指导", actor, subject=row, data={"to": on})
