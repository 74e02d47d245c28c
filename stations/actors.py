"""Who acts in which part on the subjects of this room, and whom to tell of it."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from deputies.models import Deputy
from offices.choices import Role
from offices.models import Area
from offices.posts import holders, holds
from offices.scope import scope_of
from stations.choices import ThemeState
from stations.models import Opinion, Reception, Staff, Station
from stations.models.themes import groups_of

STATION_ROLES = (Role.CLERK, Role.STATION_HEAD)
OFFICE_ROLES = (Role.HANDLER, Role.UNIT_HEAD, Role.GOVERNMENT, Role.COMMITTEE)


def staffs(user: Any, station_id: int) -> bool:
    """Does the person act as staff of this station, or of one above it?"""
    return holds(user, *STATION_ROLES) and station_id in scope_of(user).ids("station")


def runs(user: Any, area_id: int) -> bool:
    """Does the person act for the congress's working organ that looks after this area?"""
    return holds(user, Role.COMMITTEE) and area_id in scope_of(user).ids("area")


def is_station(subject: Opinion | Reception, user: Any) -> bool:
    return staffs(user, subject.station_id)


def is_committee(subject: Opinion | Reception, user: Any) -> bool:
    return runs(user, subject.area_id)


def is_office(opinion: Opinion, user: Any) -> bool:
    """Is the opinion with this person's own unit?"""
    return holds(user, *OFFICE_ROLES) and opinion.office_id in scope_of(user).ids("office")


def is_deputy(opinion: Opinion, user: Any) -> bool:
    """Was the opinion offered to this deputy?"""
    return holds(user, Role.DEPUTY) and opinion.deputy_id in scope_of(user).ids("deputy")


def is_overseer(opinion: Opinion, user: Any) -> bool:
    """Was this deputy asked to follow how the opinion is handled (代表参与督办, seed row LY-05)?"""
    return holds(user, Role.DEPUTY) and opinion.overseer_id in scope_of(user).ids("deputy")


def is_group(opinion: Opinion, user: Any) -> bool:
    """Does the deputy belong to a group that took up a theme which stands on this opinion?"""
    if not holds(user, Role.DEPUTY):
        return False
    mine = groups_of(scope_of(user).ids("deputy"))
    return opinion.themes.filter(state=ThemeState.TAKEN, group__in=mine).exists()


def station_people(subject: Opinion | Reception) -> list[User]:
    """The staff of the very station, today."""
    return staff_users(subject.station_id)


def staff_users(station_id: int) -> list[User]:
    today = timezone.localdate()
    rows = Staff.objects.in_force(today).filter(station=station_id, post__user__is_active=True)
    return [row.post.user for row in rows.select_related("post__user")]


def office_people(opinion: Opinion) -> list[User]:
    """Who handles what came to the unit it is with, or was with until this step."""
    office = opinion.office or getattr(opinion, "office_left", None)
    return holders((Role.HANDLER,), office=office) if office else []


def deputy_people(opinion: Opinion) -> list[User]:
    """The deputy it is offered to, or was until this step."""
    deputy = opinion.deputy or getattr(opinion, "deputy_left", None)
    return [deputy.user] if deputy and deputy.user_id else []


def overseer_people(opinion: Opinion) -> list[User]:
    return [opinion.overseer.user] if opinion.overseer and opinion.overseer.user_id else []


def roster_people(reception: Reception) -> list[User]:
    """The deputies on duty who have an account."""
    rows = Deputy._base_manager.filter(roster_entries__reception=reception, user__isnull=False)
    return [deputy.user for deputy in rows.select_related("user")]


def station_of(user: Any) -> Station | None:
    """The station a person works at first of all; None for all others."""
    if not holds(user, *STATION_ROLES):
        return None
    own = Staff.objects.in_force(timezone.localdate()).filter(post=user.acting.principal)
    row = own.select_related("station").order_by("pk").first()
    return row.station if row else None


def is_approver(opinion: Opinion, user: Any) -> bool:
    """Who decides what is sent on (批办): the station's head, or the congress's working organ."""
    head = holds(user, Role.STATION_HEAD) and opinion.station_id in scope_of(user).ids("station")
    return head or runs(user, opinion.area_id)


def approver_people(opinion: Opinion) -> list[User]:
    """The station's head; where there is none, the working organ of the nearest area above."""
    today = timezone.localdate()
    heads = Staff.objects.in_force(today).filter(
        station=opinion.station_id, post__role=Role.STATION_HEAD, post__user__is_active=True
    )
    if found := [row.post.user for row in heads.select_related("post__user")]:
        return found
    for area in (opinion.area, *reversed(Area.objects.get_ancestors(opinion.area))):
        if found := holders((Role.COMMITTEE,), area=area):
            return found
    return []
