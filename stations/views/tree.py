"""The station list, the tree and the page of one station."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from offices.choices import Role
from offices.posts import holds
from pages.addresses import page_url
from pages.lists import Action, Crumb, Empty, ListPage, SavedView
from stations.counts import with_deputies
from stations.filters import StationFilters
from stations.models import Station
from stations.tables import STATION_COLUMNS
from stations.views.building import READERS
from stations.views.station_case import station_case


class StationList(ListPage):
    """The stations in the order of their tree."""

    title, model, filters, search = "联络站", Station, StationFilters, True
    search_hint = "站点名称、编号、地址"
    columns = STATION_COLUMNS
    order = ("path",)
    views = (
        SavedView("全部"), SavedView("在用", "use=open"), SavedView("流动站点", "mobile=yes"),
        SavedView("已撤销", "use=closed"),
    )  # fmt: skip
    empty = Empty(
        "没有您看得到的站点",
        "站点由人大代表工作机构设立；看不到本站的，请上级人大工作机构在站点页面点“任命工作人员”，选您的姓名。",
    )

    def rows(self) -> QuerySet:
        rows = super().rows().select_related("tier", "kind", "area")
        if any(column.name == "brand" for column in self.chosen):
            rows = rows.prefetch_related("brands")
        return with_deputies(rows, timezone.localdate())

    def actions(self) -> list[Action]:
        found = [
            Action("地图", page_url("stations:map"), icon="map-pin"),
            Action("网格", page_url("stations:grids"), icon="list"),
            Action("观察监测", page_url("stations:observations"), icon="eye"),
            Action("站点树", page_url("stations:tree"), icon="list"),
        ]
        if holds(self.request.user, *READERS, Role.DEPUTY):
            found.append(Action("代表承诺", page_url("stations:pledges"), icon="flag", more=True))
        if holds(self.request.user, Role.COMMITTEE, Role.LEADER, Role.DEPUTY):
            found.append(Action("组成人员联系代表", page_url("stations:links"), icon="users", more=True))
            found.append(Action("监督事项", page_url("stations:scrutinies"), icon="eye", more=True))
        if holds(self.request.user, *READERS):
            found.insert(2, Action("经费", page_url("stations:funds"), icon="file-text"))
            found.append(Action("领导联系指导", page_url("stations:guides"), icon="users", more=True))
        if holds(self.request.user, Role.COMMITTEE):
            found.append(
                Action("导入站点坐标", page_url("stations:sheet", "places"), icon="upload", more=True)
            )
            found.append(Action("导入网格", page_url("stations:sheet", "grids"), icon="upload", more=True))
            found.append(Action("未编组代表", page_url("stations:unassigned"), icon="users"))
            found.append(Action("设立站点", page_url("stations:station_new"), "primary", "plus"))
        return found


@login_required
def station_tree(request: HttpRequest) -> HttpResponse:
    """All stations in sight as a tree that folds."""
    rows = Station.objects.visible_to(request.user).in_use().select_related("tier", "kind").order_by("path")
    nodes = _nested(list(with_deputies(rows, timezone.localdate())))
    context = {"title": "站点树", "nodes": nodes, "crumbs": [Crumb("联络站", page_url("stations:stations"))]}
    return render(request, "stations/tree.html", context)


def _nested(rows: list[Station]) -> list[dict[str, Any]]:
    """Rows in path order as nodes {"station", "below"}; a row whose parent is out of sight stands on top."""
    tops: list[dict[str, Any]] = []
    line: list[dict[str, Any]] = []
    for row in rows:
        node = {"station": row, "below": []}
        while line and not row.path.startswith(line[-1]["station"].path):
            line.pop()
        (line[-1]["below"] if line else tops).append(node)
        line.append(node)
    return tops


@login_required
def station_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one station."""
    station = get_object_or_404(
        Station.objects.visible_to(request.user).select_related("tier", "kind", "area"), pk=pk
    )
    return render(request, "stations/case.html", {"case": station_case(station, request.user)})
