"""The filter bars of stations, reception days and opinions."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from deputies.models import Deputy
from offices.choices import Role
from offices.filters import Few, categories
from offices.models import Area, Office
from offices.posts import holds
from offices.scope import scope_of
from pages.filters import DayRange, FilterSet, Pick
from stations.choices import (
    TO_TELL,
    UNFINISHED_DAYS,
    Channel,
    OpinionLevel,
    OpinionState,
    ReceptionMode,
    ReceptionState,
    Route,
)
from stations.models import Staff, Station, Stationing, StationKind, Tier

YES_NO = (("yes", "是"), ("no", "否"))
S = OpinionState
STAGES = (
    ("opened", "待处理"), ("pending", "待批办"), ("referred", "转办中"), ("offered", "待代表提建议"), ("suggested", "已转为建议"),
    ("tell", "待告知选民"), ("displeased", "不满意待回访"), ("closed", "已办结"), ("overdue", "已超期"),
)  # fmt: skip
WHEN = (
    ("coming", "今天起"),
    ("today", "今天"),
    ("upcoming", "即将接待"),
    ("unpublished", "待公告"),
    ("late", "逾期未归档"),
    ("past", "已过"),
    ("all", "全部"),
)
AHEAD = ("coming", "today", "upcoming", "unpublished")  # read from the nearest day on
SPANS = ("coming", "all")  # where a tab says enough


def area_filter() -> Pick:
    return Pick(
        label="行政区域", queryset=Area.objects.all(), options="stations:area-options", method="in_area"
    )


def station_filter() -> Pick:
    """A station with all below it."""
    return Pick(label="联络站", queryset=lambda request: Station.objects.visible_to(request.user),
                options="stations:options", method="in_station")  # fmt: skip


class Placed(FilterSet):
    """What filters by place have in common: ids, not joins, so that the indexes serve.

    place: the way from the rows to what has station and area, with its underscores.
    """

    place = ""

    def in_area(self, rows: QuerySet, name: str, area: Area) -> QuerySet:
        return rows.filter(
            **{f"{self.place}area__in": list(Area.objects.get_tree(area).values_list("pk", flat=True))}
        )

    def in_station(self, rows: QuerySet, name: str, station: Station) -> QuerySet:
        below = Station.objects.visible_to(self.request.user).filter(path__startswith=station.path)
        return rows.filter(**{f"{self.place}station__in": list(below.values_list("pk", flat=True))})


class StationFilters(Placed):
    area = area_filter()
    tier = Few(label="层级", queryset=Tier.objects.all(), empty_label="全部")
    kind = Few(label="类型", queryset=StationKind.objects.all(), empty_label="全部")
    use = django_filters.ChoiceFilter(label="状态", choices=(("open", "在用"), ("closed", "已撤销")), method="in_use",
                                      empty_label="全部")  # fmt: skip
    mobile = django_filters.ChoiceFilter(
        label="流动站点", choices=YES_NO, method="is_mobile", empty_label="全部"
    )

    def in_use(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(closed_on__isnull=value == "open")

    def is_mobile(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(mobile=value == "yes")


class ReceptionFilters(Placed):
    rare = ("mode",)

    when = django_filters.ChoiceFilter(label="时间", choices=WHEN, method="at_time", empty_label=None)
    state = django_filters.ChoiceFilter(label="状态", choices=ReceptionState.choices, empty_label="全部")
    mine = django_filters.ChoiceFilter(
        label="范围", choices=(("yes", "我的"),), method="of_mine", empty_label="全部"
    )
    station = station_filter()
    area = area_filter()
    on = DayRange(label="接待日期")
    mode = django_filters.ChoiceFilter(label="接待方式", choices=ReceptionMode.choices, empty_label="全部")

    def at_time(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return when(rows, value, timezone.localdate())

    def described(self) -> list[tuple[str, str, str]]:
        """Without the two spans between which one only changes."""
        plain = {label for value, label in WHEN if value in SPANS}
        return [told for told in super().described() if not (told[0] == "when" and told[2] in plain)]

    def of_mine(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """A deputy's own duties; for staff the days of their very station."""
        user = self.request.user
        if holds(user, Role.DEPUTY):
            return rows.filter(roster__deputy__in=scope_of(user).ids("deputy"))
        own = Staff.objects.visible_to(user).in_force(timezone.localdate()).filter(post__user=user)
        return rows.filter(station__in=list(own.values_list("station", flat=True)))


