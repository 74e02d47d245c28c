"""Money: stations against the standard of their tier, the entries, and what deputies may use."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.addresses import page_url, row_url
from pages.columns import Badge, Column
from pages.filters import DayRange, Year
from pages.labels import label
from pages.lists import Action, Empty, ListPage, SavedView
from stations.actors import STATION_ROLES, runs, staffs, station_of
from stations.choices import FundKind
from stations.filters import Placed, area_filter, recent_years, station_filter
from stations.forms.grids import FundForm
from stations.labels import area_of
from stations.models import FundEntry, Station
from stations.money import STANDS, needs, stand_of, stands, with_money

READERS = (*STATION_ROLES, Role.COMMITTEE, Role.LEADER)
RECORDERS = (*STATION_ROLES, Role.COMMITTEE)
COLOURS = {"none": "grey", "under": "orange", "within": "green", "above": "purple"}


class FundFilters(Placed):
    year = django_filters.ChoiceFilter(
        label="年度", choices=lambda: recent_years(), method="of_year", empty_label="本年"
    )
    stand = django_filters.ChoiceFilter(label="情况", choices=STANDS, method="at_stand", empty_label="全部")
    area = area_filter()

    def of_year(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows

    def at_stand(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return stands(rows, value)


def standard(row: Station) -> str:
    return f"{row.least}–{row.most}"


def stand_badge(row: Station) -> Badge:
    if row.spent > row.given:
        return Badge("支出超过拨付", "red")
    key = stand_of(row)
    return Badge(dict(STANDS)[key], COLOURS[key])


class FundList(ListPage):
    """Stations with what they were given and spent in a year, against the standard of their tier."""

    title, model, filters = "站点经费", Station, FundFilters
    columns = (
        Column("name", "站点", link=lambda s: f"{page_url('stations:fund_entries')}?station={s.pk}", width=36),
        Column("tier", "层级", "tier.name"), Column("area", "行政区域", "area.name", shown=False),
        Column("standard", "年度标准（元）", standard, width=16),
        Column("given", "已拨付（元）", kind="number"), Column("spent", "已支出（元）", kind="number"),
        Column("left", "结余（元）", kind="number"), Column("stand", "情况", stand_badge, kind="badge"),
    )  # fmt: skip
    order = ("path",)
    views = (SavedView("全部"), *(SavedView(label, f"stand={value}") for value, label in STANDS))
    empty = Empty("没有要列出的", "登记拨付和支出后，在这里与标准对照。")

    def rows(self) -> QuerySet:
        if not holds(self.request.user, *READERS):
            raise PermissionDenied
        asked = self.request.GET.get("year", "")
        years = {value for value, _ in recent_years()}
        year = int(asked) if asked in years else timezone.localdate().year
        self.note = f"{year}年。标准按层级由参数规定，联络点按联络点的标准。"
        return with_money(super().rows().in_use().select_related("tier", "area"), year)

    def actions(self) -> list[Action]:
        found = [Action("经费明细", page_url("stations:fund_entries"), icon="list")]
        if holds(self.request.user, Role.COMMITTEE, Role.LEADER):
            found.append(Action("代表活动经费测算", page_url("stations:fund_needs"), icon="users"))
        if holds(self.request.user, *RECORDERS):
            found.append(Action("登记经费", page_url("stations:fund_new"), "primary", "plus"))
        return found

    def crumbs(self) -> list[Crumb]:
        return [Crumb("联络站", page_url("stations:stations")), Crumb(self.title)]


class EntryFilters(Placed):
    kind = django_filters.ChoiceFilter(label="类别", choices=FundKind.choices, empty_label="全部")
    year = Year(label="年度")
    station = station_filter()
    on = DayRange(label="日期")


class FundEntries(ListPage):
    """Every allotment and spending."""

    title, model, filters = "经费明细", FundEntry, EntryFilters
    columns = (
        Column("on", "日期", kind="date", sort="on"), Column("station", "站点", "station.name", width=36),
        Column("kind", "类别", lambda e: Badge(label(e, "kind"), "green" if e.kind == "allotment" else "blue"), kind="badge"),
        Column("year", "年度", "year", kind="number"), Column("amount", "金额（元）", kind="number"),
        Column("item", "用途或来源", width=36), Column("document", "文件或凭证号", width=24),
        Column("recorded_by", "登记人", "recorded_by.name", shown=False),
    )  # fmt: skip
    order = ("-on",)
    views = (SavedView("全部"), SavedView("拨付", "kind=allotment"), SavedView("支出", "kind=spending"))
    empty = Empty("还没有登记", "人大代表工作机构登记拨付，联络站登记支出。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("station", "recorded_by")

    def get_columns(self) -> tuple[Column, ...]:
        """Deleting is for those who may record, each what is his to keep."""
        user = self.request.user
        if not holds(user, *RECORDERS):
            return self.columns
        drop = Column(
            "drop",
            "",
            lambda e: "删除" if _keeps(user, e) else "",
            link=lambda e: _drop(user, e),
            export=False,
        )
        return (*self.columns, drop)

    def actions(self) -> list[Action]:
        allowed = holds(self.request.user, *RECORDERS)
        return [Action("登记经费", page_url("stations:fund_new"), "primary", "plus")] if allowed else []

    def crumbs(self) -> list[Crumb]:
        return [Crumb("站点经费", page_url("stations:funds")), Crumb(self.title)]


@login_required
def new_fund(request: HttpRequest) -> HttpResponse:
    """Write down what was given or spent."""
    user = request.user
    if not holds(user, *RECORDERS):
        raise PermissionDenied
    first = {"station": request.GET.get("station") or station_of(user), "on": timezone.localdate()}
    form = FundForm(request.POST or None, user=user, initial=first)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            row = form.save(commit=False)
            row.area, row.recorded_by = row.station.area, user
            row.save()
            data = {"amount": row.amount, "year": row.year, "item": row.item}
            enter(EntryKind.DEED, f"登记经费{row.get_kind_display()}", user, subject=row, data=data)
        messages.success(request, f"已登记{row.get_kind_display()}{row.amount}元。")
        return redirect("stations:fund_entries")
    back = page_url("stations:funds")
    context = {
        "title": "登记经费",
        "form": form,
        "back": back,
        "crumbs": [Crumb("站点经费", back), Crumb("登记经费")],
    }
    return render(request, "pages/form.html", context)


def _drop(user: Any, row: FundEntry) -> str | None:
    return row_url("stations:fund_drop", row.pk) if _keeps(user, row) else None


def _keeps(user: Any, row: FundEntry) -> bool:
    return runs(user, row.area_id) or (row.kind == FundKind.SPENDING and staffs(user, row.station_id))


@login_required
def drop_fund(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry back that was written by mistake: the row goes, the journal keeps it."""
    row = get_object_or_404(FundEntry.objects.visible_to(request.user).select_related("station"), pk=pk)
    if not _keeps(request.user, row):
        raise PermissionDenied
    back = page_url("stations:fund_entries")
    if request.method == "POST":
        with transaction.atomic():
            data = {"amount": row.amount, "year": row.year, "on": row.on, "item": row.item}
            enter(EntryKind.DEED, f"删除经费{row.get_kind_display()}", request.user, subject=row, data=data)
            row.delete()
        messages.success(request, "已删除。")
        return redirect(back)
    question = f"删除{row.station}的{row.get_kind_display()}{row.amount}元（{row.item}）？删除后不能恢复，日志保留记录。"
    context = {"title": "删除经费", "question": question, "label": "删除", "style": "danger", "back": back}
    return render(request, "pages/confirm.html", context)


@login_required
def fund_needs(request: HttpRequest) -> HttpResponse:
    """How much the deputies of each level may use this year, by the standards in force."""
    user = request.user
    if not holds(user, Role.COMMITTEE, Role.LEADER):
        raise PermissionDenied
    year, area = timezone.localdate().year, area_of(user)
    rows = needs(user, area, year)
    context = {
        "title": "代表活动经费测算", "rows": rows, "year": year, "area": area, "sum": sum(row.total for row in rows),
        "crumbs": [Crumb("站点经费", page_url("stations:funds")), Crumb("代表活动经费测算")],
    }  # fmt: skip
    return render(request, "stations/fund_needs.html", context)
