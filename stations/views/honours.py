"""Stars and plates of stations, those in force and those that ended."""

import django_filters
from django.db.models import QuerySet

from pages.addresses import row_url
from pages.columns import Badge, Column
from pages.labels import label
from pages.lists import Empty, SavedView
from stations.filters import Placed, area_filter, station_filter
from stations.grades import HonourKind
from stations.models import Honour
from stations.views.building import BuildingList

COLOURS = {HonourKind.STARS: "blue", HonourKind.PLATE: "green", HonourKind.REVOKED: "red"}


def honour_badge(row: Honour) -> Badge:
    return Badge(label(row, "kind"), COLOURS[HonourKind(row.kind)])


class HonourFilters(Placed):
    kind = django_filters.ChoiceFilter(label="种类", choices=HonourKind.choices, empty_label="全部")
    now = django_filters.ChoiceFilter(
        label="状态", choices=(("yes", "现有"), ("no", "已终止")), method="in_force", empty_label="全部"
    )
    number = django_filters.CharFilter(label="编号", lookup_expr="icontains")
    area = area_filter()
    station = station_filter()

    def in_force(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(ended_on__isnull=value == "yes")


class HonourList(BuildingList):
    """What stations were given and what was taken from them, newest first."""

    title, model, filters = "星级和授牌", Honour, HonourFilters
    columns = (
        Column("station", "联络站", "station.name", link=lambda h: row_url("stations:station", h.station_id), width=36),
        Column("area", "行政区域", "area.name"), Column("kind", "种类", honour_badge, kind="badge"),
        Column("name", "名称", width=30), Column("stars", "星级", lambda h: f"{h.stars}星" if h.stars else ""),
        Column("number", "编号", sort="number"), Column("granted_on", "授予日期", kind="date", sort="granted_on"),
        Column("ended_on", "终止日期", kind="date"), Column("why", "终止原因", "ended_because", width=40),
    )  # fmt: skip
    order = ("-granted_on",)
    views = (
        SavedView("全部"), SavedView("现有", "now=yes"), SavedView("示范点", "kind=plate&now=yes&sort=number"),
        SavedView("摘牌", "kind=revoked"),
    )  # fmt: skip
    note = "现有的星级和示范点在公众页面公布。"
    empty = Empty("还没有星级和授牌", "考评结果生效、示范点授牌后，会出现在这里。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("station", "area")
