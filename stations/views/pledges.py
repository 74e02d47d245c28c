"""Deputies' promises (亮承诺): entered by the deputy or by his station, shown on his public page."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from deputies.models import Deputy
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import holds
from offices.scope import scope_of
from pages.actions import Action, Crumb
from pages.addresses import row_url
from pages.columns import Badge, Column, without_links
from pages.lists import Empty, ListPage, SavedView
from stations.actors import STATION_ROLES, runs, staffs, station_of
from stations.filters import Placed, area_filter, station_filter
from stations.forms.pledges import PledgeForm
from stations.models import Pledge

KEEPERS = (*STATION_ROLES, Role.COMMITTEE, Role.DEPUTY)
STANDS = (("open", "公布中"), ("done", "已兑现"), ("withdrawn", "已撤下"))


def pledge_badge(row: Pledge) -> Badge:
    if row.withdrawn_on:
        return Badge("已撤下", "grey")
    return Badge("已兑现", "green") if row.done_on else Badge("公布中", "blue")


class PledgeFilters(Placed):
    stand = django_filters.ChoiceFilter(label="状态", choices=STANDS, method="of_stand", empty_label="全部")
    station = station_filter()
    area = area_filter()

    def in_area(self, rows: QuerySet, name: str, area: Any) -> QuerySet:
        return rows.filter(station__area__path__startswith=area.path)

    def of_stand(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        there = rows.filter(withdrawn_on=None)
        return {
            "open": there.filter(done_on=None), "done": there.exclude(done_on=None),
            "withdrawn": rows.exclude(withdrawn_on=None),
        }[value]  # fmt: skip


class PledgeList(ListPage):
    """What deputies promised; a deputy reads his own."""

    title, model, filters = "代表承诺", Pledge, PledgeFilters
    columns = (
        Column("deputy", "代表", "deputy.name", width=12),
        Column("text", "承诺事项", link=lambda p: row_url("stations:pledge_edit", p.pk), width=50),
        Column("station", "联络站", "station.name", width=30), Column("made_on", "承诺日期", kind="date", sort="made_on"),
        Column("state", "状态", pledge_badge, kind="badge"), Column("done_on", "兑现日期", kind="date"),
        Column("result", "兑现情况", width=40),
    )  # fmt: skip
    order = ("-made_on",)
    views = (SavedView("全部"), *(SavedView(label, f"stand={value}") for value, label in STANDS))
    note = "公布中和已兑现的，在代表的公众页面显示。"
    empty = Empty("还没有代表承诺", "由代表本人或所在联络站登记，在代表的公众页面公布。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("deputy", "station")

    def get_columns(self) -> tuple[Column, ...]:
        return self.columns if holds(self.request.user, *KEEPERS) else without_links(self.columns, "text")

    def actions(self) -> list[Action]:
        if not holds(self.request.user, *KEEPERS):
            return []
        return [Action("登记承诺", reverse("stations:pledge_new"), "primary", "plus")]

    def crumbs(self) -> list[Crumb]:
        return [Crumb("联络站", reverse("stations:stations")), Crumb(self.title)]


def _own(user: Any) -> Deputy | None:
    return Deputy.objects.visible_to(user).filter(user=user).first() if holds(user, Role.DEPUTY) else None


def _home(own: Deputy | None) -> int | None:
    """The station of a deputy who writes for himself."""
    if own is None:
        return None
    return own.stationings.filter(ends_on=None).order_by("pk").values_list("station", flat=True).first()


def _keeps(user: Any, row: Pledge) -> bool:
    mine = holds(user, Role.DEPUTY) and row.deputy_id in scope_of(user).ids("deputy")
    return mine or staffs(user, row.station_id) or runs(user, row.station.area_id)


def _form(request: HttpRequest, title: str, row: Pledge | None) -> HttpResponse:
    user, own = request.user, _own(request.user)
    first = {} if row else {"station": station_of(user) or _home(own)}
    form = PledgeForm(request.POST or None, user=user, own=own, instance=row, initial=first)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save(commit=False)
            saved.deputy, saved.recorded_by = own or saved.deputy, saved.recorded_by or user
            saved.save()
            enter(EntryKind.DEED, title, user, subject=saved, data={"fields": form.changed_data})
        messages.success(request, "已保存。")
        return redirect("stations:pledges")
    listed = reverse("stations:pledges")
    context = {
        "title": title,
        "form": form,
        "back": listed,
        "crumbs": [Crumb("代表承诺", listed), Crumb(title)],
    }
    return render(request, "pages/form.html", context)


@login_required
def new_pledge(request: HttpRequest) -> HttpResponse:
    if not holds(request.user, *KEEPERS) or (holds(request.user, Role.DEPUTY) and _own(request.user) is None):
        raise PermissionDenied
    return _form(request, "登记代表承诺", None)


@login_required
def edit_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword it, say how it was kept, or take it down."""
    rows = Pledge.objects.visible_to(request.user).select_related("station", "deputy")
    row = get_object_or_404(rows, pk=pk)
    if not _keeps(request.user, row):
        raise PermissionDenied
    return _form(request, "修改代表承诺", row)
