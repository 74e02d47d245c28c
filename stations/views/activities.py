"""Activities of stations and groups: list, page, form, photos."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from deputies.models import Deputy, Group
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.filters import Few
from offices.posts import holds
from pages.actions import Crumb
from pages.addresses import page_url
from pages.casefile import CaseFile, Fact, Offer, Part
from pages.columns import Column
from pages.dates import cn_date
from pages.files import serve
from pages.filters import DayRange, Pick
from pages.lists import Action, Empty, ListPage, SavedView
from stations.actors import STATION_ROLES, runs, staffs, station_of
from stations.choices import Purpose
from stations.counts import with_participants
from stations.filters import Placed, area_filter, station_filter
from stations.forms.activities import ActivityForm, PhotoForm
from stations.models import Activity, ActivityPhoto, Brand, Label
from stations.tables import own_page

RECORDERS = (*STATION_ROLES, Role.COMMITTEE)
LISTERS = (*RECORDERS, Role.LEADER)  # as stations.views.labels
MOST_PHOTOS = 20


class ActivityFilters(Placed):
    rare = ("kind", "campaign", "service")

    purpose = django_filters.ChoiceFilter(
        label="归入", choices=Purpose.choices, field_name="kind__purpose", empty_label="全部"
    )
    kind = Few(label="类别", queryset=Label.objects.filter(sort="kind"), empty_label="全部")
    campaign = Few(label="主题活动", queryset=Label.objects.filter(sort="campaign"), empty_label="全部")
    service = Few(label="服务类别", queryset=Label.objects.filter(sort="service"), empty_label="全部")
    function = Few(label="平台功能", queryset=Label.objects.filter(sort="function"), empty_label="全部")
    brand = Few(
        label="品牌", queryset=lambda request: Brand.objects.visible_to(request.user), empty_label="全部"
    )
    group = Pick(label="代表小组", queryset=lambda request: Group.objects.visible_to(request.user),
                 options="stations:group-options")  # fmt: skip
    station = station_filter()
    area = area_filter()
    on = DayRange(label="活动日期")


def deputy_names(row: Activity) -> str:
    return "、".join(deputy.name for deputy in row.deputies.all())


class ActivityList(ListPage):
    """What stations and groups did."""

    title, model, filters, search = "活动", Activity, ActivityFilters, True
    search_hint = "主题、地点"
    columns = (
        Column("on", "日期", kind="date", sort="on"),
        Column("theme", "主题", link=own_page, width=36),
        Column("kind", "类别", "kind.name", joins=("kind",)),
        Column("station", "联络站", "station.name", joins=("station",), width=30),
        Column("group", "代表小组", "group.name", joins=("group",), width=20),
        Column("function", "平台功能", "function.name", joins=("function",), shown=False),
        Column("campaign", "主题活动", "campaign.name", joins=("campaign",), shown=False),
        Column("service", "服务类别", "service.name", joins=("service",), shown=False),
        Column("study", "学习内容", shown=False, width=30),
        Column("brand", "品牌", "brand.name", joins=("brand",), shown=False),
        Column("place", "地点", width=24, shown=False),
        Column("deputies", "参加代表", deputy_names, width=30, shown=False),
        Column("count", "代表人数", "count", kind="number"),
        Column("others", "群众等人数", kind="number", shown=False),
        Column("done", "内容", width=50, shown=False),
        Column("outcome", "成果", width=40, shown=False),
        Column("recorded_by", "登记人", "recorded_by.name", joins=("recorded_by",), shown=False),
    )
    order = ("-on",)
    views = (
        SavedView("全部"), SavedView("小组活动", "purpose=group"), SavedView("学习履职交流", "purpose=study"),
        SavedView("走访联系", "purpose=walk"), SavedView("为民办实事", "purpose=service"), SavedView("述职", "purpose=report"),
    )  # fmt: skip
    empty = Empty("还没有活动", "联络站和代表小组开展活动后在这里登记，台账、频次和品牌页面都从这里取数。")

    def rows(self) -> QuerySet:
        rows = with_participants(super().rows())
        if all(column.name != "deputies" for column in self.chosen):
            return rows
        names = Deputy.objects.visible_to(self.request.user).order_by("sort_key", "pk")
        return rows.prefetch_related(Prefetch("deputies", names))

    def actions(self) -> list[Action]:
        found = [
            Action("品牌", page_url("stations:brands"), icon="star"),
            Action("联系选民", page_url("stations:contacts"), icon="users"),
        ]
        if holds(self.request.user, *LISTERS):
            found.append(Action("活动频次", page_url("stations:frequency"), icon="clock"))
            found.append(Action("统计", page_url("stations:work"), icon="chart-bar"))
            found.append(Action("找专业代表", page_url("stations:services"), icon="users", more=True))
            found.append(Action("类别与功能清单", page_url("stations:labels"), icon="list"))
        if holds(self.request.user, *RECORDERS):
            found.append(Action("登记活动", page_url("stations:activity_new"), "primary", "plus"))
        return found

    def crumbs(self) -> list[Crumb]:
        return [Crumb("联络站", page_url("stations:stations")), Crumb(self.title)]


def activity_of(request: HttpRequest, pk: int) -> Activity:
    """An activity in sight, with what its page reads; 404 for all others."""
    rows = Activity.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related(
            "station", "group", "kind", "function", "campaign", "service", "brand", "area", "recorded_by"
        ),
        pk=pk,
    )


def keeps(user: Any, row: Activity) -> bool:
    """May the person correct it? The station's own staff, and the office that looks after the area."""
    return runs(user, row.area_id) or bool(row.station_id and staffs(user, row.station_id))


def _kept(request: HttpRequest, pk: int) -> Activity:
    row = activity_of(request, pk)
    if not keeps(request.user, row):
        raise PermissionDenied
    return row


