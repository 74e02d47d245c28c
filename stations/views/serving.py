"""Services to the people (服务进万家, seed row TL-04): which deputies have the expertise each service calls for."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from offices.choices import Role
from offices.filters import Few
from offices.posts import holds
from offices.scope import by_place
from pages.actions import Action, Crumb
from pages.columns import Column
from pages.lists import Empty, ListPage
from pages.paging import Page
from pages.written import WrittenOfMany
from stations.actors import STATION_ROLES
from stations.choices import LabelSort
from stations.fairness import words_of
from stations.filters import Placed, area_filter, station_filter
from stations.forms.fields import deputies_for
from stations.labels import area_of
from stations.models import Label, Participation, Station, Stationing

READERS = (*STATION_ROLES, Role.COMMITTEE, Role.LEADER)


def with_expertise(deputies: QuerySet, service: Label) -> QuerySet:
    """Of these deputies those whose expertise holds a word of the service; a service without words calls for its name."""
    found = Q(pk__in=())
    for word in words_of(service.words) or (service.name,):
        found |= Q(expertise__contains=word)
    return deputies.filter(found)


def _served(took: QuerySet) -> WrittenOfMany:
    """(deputy, how often he took part)."""
    return WrittenOfMany(
        lambda page: took.filter(deputy__among=page).values_list("deputy").annotate(n=Count("pk"))
    )


class ServiceFilters(Placed):
    service = Few(
        label="服务类别", queryset=lambda request: Label.objects.used_in(area_of(request.user), LabelSort.SERVICE),
        method="of_service", empty_label="请选择",
    )  # fmt: skip
    station = station_filter()
    area = area_filter()

    def of_service(self, rows: QuerySet, name: str, service: Label) -> QuerySet:
        return with_expertise(rows, service)

    def in_station(self, rows: QuerySet, name: str, station: Station) -> QuerySet:
        below = Station.objects.visible_to(self.request.user).filter(path__startswith=station.path)
        there = Stationing.objects.visible_to(self.request.user).in_force(timezone.localdate())
        return rows.filter(pk__in=there.filter(station__in=below.values("pk")).values("deputy"))


class ServiceList(ListPage):
    """The stationed deputies by the service they could bring, with how often they did this year."""

    title, model, filters = "服务进万家：找专业代表", Deputy, ServiceFilters
    columns = (
        Column("name", "代表", link=lambda d: d.get_absolute_url(), sort="sort_key", width=14),
        Column("expertise", "专业特长", width=30), Column("employer", "工作单位及职务", width=36),
        Column("served", "本年参加服务（次）", kind="number"),
    )  # fmt: skip
    order = ("sort_key",)
    note = "选一个服务类别，列出专业特长对得上的进站代表；对应专长的词在“类别与功能清单”中修改。登记活动时选择服务类别。"
    empty = Empty("没有对得上的代表", "请在代表资料中补充专业特长，或修改这个服务类别的对应专长。")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not holds(request.user, *READERS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet:
        rows = deputies_for(self.request.user)
        if self.request.GET.get("export") != "xlsx":
            return rows
        counted = (
            self._took().filter(deputy=OuterRef("pk")).order_by().values("deputy").annotate(n=Count("pk"))
        )
        return rows.annotate(served=Coalesce(Subquery(counted.values("n")), 0))

    def page(self) -> Page:
        """Counted for the deputies shown alone."""
        page = super().page()
        took, year = self._took().order_by(), timezone.localdate().year
        counted = by_place(self.request.user, ("served", year), lambda: _served(took))
        counts = dict(counted.read([row.pk for row in page.rows]))
        for row in page.rows:
            row.served = counts.get(row.pk, 0)
        return page

    def _took(self) -> QuerySet:
        """What deputies took part in this year."""
        year = timezone.localdate().year
        took = Participation.objects.visible_to(self.request.user)
        return took.filter(activity__service__isnull=False, activity__on__year=year)

    def actions(self) -> list[Action]:
        if not holds(self.request.user, *STATION_ROLES, Role.COMMITTEE):
            return []
        return [Action("登记服务活动", reverse("stations:activity_new"), "primary", "plus")]

    def crumbs(self) -> list[Crumb]:
        return [Crumb("活动", reverse("stations:activities")), Crumb(self.title)]
