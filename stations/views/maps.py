"""The map of stations, drawn from their coordinates; and how far stations, grids and contacts cover the area."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from offices.choices import AreaKind, Role
from offices.limits import setting
from offices.models import Area
from offices.posts import holds
from offices.scope import scope_of
from pages.actions import Crumb
from pages.addresses import page_url
from pages.columns import Badge, Column
from pages.links import Link
from pages.lists import Action, Empty, ListPage, SavedView
from stations.clusters import pictured
from stations.counts import in_office, with_contacts, with_grid_deputies, with_station, without_station
from stations.filters import Placed
from stations.forms.fields import deputies_for
from stations.labels import area_of
from stations.models import Grid, Station

TOWNS = (AreaKind.TOWN, AreaKind.STREET, AreaKind.ZONE, AreaKind.DISTRICT)
HEADS = (Role.COMMITTEE, Role.LEADER)
MOST = 2000


@login_required
def station_map(request: HttpRequest) -> HttpResponse:
    """Stations with coordinates to scale, and below it the table of all, with those that lack them."""
    rows = Station.objects.visible_to(request.user).in_use().select_related("tier", "area").order_by("path")
    found = list(rows[:MOST])
    lacking = [one for one in found if one.longitude is None]
    context = {
        "title": "站点地图", "lacking": len(lacking), **pictured(found, Link(request.path, request.GET)),
        "actions": [Action("导入坐标", reverse("stations:sheet", args=("places",)), icon="upload")]
        if holds(request.user, Role.COMMITTEE) else [],
        "crumbs": [Crumb("联络站", reverse("stations:stations")), Crumb("站点地图")],
    }  # fmt: skip
    return render(request, "stations/map.html", context)


@dataclass(frozen=True)
class Share:
    """A figure of coverage: how many of how many, what it counts, and the two lists behind it."""

    label: str
    part: int
    whole: int
    counts: str
    rest: str
    url: str = ""
    rest_url: str = ""

    @property
    def percent(self) -> str:
        return f"{self.part * 100 / self.whole:.1f}%" if self.whole else "—"

    @property
    def left(self) -> int:
        return self.whole - self.part


def towns_of(user: Any) -> QuerySet:
    return with_station(Area.objects.filter(pk__in=scope_of(user).ids("area"), kind__in=TOWNS))


@login_required
def coverage(request: HttpRequest) -> HttpResponse:
    """Towns with a station, grids with a deputy, deputies with a station and with enough voters."""
    if not holds(request.user, *HEADS):
        raise PermissionDenied
    context = {
        "title": "覆盖情况", "shares": _shares(request.user), "at": timezone.now(),
        "crumbs": [Crumb("联络站", reverse("stations:stations")), Crumb("覆盖情况")],
    }  # fmt: skip
    return render(request, "stations/coverage.html", context)


def _shares(user: Any) -> list[Share]:
    today, found = timezone.localdate(), []
    towns, list_towns = towns_of(user), reverse("stations:towns")
    with_one, words = towns.filter(covered=True).count(), "本级或下级有在用站点的乡镇、街道、开发区、管理区"
    yes, no = f"{list_towns}?covered=yes", f"{list_towns}?covered=no"
    found.append(Share("乡镇街道建站", with_one, towns.count(), words, "没有站点", yes, no))
    people = in_office(Deputy.objects.visible_to(user))
    stray = without_station(Deputy.objects.visible_to(user), today).count()
    whole, url = people.count(), reverse("stations:unassigned") if holds(user, Role.COMMITTEE) else ""
    found.append(Share("代表编入站点", whole - stray, whole, "在任代表中已编入联络站的", "未编入", "", url))
    for tier, label in (("big", "大网格"), ("small", "小网格")):
        grids = with_grid_deputies(Grid.objects.visible_to(user).filter(active=True, tier=tier), today)
        list_grids = f"{reverse('stations:grids')}?tier={tier}"
        yes, no = f"{list_grids}&covered=yes", f"{list_grids}&covered=no"
        part, words = grids.filter(deputy_count__gt=0).count(), f"在用{label}中编入了代表的"
        found.append(Share(f"{label}有代表", part, grids.count(), words, "没有代表", yes, no))
    least = setting("contacts_min", area_of(user)).number
    contacts = with_contacts(deputies_for(user), today)
    counts = reverse("stations:contact_counts")
    enough, words = (
        contacts.filter(contact_count__gte=least).count(),
        f"进站代表中固定联系{least}人（户）以上的",
    )
    yes, no = f"{counts}?lacking=no", f"{counts}?lacking=yes"
    found.append(Share("代表联系选民达到人数", enough, contacts.count(), words, "人数不足", yes, no))
    return found


class TownFilters(Placed):
    covered = django_filters.ChoiceFilter(
        label="站点", choices=(("yes", "有站点"), ("no", "没有站点")), method="is_covered", empty_label="全部"
    )

    def is_covered(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(covered=value == "yes"))


class TownList(ListPage):
    """Towns and streets, with or without a station (seed rows DL-01, ZJ-07)."""

    title, model, filters = "乡镇街道建站情况", Area, TownFilters
    columns = (
        Column("name", "乡镇街道", sort="path", width=24), Column("code", "代码", width=16),
        Column("kind", "类别", "get_kind_display"),
        Column("covered", "站点", lambda a: Badge("有站点", "green") if a.covered else Badge("没有站点", "orange"), kind="badge"),
        Column("list", "", lambda a: "查看站点", link=lambda a: f"{page_url('stations:stations')}?area={a.pk}", export=False),
    )  # fmt: skip
    order = ("path",)
    views = (SavedView("全部"), SavedView("没有站点", "covered=no"), SavedView("有站点", "covered=yes"))
    empty = Empty("没有要列出的", "范围内的乡镇街道都已符合所选条件。")

    def rows(self) -> QuerySet:
        if not holds(self.request.user, *HEADS):
            raise PermissionDenied
        return towns_of(self.request.user)

    def crumbs(self) -> list[Crumb]:
        return [Crumb("覆盖情况", reverse("stations:coverage")), Crumb(self.title)]
