"""Which leader guides which station and group: the list, naming one, ending it."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Action, Crumb
from pages.addresses import row_url
from pages.columns import Column
from pages.lists import Empty, ListPage, SavedView
from stations.actors import runs
from stations.filters import Placed, area_filter, station_filter
from stations.forms.guides import GuideForm
from stations.guiding import finish, put
from stations.models import Guide
from stations.views.building import may_read

END = Column("end", "操作", lambda g: "" if g.ends_on else "结束",
             link=lambda g: row_url("stations:guide_end", g.pk), export=False)  # fmt: skip


class GuideFilters(Placed):
    mine = django_filters.ChoiceFilter(
        label="范围", choices=(("yes", "我联系的"),), method="of_mine", empty_label="全部"
    )
    now = django_filters.ChoiceFilter(
        label="状态", choices=(("yes", "现任"), ("no", "已结束")), method="in_force", empty_label="全部"
    )
    area = area_filter()
    station = station_filter()

    def of_mine(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(leader=acting_post(self.request.user).principal.user_id)

    def in_force(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(ends_on__isnull=value == "yes")


class GuideList(ListPage):
    """Leaders and what they guide."""

    title, model, filters = "领导联系指导", Guide, GuideFilters
    columns = (
        Column("leader", "联系领导", "leader.name", width=14),
        Column("station", "联络站", "station.name", width=36,
               link=lambda g: g.station.get_absolute_url() if g.station else ""),
        Column("group", "代表小组", "group.name", width=28,
               link=lambda g: g.group.get_absolute_url() if g.group else ""),
        Column("area", "行政区域", "area.name"), Column("starts_on", "自", kind="date", sort="starts_on"),
        Column("ends_on", "至", kind="date"),
    )  # fmt: skip
    order = ("-starts_on",)
    views = (SavedView("全部"), SavedView("现任", "now=yes"), SavedView("我联系的", "mine=yes&now=yes"))
    empty = Empty("还没有登记联系指导", "由人大代表工作机构登记常委会领导联系哪些联络站、代表小组。")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            may_read(request.user)
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet:
        return super().rows().select_related("leader", "station", "group", "area")

    def get_columns(self) -> tuple[Column, ...]:
        return (*self.columns, END) if holds(self.request.user, Role.COMMITTEE) else self.columns

    def actions(self) -> list[Action]:
        if not holds(self.request.user, Role.COMMITTEE):
            return []
        return [Action("登记联系指导", reverse("stations:guide_new"), "primary", "plus")]

    def crumbs(self) -> list[Crumb]:
        return [Crumb("联络站", reverse("stations:stations")), Crumb(self.title)]


@login_required
def new_guide(request: HttpRequest) -> HttpResponse:
    """Name one leader for several stations and groups at once."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    form = GuideForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = put(request.user, data["leader"], data["stations"], data["groups"], data["starts_on"])
        messages.success(request, f"已登记{made}项。" if made else "这些已由该领导联系，没有变化。")
        return redirect("stations:guides")
    listed = reverse("stations:guides")
    crumbs = [Crumb("领导联系指导", listed), Crumb("登记联系指导")]
    context = {"title": "登记联系指导", "form": form, "back": listed, "crumbs": crumbs}
    return render(request, "pages/form.html", context)


@login_required
def end_guide(request: HttpRequest, pk: int) -> HttpResponse:
    """End a guidance today; the row stays in the list."""
    may_read(request.user)
    rows = Guide.objects.visible_to(request.user).select_related("leader", "station", "group")
    row = get_object_or_404(rows, pk=pk)
    if not runs(request.user, row.area_id):
        raise PermissionDenied
    listed = reverse("stations:guides")
    if request.method == "POST":
        if row.ends_on is None:
            finish(request.user, row, max(timezone.localdate(), row.starts_on))
            messages.success(request, "已结束。")
        return redirect(listed)
    question = f"{row}到今天结束？以后的议题由其他联系领导或本区域领导审定。"
    context = {
        "title": "结束联系指导",
        "question": question,
        "label": "结束",
        "style": "danger",
        "back": listed,
    }
    return render(request, "pages/confirm.html", context)
