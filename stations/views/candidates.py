"""The candidates of all selections of model stations: who was put up, what came of it, as a list and a sheet."""

import django_filters
from django.db.models import F, QuerySet

from offices.filters import Few
from pages.actions import Crumb
from pages.addresses import page_url, row_url
from pages.columns import Badge, Column
from pages.lists import Empty, SavedView
from stations.filters import Placed, area_filter, station_filter
from stations.grades import PlateState
from stations.models.plates import Candidate, PlateGroup, PlateRound
from stations.views.building import HOME, BuildingList

STANDS = (
    ("waiting", "待评分"),
    ("scored", "已评分"),
    ("within", "名额内"),
    ("beyond", "未入围"),
    ("given", "已授牌"),
)


def at_stage(rows: QuerySet, value: str) -> QuerySet:
    """Candidates by where they stand; the columns of the list use the same words."""
    placed = rows.filter(place__isnull=False)
    return {
        "waiting": rows.filter(score=None).exclude(round__state=PlateState.CANCELLED),
        "scored": rows.filter(score__isnull=False),
        "within": placed.filter(place__lte=F("round__cut")),
        "beyond": placed.filter(place__gt=F("round__cut")),
        "given": rows.filter(honour__isnull=False),
    }[value]  # fmt: skip


def result_badge(row: Candidate) -> Badge:
    """What came of it so far."""
    if row.honour:
        return Badge("授牌已终止", "grey") if row.honour.ended_on else Badge("已授牌", "green")
    if row.round.state == PlateState.CANCELLED:
        return Badge("评选已取消", "grey")
    if row.place:
        return Badge("名额内", "green") if row.place <= row.round.cut else Badge("未入围", "grey")
    return Badge("已评分", "blue") if row.score is not None else Badge("待评分", "orange")


class CandidateFilters(Placed):
    round = Few(
        label="评选", queryset=lambda request: PlateRound.objects.visible_to(request.user).order_by("-year", "-pk"),
        empty_label="全部",
    )  # fmt: skip
    stage = django_filters.ChoiceFilter(label="进展", choices=STANDS, method="of_stage", empty_label="全部")
    group = Few(
        label="验收组", queryset=lambda request: PlateGroup.objects.visible_to(request.user), empty_label="全部"
    )  # fmt: skip
    area = area_filter()
    station = station_filter()

    def of_stage(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return at_stage(rows, value)


class CandidateList(BuildingList):
    """Every station put up for a plate (seed row DL-04: 80 stand, three groups inspect, 40 get one)."""

    title, model, filters = "参选站点", Candidate, CandidateFilters
    columns = (
        Column("station", "联络站", "station.name", link=lambda c: row_url("stations:station", c.station_id), width=36),
        Column("area", "行政区域", "area.name"),
        Column("round", "评选", "round.name", link=lambda c: c.round.get_absolute_url(), width=36),
        Column("reason", "推荐理由", width=40), Column("group", "验收组", "group.name"),
        Column("score", "得分", kind="number", sort="score"), Column("place", "名次", kind="number", sort="place"),
        Column("result", "进展", result_badge, kind="badge"), Column("words", "验收意见", width=40),
        Column("plate", "牌匾", "honour.name", shown=False), Column("number", "牌匾编号", "honour.number"),
        Column("named_by", "提名人", "named_by.name", joins=("named_by",), shown=False),
        Column("named_at", "提名时间", kind="datetime", sort="named_at", shown=False),
        Column("scored_by", "评分人", "scored_by.name", joins=("scored_by",), shown=False),
    )  # fmt: skip
    order = ("-score",)
    views = (SavedView("全部"), *(SavedView(label, f"stage={value}") for value, label in STANDS))
    empty = Empty("没有参选站点", "由人大代表工作机构在“示范点评选”中提名。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("station", "area", "round", "group", "honour")

    def crumbs(self) -> list[Crumb]:
        return [HOME, Crumb("示范点评选", page_url("stations:plates_list")), Crumb(self.title)]
