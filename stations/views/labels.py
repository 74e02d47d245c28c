"""Brands with their activities, and the lists of words that an area keeps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.casefile import CaseFile, Fact, Offer, Part
from pages.columns import Badge, Column
from pages.lists import Action, Empty, ListPage
from stations.actors import STATION_ROLES, runs, staffs
from stations.choices import LabelSort
from stations.forms.activities import BrandForm, LabelForm
from stations.labels import FUNCTION_SETS, area_of, make_own, own_list
from stations.models import Activity, Brand, Label, Station
from stations.tables import own_page

KEEPERS = (*STATION_ROLES, Role.COMMITTEE)
SHOWN = 20


class BrandList(ListPage):
    """The brands of the area."""

    title, model = "特色品牌", Brand
    columns = (
        Column("name", "品牌", link=own_page, sort="name", width=30), Column("area", "行政区域", "area.name"),
        Column("stations", "站点数", "station_count", kind="number"),
        Column("activities", "活动次数", "activity_count", kind="number"),
        Column("since", "创建日期", kind="date", sort="since"),
        Column("use", "状态", lambda b: Badge("已停用") if b.ended_on else Badge("在用", "green"), kind="badge"),
        Column("intro", "做法介绍", shown=False, width=60),
    )  # fmt: skip
    order = ("name",)
    empty = Empty(
        "还没有品牌", "有特色做法的站点可以登记品牌，如“板凳议事院”；登记活动时选择品牌，这里自动汇总。"
    )

    def rows(self) -> QuerySet:
        rows = super().rows().select_related("area")
        return rows.annotate(
            station_count=Count("stations", distinct=True), activity_count=Count("activities", distinct=True)
        )

    def actions(self) -> list[Action]:
        allowed = holds(self.request.user, *KEEPERS)
        return [Action("登记品牌", reverse("stations:brand_new"), "primary", "plus")] if allowed else []

    def crumbs(self) -> list[Crumb]:
        return [Crumb("活动", reverse("stations:activities")), Crumb(self.title)]


def _keeps(user: Any, brand: Brand) -> bool:
    """The office of the area, and the staff of a station that works under the brand."""
    return runs(user, brand.area_id) or any(staffs(user, station.pk) for station in brand.stations.all())


def _brand(request: HttpRequest, pk: int) -> Brand:
    return get_object_or_404(Brand.objects.visible_to(request.user).select_related("area"), pk=pk)


@login_required
def brand_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A brand: what it is, which stations work under it, what they did."""
    brand, user = _brand(request, pk), request.user
    done = Activity.objects.visible_to(user).filter(brand=brand).select_related("kind").order_by("-on", "-pk")
    places = Station.objects.visible_to(user).filter(brands=brand).select_related("area").order_by("path")
    rows = [(one.on, one.get_absolute_url(), one.theme, Badge(one.kind.name, "blue")) for one in done[:SHOWN]]
    at = [(one.name, one.get_absolute_url(), one.area.name, None) for one in places]
    offers = [Offer("修改", reverse("stations:brand_edit", args=(brand.pk,)))] if _keeps(user, brand) else []
    if holds(user, *KEEPERS):
        offers.append(Offer("登记活动", reverse("stations:activity_new")))
    case = CaseFile(
        title=brand.name, kind="特色品牌", offers=offers, waiting="您可以查看这个品牌的活动。",
        badges=[Badge("已停用")] if brand.ended_on else [],
        summary=[Fact("行政区域", brand.area), Fact("创建日期", brand.since), Fact("停用日期", brand.ended_on)],
        parts=[
            Part("做法介绍", text=brand.intro or "还没有写介绍。"),
            Part("所属站点", template="stations/_rows.html", data={"rows": at, "empty": "还没有站点。"}),
            Part("活动", template="stations/_rows.html", data={
                "rows": rows, "empty": "还没有活动；登记活动时选择这个品牌。",
                "all": f"{reverse('stations:activities')}?brand={brand.pk}",
            }),
        ],
        crumbs=[Crumb("特色品牌", reverse("stations:brands")), Crumb(brand.name)],
    )  # fmt: skip
    return render(request, "stations/case.html", {"case": case})


def _brand_form(request: HttpRequest, title: str, brand: Brand | None) -> HttpResponse:
    form = BrandForm(request.POST or None, user=request.user, instance=brand)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            row = form.save(commit=False)
            if not row.pk:
                row.area, row.recorded_by = area_of(request.user), request.user
            row.save()
            form.save_m2m()
            enter(EntryKind.DEED, title, request.user, subject=row, data={"fields": form.changed_data})
        messages.success(request, "已保存。")
        return redirect(row)
    back = brand.get_absolute_url() if brand else reverse("stations:brands")
    crumbs = [Crumb("特色品牌", reverse("stations:brands")), Crumb(title)]
    return render(request, "pages/form.html", {"title": title, "form": form, "back": back, "crumbs": crumbs})


@login_required
def new_brand(request: HttpRequest) -> HttpResponse:
    if not holds(request.user, *KEEPERS):
        raise PermissionDenied
    return _brand_form(request, "登记品牌", None)


@login_required
def edit_brand(request: HttpRequest, pk: int) -> HttpResponse:
    brand = _brand(request, pk)
    if not _keeps(request.user, brand):
        raise PermissionDenied
    return _brand_form(request, "修改品牌", brand)


@login_required
def labels(request: HttpRequest) -> HttpResponse:
    """The three lists in force in the area; its office may make them its own."""
    if not holds(request.user, *KEEPERS, Role.LEADER):
        raise PermissionDenied
    area = area_of(request.user)
    lists = [
        {"sort": sort, "rows": list(Label.objects.used_in(area, sort)), "own": own_list(area, sort)}
        for sort in LabelSort
    ]
    context = {
        "title": "活动类别、平台功能与站点标签", "lists": lists, "area": area, "sets": FUNCTION_SETS,
        "edits": holds(request.user, Role.COMMITTEE),
        "crumbs": [Crumb("活动", reverse("stations:activities")), Crumb("清单")],
    }  # fmt: skip
    return render(request, "stations/labels.html", context)


@login_required
@require_POST
def own_labels(request: HttpRequest, sort: str) -> HttpResponse:
    """From now on the area keeps this list itself."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    if sort not in LabelSort.values:
        raise Http404
    make_own(request.user, area_of(request.user), sort, request.POST.get("set", ""))
    messages.success(request, f"“{LabelSort(sort).label}”已改为本区域自定，可以逐条修改。")
    return redirect("stations:labels")


@login_required
def edit_label(request: HttpRequest, sort: str = "", pk: int = 0) -> HttpResponse:
    """A word of the area's own list, new or changed; 404 for the common list, which nobody changes."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    area = area_of(request.user)
    if pk:
        row = get_object_or_404(Label, pk=pk, area=area)
    elif sort in LabelSort.values and own_list(area, sort):
        row = Label(area=area, sort=sort, order=Label.objects.filter(area=area, sort=sort).count() + 1)
    else:
        raise Http404
    form = LabelForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            data = {"list": row.get_sort_display(), "fields": form.changed_data}
            enter(EntryKind.DEED, "修改清单词条", request.user, subject=row, data=data)
        messages.success(request, "已保存。")
        return redirect("stations:labels")
    title = "修改词条" if pk else "添加词条"
    crumbs = [Crumb("清单", reverse("stations:labels")), Crumb(title)]
    context = {"title": title, "form": form, "back": reverse("stations:labels"), "crumbs": crumbs}
    return render(request, "pages/form.html", context)
