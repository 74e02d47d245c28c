"""Who may change the calendar, the limits and the ladder."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import AdminKind
from offices.choices import Role
from offices.models import Area
from offices.posts import holds
from offices.scope import scope_of
from pages.asked import whole


def keeps_calendar(user: Any) -> bool:
    """The system administrators load the legal calendar; it is one for all areas."""
    return user.is_authenticated and user.admin_kind == AdminKind.SYSTEM


def areas_kept(user: Any) -> QuerySet[Area]:
    """The areas whose limits and ladder this person keeps: the committee's own and those below it."""
    if user.admin_kind == AdminKind.SECURITY:
        return Area.objects.order_by("path")
    if holds(user, Role.COMMITTEE):
        return Area.objects.filter(pk__in=scope_of(user).ids("area")).order_by("path")
    return Area.objects.none()


def keeps(user: Any, area: Area | None) -> bool:
    """May this person change what holds in the area? What holds everywhere is the security administrator's."""
    if area is None:
        return user.admin_kind == AdminKind.SECURITY
    return areas_kept(user).filter(pk=area.pk).exists()


def area_asked(request: HttpRequest) -> Area | None:
    """The area named by ?area=; without it the one the person acts for, or none (everywhere)."""
    asked = request.GET.get("area")
    if asked is None:
        post = getattr(request.user, "acting", None)
        return post.principal.area if post else None
    number = whole(asked)
    return None if number is None else get_object_or_404(Area, pk=number)


def must_keep(user: Any, area: Area | None) -> None:
    """Raises PermissionDenied."""
    if not keeps(user, area):
        raise PermissionDenied
