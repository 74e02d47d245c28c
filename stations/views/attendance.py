"""Who was on duty and came (轮值到岗), and a year of the stations' work in numbers that open their rows."""

import datetime as dt

import django_filters
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from offices.choices import Role
from offices.limits import setting
from offices.posts import holds
from pages.actions import Crumb
from pages.addresses import page_url
from pages.columns import Badge, Column
from pages.filters import Year
from pages.lists import Empty, ListPage, SavedView
from stations.actors import STATION_ROLES
from stations.choices import ReceptionState
from stations.filters import Placed, area_filter, station_filter
from stations.forms.attendance import YearForm
from stations.labels import area_of
from stations.models import RosterEntry
from stations.year_of_work import kinds_of, participation, visits_of

READERS = (*STATION_ROLES, Role.COMMITTEE, Role.LEADER)
CAME = (("yes", "到岗"), ("no", "未到"), ("open", "未登记"))


def came_badge(row: RosterEntry) -> Badge:
    if row.attended is None:
        return Badge("未登记", "grey")
    return Badge("到岗", "green") if row.attended else Badge("未到", "orange")


class RosterFilters(Placed):
    place = "reception__"

    came = django_filters.ChoiceFilter(label="到岗", choices=CAME, method="of_came", empty_label="全部")
    held = django_filters.ChoiceFilter(
        label="接待日", choices=(("yes", "已归档"),), method="of_held", empty_label="全部"
    )
    year = Year(label="年度", field_name="reception__on", lookup_expr="year")
    station = station_filter()
    area = area_filter()

    def of_came(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(attended={"yes": True, "no": False, "open": None}[value])

    def of_held(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(reception__state=ReceptionState.CLOSED)


class RosterList(ListPage):
    """Every turn of duty; a deputy reads his own."""

    title, model, filters = "轮值到岗", RosterEntry, RosterFilters
    columns = (
        Column("on", "接待日期", "reception.on", kind="date", link=lambda r: r.reception.get_absolute_url()),
        Column("deputy", "代表", "deputy.name", width=12), Column("station", "联络站", "reception.station.name", width=36),
        Column("came", "到岗", came_badge, kind="badge"), Column("remark", "备注", width=30),
        Column("state", "接待日状态", "reception.get_state_display"), Column("reason", "排班依据", shown=False, width=30),
    )  # fmt: skip
    order = ("-pk",)
    views = (
        SavedView("全部"), SavedView("已到岗", "held=yes&came=yes"), SavedView("未到", "held=yes&came=no"),
    )  # fmt: skip
    empty = Empty("没有轮值记录", "安排接待日、登记到岗后，会出现在这里。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("reception__station", "deputy")

    def crumbs(self) -> list[Crumb]:
        return [Crumb("接待日", page_url("stations:receptions")), Crumb(self.title)]


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """A year: activities by kind with those who came, receptions, and how many of those on duty were there."""
    if not holds(request.user, *READERS):
        raise PermissionDenied
    form = YearForm(request.GET or None)
    year = form.chosen
    start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    span = f"on_after={start}&on_before={end}"
    came, due = participation(request.user, start, end)
    target = setting("participation_target", area_of(request.user)).number
    context = {
        "title": "站点工作统计", "form": form, "year": year, "at": timezone.now(),
        "kinds": kinds_of(request.user, start, end), "acts": f"{page_url('stations:activities')}?{span}",
        "visits": visits_of(request.user, start, end), "days": f"{page_url('stations:receptions')}?when=all&state=closed&{span}",
        "came": came, "due": due, "rate": f"{came * 100 / due:.1f}%" if due else "—", "target": target,
        "reached": bool(due) and came * 100 >= target * due, "roster": f"{page_url('stations:roster')}?held=yes&year={year}",
        "crumbs": [Crumb("活动", page_url("stations:activities")), Crumb("站点工作统计")],
    }  # fmt: skip
    return render(request, "stations/work.html", context)
