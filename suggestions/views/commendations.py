"""Commending suggestions and units: the list of choices, one choice with who is on it, and its steps."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Action, Crumb, Empty
from pages.columns import Badge, Column
from pages.filters import FilterSet, Year
from pages.lists import ListPage
from suggestions.choices_meetings import Commended
from suggestions.commending import announce, keeps, name, take_out, with_counts
from suggestions.forms.commendations import AnnounceForm, CommendationForm, NameForm
from suggestions.models import Commendation, Nominee, Suggestion
from workflow.transitions import Refused

CRUMBS = [Crumb("代表建议", "/suggestions/"), Crumb("评优", "/suggestions/commendations/")]


def state_badge(commendation: Commendation) -> Badge:
    return Badge("已公布", "green") if commendation.announced_on else Badge("评选中", "orange")


class CommendationFilters(FilterSet):
    kind = django_filters.ChoiceFilter(label="评选", choices=Commended.choices, empty_label="全部")
    year = Year(label="年度")


class CommendationList(ListPage):
    """/suggestions/commendations/: those of one's area; what was announced, for everybody there."""

    title, model, filters = "评优", Commendation, CommendationFilters
    columns = (
        Column("title", "名称", link=lambda h: h.get_absolute_url(), width=36),
        Column("kind", "评选", "get_kind_display", width=16),
        Column("year", "年度", kind="number", width=8),
        Column("area", "行政区域", "area.name", width=16),
        Column("count", "入选", kind="number", width=8),
        Column("quota", "名额", kind="number", width=8),
        Column("state", "状态", state_badge, kind="badge", width=10),
        Column("decided_by", "决定机构", shown=False, width=24),
        Column("announced_on", "公布日期", kind="date", width=15),
    )
    order = ("-year",)
    empty = Empty(
        "还没有评优", "评选优秀代表建议、先进承办单位从“开展评选”开始；公布后当事的代表和单位会收到通知。"
    )

    def crumbs(self) -> list[Crumb]:
        return CRUMBS[:1]

    def rows(self) -> QuerySet:
        rows = Commendation.objects.visible_to(self.request.user).select_related("area")
        return with_counts(rows)

    def actions(self) -> list[Action]:
        if not holds(self.request.user, Role.COMMITTEE):
            return []
        return [Action("开展评选", reverse("suggestions:commendation-new"), "primary", "plus")]


@login_required
def commendation_new(request: HttpRequest) -> HttpResponse:
    """/suggestions/commendations/new/: for the congress office."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    fresh = Commendation(
        area=acting_post(request.user).principal.area, opened_by=request.user, opened_on=timezone.localdate()
    )
    form = CommendationForm(request.POST or None, instance=fresh)
    if request.method == "POST" and form.is_valid():
        return redirect(form.save())
    return _form(request, "开展评选", form, reverse("suggestions:commendations"))


def _form(request: HttpRequest, title: str, form: Any, back: str, intro: str = "") -> HttpResponse:
    context = {"title": title, "form": form, "back": back, "intro": intro, "crumbs": [*CRUMBS, Crumb(title)]}
    return render(request, "pages/form.html", context)


def _found(request: HttpRequest, pk: int) -> Commendation:
    return get_object_or_404(Commendation.objects.visible_to(request.user).select_related("area"), pk=pk)


def _kept(request: HttpRequest, pk: int) -> Commendation:
    one = _found(request, pk)
    if not keeps(one, request.user):
        raise PermissionDenied
    return one


@login_required
def commendation(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/commendations/<pk>/: who is on the list; a suggestion is linked for whoever may open it."""
    one = _found(request, pk)
    rows = Nominee.objects.visible_to(request.user).filter(commendation=one)
    rows = list(
        rows.select_related("suggestion__deputy", "suggestion__lead_office", "office", "named_by").order_by(
            "pk"
        )
    )
    mine = keeps(one, request.user) and one.announced_on is None
    known = Suggestion.objects.visible_to(request.user).filter(pk__in=[row.suggestion_id for row in rows])
    context = {
        "title": one.title, "commendation": one, "state": state_badge(one), "nominees": rows, "mine": mine,
        "known": set(known.values_list("pk", flat=True)), "actions": _actions(one, rows) if mine else [],
        "crumbs": [*CRUMBS, Crumb(one.title)],
    }  # fmt: skip
    return render(request, "suggestions/commendation.html", context)


def _actions(one: Commendation, rows: list[Nominee]) -> list[Action]:
    found = [Action("推荐", reverse("suggestions:commendation-name", args=(one.pk,)), "primary", "plus")]
    if rows:
        found.append(
            Action("公布结果", reverse("suggestions:commendation-announce", args=(one.pk,)), icon="send")
        )
    return found


@login_required
def commendation_name(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/commendations/<pk>/name/"""
    one = _kept(request, pk)
    form = NameForm(request.POST or None, commendation=one, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            count = name(one, form.named(), form.cleaned_data["reason"], request.user)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, f"已列入{count}个。")
            return redirect(one)
    intro = "系统按办理结果和代表评价列出可以考虑的，仅供参考；由您决定推荐谁。"
    return _form(request, f"推荐：{one}", form, one.get_absolute_url(), intro)


@require_POST
@login_required
def nominee_out(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/commendations/nominees/<pk>/out/"""
    row = get_object_or_404(Nominee.objects.visible_to(request.user).select_related("commendation"), pk=pk)
    if not keeps(row.commendation, request.user):
        raise PermissionDenied
    try:
        take_out(row, request.user)
    except Refused as no:
        messages.warning(request, str(no))
    return redirect(row.commendation)


@login_required
def commendation_announce(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/commendations/<pk>/announce/: cannot be undone, and says so."""
    one = _kept(request, pk)
    form = AnnounceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            announce(one, form.cleaned_data["decided_by"], form.cleaned_data["document"], request.user)
        except Refused as no:
            messages.warning(request, str(no))
        else:
            messages.success(request, "已公布，已通知有关代表和承办单位。")
        return redirect(one)
    intro = (
        f"名单上共{one.nominees.count()}个。公布后名单不能再改，有关代表和承办单位会收到通知，案卷上会标明。"
    )
    return _form(request, f"公布：{one}", form, one.get_absolute_url(), intro)