@login_required
def activity_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one activity."""
    row = activity_of(request, pk)
    mine = keeps(request.user, row)
    here = row.deputies.order_by("sort_key", "pk")
    photos = list(ActivityPhoto.objects.visible_to(request.user).filter(activity=row).order_by("pk"))
    offers = [
        Offer("修改", reverse("stations:activity_edit", args=(row.pk,))),
        Offer("添加照片", reverse("stations:activity_photo", args=(row.pk,)), form=PhotoForm()),
        Offer("删除", reverse("stations:activity_drop", args=(row.pk,)), style="danger"),
    ]  # fmt: skip
    case = CaseFile(
        title=row.theme, kind=str(row.kind), summary=_facts(row), offers=offers if mine else [],
        waiting="活动由联络站登记和更正。",
        parts=[part for part in (
            Part("参加代表", text="、".join(deputy.name for deputy in here) or "—"),
            Part("学习内容", text=row.study) if row.study else None,
            Part("活动内容", text=row.done),
            Part("成果或办理结果", text=row.outcome) if row.outcome else None,
            Part("照片", template="stations/_photos.html", data=photos) if photos else None,
        ) if part],
        crumbs=[Crumb("活动", page_url("stations:activities")), Crumb(row.theme)],
    )  # fmt: skip
    return render(request, "stations/case.html", {"case": case})


def _facts(row: Activity) -> list[Fact]:
    return [
        Fact("日期", row.on), Fact("地点", row.place),
        *([Fact("联络站", row.station, row.station.get_absolute_url())] if row.station else []),
        *([Fact("代表小组", row.group)] if row.group else []),
        Fact("平台功能", row.function),
        *([Fact("主题活动", row.campaign)] if row.campaign else []),
        *([Fact("服务类别", row.service)] if row.service else []),
        *([Fact("品牌", row.brand, row.brand.get_absolute_url())] if row.brand else []),
        Fact("群众和其他人员", f"{row.others}人"), Fact("登记人", row.recorded_by),
    ]  # fmt: skip


def _page(request: HttpRequest, title: str, form: Any, back: str) -> HttpResponse:
    crumbs = [Crumb("活动", page_url("stations:activities")), Crumb(title)]
    intro = "在这里登记一次，四簿一册、活动频次和代表履职情况自动取用，不必另外填表。"
    context = {"title": title, "form": form, "back": back, "crumbs": crumbs, "intro": intro}
    return render(request, "pages/form.html", context)


@login_required
def new_activity(request: HttpRequest) -> HttpResponse:
    """Write down an activity once it has been held."""
    user = request.user
    if not holds(user, *RECORDERS):
        raise PermissionDenied
    first = {"station": request.GET.get("station") or station_of(user), "kind": request.GET.get("kind")}
    form = ActivityForm(request.POST or None, user=user, initial=first)
    if request.method == "POST" and form.is_valid():
        row = _save(user, form, "登记活动")
        messages.success(request, "已登记活动。可以在本页添加照片。")
        return redirect(row)
    return _page(request, "登记活动", form, page_url("stations:activities"))


@login_required
def edit_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was written down."""
    row = _kept(request, pk)
    form = ActivityForm(request.POST or None, user=request.user, instance=row)
    if request.method == "POST" and form.is_valid():
        _save(request.user, form, "更正活动")
        messages.success(request, "已保存。")
        return redirect(row)
    return _page(request, "修改活动", form, row.get_absolute_url())


@transaction.atomic
def _save(user: Any, form: ActivityForm, verb: str) -> Activity:
    row = form.save(commit=False)
    row.area = row.station.area if row.station else row.group.area
    row.recorded_by = row.recorded_by or user
    row.save()
    row.deputies.set(form.cleaned_data["deputies"])
    data = {"on": row.on, "deputies": len(form.cleaned_data["deputies"]), "fields": form.changed_data}
    enter(EntryKind.DEED, verb, user, subject=row, data=data)
    return row


@login_required
def drop_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a row back that was written by mistake: the row goes, the journal keeps it."""
    row = _kept(request, pk)
    if request.method == "POST":
        with transaction.atomic():
            data = {"on": row.on, "place": row.place, "deputies": row.participations.count()}
            enter(EntryKind.DEED, "删除活动", request.user, subject=row, data=data)
            for photo in row.photos.all():
                transaction.on_commit(lambda file=photo.file: file.delete(save=False))
            row.delete()
        messages.success(request, "已删除。")
        return redirect("stations:activities")
    question = f"删除{cn_date(row.on)}的活动“{row.theme}”？台账和频次将不再计入，照片一并删除，不能恢复。"
    context = {"title": "删除活动", "question": question, "label": "删除", "style": "danger"}
    return render(request, "pages/confirm.html", context | {"back": row.get_absolute_url()})


@login_required
@require_POST
def add_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """One photo more."""
    row = _kept(request, pk)
    form = PhotoForm(request.POST, request.FILES)
    count = row.photos.count()
    if not form.is_valid() or count >= MOST_PHOTOS:
        said = "；".join(form.errors.get("photo", [])) or f"一次活动最多{MOST_PHOTOS}张照片。"
        messages.error(request, said)
        return redirect(row)
    file = form.cleaned_data["photo"]
    name = f"照片{count + 1}.{file.kind.extension}"
    ActivityPhoto.objects.visible_to(request.user).create(activity=row, file=file, name=name, size=file.size)
    messages.success(request, "已添加照片。")
    return redirect(row)


@login_required
def activity_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A photo, for those who may see its activity."""
    row = get_object_or_404(ActivityPhoto.objects.visible_to(request.user), pk=pk)
    return serve(row.file, row.name, inline=True)
