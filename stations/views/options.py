"""What may be chosen, looked up while typing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import User
from deputies.models import Deputy, Group
from offices.choices import Role
from offices.models import Area, Office
from offices.posts import acting_post, holds
from offices.scope import scope_of
from pages.asked import year as year_asked
from pages.options import OptionsPage
from stations.forms.fields import deputies_for, line_of, offices_for, people_for
from stations.models import Station
from stations.quotas import with_quota


class StationOptions(OptionsPage):
    """Every station in sight, closed ones too: for filters."""

    model, search_fields = Station, ("name", "code")

    def rows(self) -> QuerySet:
        return Station.objects.visible_to(self.request.user).order_by("path")

    def label(self, row: Station) -> str:
        return f"{row.name}（已撤销）" if row.closed_on else row.name


class OwnStationOptions(StationOptions):
    """Stations where something new may begin."""

    def rows(self) -> QuerySet:
        return super().rows().filter(closed_on__isnull=True)


class AreaOptions(OptionsPage):
    """The areas within reach; for staff and deputies the areas of their own line."""

    model, search_fields = Area, ("name", "code")

    def rows(self) -> QuerySet:
        post = acting_post(self.request.user)
        if post is None:
            return Area.objects.none()
        if (
            ids := scope_of(self.request.user).ids("area")
            if "area" in scope_of(self.request.user).kinds
            else ()
        ):
            return Area.objects.filter(pk__in=ids).order_by("path")
        area = post.principal.area
        return Area.objects.filter(Q(path__in=line_of(area)) | Q(path__startswith=area.path)).order_by("path")


class OfficeOptions(OptionsPage):
    """The offices an opinion may go to from where this person works."""

    model, search_fields = Office, ("name", "code")

    def rows(self) -> QuerySet:
        """Those of one's own area first, then of the one above it, and so on; those below come last."""
        post = acting_post(self.request.user)
        if post is None:
            return Office.objects.none()
        path = post.principal.area.path
        below = Q(area__path__startswith=path) & ~Q(area__path=path)
        rows = offices_for(post.principal.area).annotate(below=Case(When(below, then=1), default=0))
        return rows.order_by("below", Length("area__path").desc(), "area__path", "code")


class DeputyOptions(OptionsPage):
    """The deputies stationed where this person may look."""

    model, search_fields = Deputy, ("name", "code")

    def rows(self) -> QuerySet:
        return deputies_for(self.request.user).order_by("sort_key", "pk")

    def found(self, text: str) -> QuerySet:
        """A surname alone finds too, which the registry's search by pairs would not."""
        rows = self.rows()
        return rows.filter(Q(name__contains=text) | Q(code__istartswith=text)) if text else rows

    def label(self, row: Deputy) -> str:
        return f"{row.name}（{Truncator(row.employer).chars(16)}）" if row.employer else row.name


class RosterOptions(DeputyOptions):
    """The same for a day of duty: who lacks most of the days he is held to that year comes first (seed row TL-02)."""

    def rows(self) -> QuerySet:
        year = year_asked(self.request.GET.get("year")) or timezone.localdate().year
        rows = with_quota(deputies_for(self.request.user), year)
        return rows.order_by("-lacking_days", "planned_days", "sort_key", "pk")

    def label(self, row: Any) -> str:
        figure = f"应接待{row.needed_days}次，已排{row.planned_days}次"
        return f"{super().label(row)}　{figure}{f'，尚差{row.lacking_days}次' if row.lacking_days else ''}"


class RegistryOptions(DeputyOptions):
    """All deputies in sight, with a station or without: for those who assign them."""

    def rows(self) -> QuerySet:
        return Deputy.objects.visible_to(self.request.user).order_by("sort_key", "pk")


class GroupOptions(OptionsPage):
    model = Group

    def rows(self) -> QuerySet:
        return super().rows().filter(active=True).order_by("name")


class UserOptions(OptionsPage):
    """Who may be appointed to a station; for those who appoint."""

    model, search_fields = User, ("name", "username")

    def rows(self) -> QuerySet:
        if not holds(self.request.user, Role.COMMITTEE):
            raise PermissionDenied
        return people_for(self.request.user).order_by("name", "pk")

    def label(self, row: Any) -> str:
        return f"{row.name}（{row.username}）"