def when(rows: QuerySet, value: str, today: dt.date) -> QuerySet:
    """Reception days by their place in time; worklists and tabs use the same words."""
    return rows.filter({
        "coming": Q(on__gte=today),
        "all": Q(),
        "today": Q(on=today) & ~Q(state=ReceptionState.CANCELLED),
        "upcoming": Q(on__gte=today, state__in=UNFINISHED_DAYS),
        "unpublished": Q(on__gte=today, state=ReceptionState.PLANNED),
        "late": Q(on__lt=today, state__in=UNFINISHED_DAYS),
        "past": Q(on__lt=today),
    }[value])  # fmt: skip


def followed(rows: QuerySet, user: Any) -> QuerySet:
    """Opinions that a deputy is asked to follow and that are still being handled."""
    return rows.filter(overseer__in=scope_of(user).ids("deputy"), state=OpinionState.REFERRED)


class OpinionFilters(Placed):
    rare = ("watched",)

    stage = django_filters.ChoiceFilter(label="状态", choices=STAGES, method="at_stage", empty_label="全部")
    route = django_filters.ChoiceFilter(label="处理方式", choices=Route.choices, empty_label="全部")
    channel = django_filters.ChoiceFilter(label="反映渠道", choices=Channel.choices, empty_label="全部")
    level = django_filters.ChoiceFilter(label="解决层面", choices=OpinionLevel.choices, empty_label="全部")
    category = django_filters.ChoiceFilter(label="类别", choices=categories, empty_label="全部")
    watched = django_filters.ChoiceFilter(
        label="代表督办",
        choices=(("yes", "有督办代表"), ("mine", "请我督办的")),
        method="is_watched",
        empty_label="全部",
    )
    office = Pick(label="转交单位", queryset=Office.objects.all(), options="stations:office-options")
    station = station_filter()
    area = area_filter()
    opened_on = DayRange(label="受理日期")

    def at_stage(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return stage(rows, value, timezone.localdate())

    def is_watched(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return followed(rows, self.request.user) if value == "mine" else rows.filter(overseer__isnull=False)


def stage(rows: QuerySet, value: str, today: dt.date) -> QuerySet:
    """Opinions by where they stand; worklists and tabs use the same words."""
    if value == "overdue":
        return rows.overdue(today)
    if value == "tell":
        return rows.filter(state__in=TO_TELL)
    if value == "displeased":
        return rows.displeased()
    return rows.filter(state=value)


class QuotaFilters(Placed):
    """Deputies by quota; the list itself reads the year."""

    year = django_filters.ChoiceFilter(
        label="年度", choices=lambda: recent_years(), method="of_year", empty_label="本年"
    )
    lacking = django_filters.ChoiceFilter(label="次数", choices=(("yes", "不足"), ("no", "已达到")), method="is_lacking",
                                          empty_label="全部")  # fmt: skip
    station = station_filter()

    def of_year(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows

    def is_lacking(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(lacking_days__gt=0) if value == "yes" else rows.filter(lacking_days=0)

    def in_station(self, rows: QuerySet, name: str, station: Station) -> QuerySet:
        below = Station.objects.visible_to(self.request.user).filter(path__startswith=station.path)
        there = Stationing.objects.visible_to(self.request.user).in_force(timezone.localdate())
        return rows.filter(pk__in=there.filter(station__in=below.values("pk")).values("deputy"))


def recent_years() -> list[tuple[str, str]]:
    year = timezone.localdate().year
    return [(str(one), f"{one}年") for one in range(year + 1, year - 4, -1)]


class AbsenceFilters(FilterSet):
    when = django_filters.ChoiceFilter(label="时间", choices=(("ahead", "现在和今后"), ("past", "已过去")), method="at_time",
                                       empty_label="全部")  # fmt: skip
    deputy = Pick(label="代表", queryset=lambda request: Deputy.objects.visible_to(request.user),
                  options="stations:deputy-options")  # fmt: skip

    def at_time(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        return rows.filter(ends_on__gte=today) if value == "ahead" else rows.filter(ends_on__lt=today)
