"""Standards of an area, how far the stations have come, and the checklist of one station."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from pages.actions import Crumb
from pages.addresses import row_url
from pages.columns import Badge, Column
from pages.files import serve
from pages.lists import Empty, SavedView
from pages.paging import Page
from stations.actors import runs, staffs
from stations.filters import Placed, area_filter, station_filter
from stations.forms.standards import ChecklistForm, PhotoForm
from stations.models import StandardCheck, StandardItem, StandardPhoto, Station
from stations.reaching import reaching
from stations.standards import Standing, note_check, standings
from stations.views.building import HOME, BuildingList, may_read

REACH = (("full", "全部达标"), ("lacking", "尚有欠缺"), ("none", "没有适用标准"))


def seen_standings(request: HttpRequest) -> dict[int, Standing]:
    """Every open station in sight beside its standard, for a file of all; looked up once a request."""
    if not hasattr(request, "standings"):
        rows = Station.objects.visible_to(request.user).in_use().select_related("area", "tier")
        request.standings = standings(rows)
    return request.standings


class StandingFilters(Placed):
    reach = django_filters.ChoiceFilter(label="达标", choices=REACH, method="reached", empty_label="全部")
    area = area_filter()
    station = station_filter()

    def reached(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return reaching(rows, value, timezone.localdate())

    def in_station(self, rows: QuerySet, name: str, station: Station) -> QuerySet:
        return rows.filter(path__startswith=station.path)


def reach_of(one: Standing) -> str:
    if not one.standard:
        return "none"
    return "full" if one.complete else "lacking"


def reach_badge(one: Standing) -> Badge:
    colour = {"full": "green", "lacking": "orange", "none": "grey"}[reach_of(one)]
    return Badge(dict(REACH)[reach_of(one)], colour)


def checklist_url(station: Station) -> str:
    return row_url("stations:checklist", station.pk)


class StandingList(BuildingList):
    """Stations beside their standard: how many items they have, and what lacks."""

    title, model, filters = "达标情况", Station, StandingFilters
    order = ("path",)
    views = (SavedView("全部"), SavedView("全部达标", "reach=full"), SavedView("尚有欠缺", "reach=lacking"))
    note = "系统已有记录的项目自动核对，不用填写；其余由联络站登记。点站名打开清单。"
    empty = Empty("没有站点", "换一个筛选条件试试。")

    def rows(self) -> QuerySet:
        return super().rows().filter(closed_on__isnull=True).select_related("area", "tier")

    def page(self) -> Page:
        """Only the stations shown are looked up."""
        page = super().page()
        self.request.standings = standings(page.rows)
        return page

    def get_columns(self) -> tuple[Column, ...]:
        def of(row: Station) -> Standing:
            return seen_standings(self.request)[row.pk]

        return (
            Column("name", "站点名称", link=checklist_url, sort="path", width=36),
            Column("area", "行政区域", "area.name"), Column("tier", "层级", "tier.name", shown=False),
            Column("standard", "建设标准", lambda s: str(of(s).standard or "")),
            Column("met", "已具备（项）", lambda s: of(s).met if of(s).standard else None, kind="number"),
            Column("items", "应具备（项）", lambda s: len(of(s).lines) if of(s).standard else None, kind="number"),
            Column("reach", "达标", lambda s: reach_badge(of(s)), kind="badge"),
            Column("lacking", "尚欠缺", lambda s: "、".join(of(s).lacking), width=50),
        )  # fmt: skip


def checked_station(request: HttpRequest, pk: int) -> Station:
    """An open station in sight, or 404."""
    may_read(request.user)
    rows = Station.objects.visible_to(request.user).in_use().select_related("area", "tier")
    return get_object_or_404(rows, pk=pk)


def may_check(user: Any, station: Station) -> bool:
    return staffs(user, station.pk) or runs(user, station.area_id)


@login_required
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist of one station: read by all who see it, filled by its staff and the committee's office."""
    station = checked_station(request, pk)
    standing, writes = standings([station], beside=("checked_by",))[pk], may_check(request.user, station)
    form = ChecklistForm(request.POST if request.method == "POST" else None, standing=standing)
    if request.method == "POST":
        if not writes:
            raise PermissionDenied
        if form.is_valid():
            with transaction.atomic():
                done = form.write(request.user)
            messages.success(request, f"已保存{done}项。" if done else "没有变化。")
            return redirect("stations:checklist", pk)
    photos: dict[int, list[StandardPhoto]] = {}
    rows = StandardPhoto.objects.visible_to(request.user).filter(check_row__station=station)
    for row in rows.select_related("check_row").order_by("pk"):
        photos.setdefault(row.check_row.item_id, []).append(row)
    context = {
        "title": f"{station}：建设标准", "station": station, "standing": standing, "form": form, "writes": writes,
        "lines": [(line, met, note, photos.get(line.item.pk, [])) for line, met, note in form.rows()],
        "crumbs": [HOME, Crumb("达标情况", reverse("stations:standings")), Crumb(station.name)],
    }  # fmt: skip
    return render(request, "stations/checklist.html", context)


@login_required
def add_photo(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """A picture that shows one item at one station."""
    station = checked_station(request, pk)
    if not may_check(request.user, station):
        raise PermissionDenied
    thing = get_object_or_404(StandardItem.objects.visible_to(request.user), pk=item, active=True)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        keep_photo(request, station, thing, form.cleaned_data["file"])
        return redirect("stations:checklist", pk)
    context = {
        "title": f"{thing}：添加照片",
        "form": form,
        "intro": str(station),
        "back": checklist_url(station),
    }
    return render(request, "pages/form.html", context)


@transaction.atomic
def keep_photo(request: HttpRequest, station: Station, item: StandardItem, file: Any) -> None:
    row = StandardCheck.objects.visible_to(request.user).filter(station=station, item=item).first()
    row = row or note_check(request.user, station, item, None, "")
    row.photos.create(file=file, name=file.name[:120], size=file.size, sent_by=request.user)
    enter(EntryKind.DEED, "上传建设标准照片", request.user, subject=station, data={"item": item.title})
    messages.success(request, f"已添加照片“{file.name}”。")


def photo_of(request: HttpRequest, pk: int) -> StandardPhoto:
    rows = StandardPhoto.objects.visible_to(request.user).select_related(
        "check_row__station", "check_row__item"
    )
    return get_object_or_404(rows, pk=pk)


@login_required
def photo(request: HttpRequest, pk: int) -> FileResponse:
    row = photo_of(request, pk)
    return serve(row.file, row.name, inline=True)


@login_required
@require_POST
def drop_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a picture away; the journal keeps that it was there."""
    row = photo_of(request, pk)
    station = row.check_row.station
    if not may_check(request.user, station):
        raise PermissionDenied
    data = {"item": row.check_row.item.title, "name": row.name}
    with transaction.atomic():
        enter(EntryKind.DEED, "删除建设标准照片", request.user, subject=station, data=data)
        storage, name = row.file.storage, row.file.name
        row.delete()
        transaction.on_commit(lambda: storage.delete(name))
    messages.success(request, "已删除照片。")
    return redirect("stations:checklist", station.pk)
