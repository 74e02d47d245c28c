"""/suggestions/late/: units whose replies stay out, with what was done about it; /suggestions/late/rows/ their rows."""

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from offices.choices import Role
from offices.models import Office
from offices.posts import holds
from pages.actions import Action, Crumb, Empty, SavedView
from pages.addresses import page_url
from pages.columns import Badge, Column
from pages.filters import FilterSet, Pick
from pages.lists import ListPage
from suggestions.bulks import bulk_actions
from suggestions.choices import EscalationLevel
from suggestions.lateness import LEVELS, by_unit, late_rows
from suggestions.measures import may_number, may_sign, number_afterwards, sign
from suggestions.models import Escalation, Suggestion
from suggestions.tables import late_days
from workflow.transitions import Refused

READERS = (Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER)
TONES = {"remind": "blue", "supervise": "orange", "circulate": "red", "account": "red"}
TEXTS = ("grams", "situation", "analysis", "proposal")


@login_required
def units(request: HttpRequest) -> HttpResponse:
    """The units, those with most late replies first; the office urges all of one unit in one go."""
    if not holds(request.user, *READERS):
        raise PermissionDenied
    today = timezone.localdate()
    found = by_unit(late_rows(request.user, today), today)
    context = {
        "title": "超期未答复的单位", "units": found, "count": sum(unit.count for unit in found),
        "urges": holds(request.user, Role.COMMITTEE),
        "crumbs": [Crumb("代表建议", page_url("suggestions:list"))],
    }  # fmt: skip
    return render(request, "suggestions/late.html", context)


@require_POST
@login_required
def escalation_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/escalations/<pk>/sign/: the unit signs for its 通报 or 问责通知书."""
    row = _escalation(request, pk)
    if not may_sign(row, request.user):
        raise PermissionDenied
    try:
        sign(row, request.user)
    except Refused as no:
        messages.info(request, str(no))
    else:
        messages.success(request, f"已签收{row.paper}。")
    return redirect(row.suggestion)


@require_POST
@login_required
def escalation_number(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/escalations/<pk>/number/: what was recorded before these papers were numbered gets its number."""
    row = _escalation(request, pk)
    if not may_number(row, request.user):
        if row.number and holds(request.user, Role.COMMITTEE):
            messages.info(request, f"已编为{row.paper}。")
            return redirect(row.suggestion)
        raise PermissionDenied
    try:
        done = number_afterwards(row, request.user)
    except Refused as no:
        messages.info(request, str(no))
    else:
        messages.success(request, f"已补编为{done.paper}，请{done.office}签收。")
    return redirect(row.suggestion)


def _escalation(request: HttpRequest, pk: int) -> Escalation:
    rows = Escalation.objects.visible_to(request.user).select_related("suggestion", "office")
    return get_object_or_404(rows, pk=pk)


def _level(row: Suggestion) -> Badge | str:
    return Badge(LEVELS[row.level], TONES[row.level]) if row.level else Badge("未采取措施", "grey")


class LateFilters(FilterSet):
    office = Pick(
        label="主办单位", queryset=Office.objects.all(), options="suggestions:units", field_name="lead_office"
    )
    without = django_filters.ChoiceFilter(
        label="没有主办单位", choices=(("1", "分办"),), method="separate", empty_label="全部"
    )
    level = django_filters.ChoiceFilter(
        label="已采取的措施", choices=(("none", "未采取措施"), *EscalationLevel.choices), method="reached",
        empty_label="全部",
    )  # fmt: skip
    urged = django_filters.ChoiceFilter(
        label="催办", choices=(("no", "从未催办"), ("yes", "已催办")), method="by_urge", empty_label="全部"
    )

    def separate(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(lead_office=None)

    def reached(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(level=None) if value == "none" else rows.filter(level=value)

    def by_urge(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(urged__isnull=value == "no")


class LateList(ListPage):
    """Every late reply within one's sight, the longest late first."""

    title = "超期未答复的建议"
    model, filters, search = Suggestion, LateFilters, True
    search_hint = "标题、正文或“第123号”"
    columns = (
        Column("called", "建议号", width=16, whole=True),
        Column("title", "标题", link=lambda row: row.get_absolute_url(), width=40),
        Column("lead", "主办单位", lambda row: str(row.lead_office or "分办"), width=24),
        Column("deputy", "领衔代表", "deputy.name", width=10),
        Column("due_on", "答复期限", kind="date", sort="due_on", width=15),
        Column("days", "超期天数", late_days, kind="number", width=10),
        Column("level", "已采取的措施", _level, kind="badge", width=12),
        Column("urged", "催办次数", lambda row: row.urged or 0, kind="number", width=10),
        Column("last_urged", "最近催办", kind="date", width=15),
        Column("dispatched_on", "交办日期", kind="date", shown=False, width=15),
        Column("round", "办理轮次", kind="number", shown=False, width=8),
        Column("key", "是否重点", kind="bool", shown=False, width=8),
    )
    order = ("due_on",)
    views = (
        SavedView("全部"),
        SavedView("从未催办", "urged=no"),
        SavedView("未采取措施", "level=none"),
        SavedView("已提醒", "level=remind"),
        SavedView("已督办", "level=supervise"),
        SavedView("已通报", "level=circulate"),
        SavedView("已问责", "level=account"),
    )
    empty = Empty("没有超期未答复的建议", "过了答复期限还没有答复的，列在这里；期限当日不算超期。")

    def crumbs(self) -> list[Crumb]:
        found = [Crumb("代表建议", page_url("suggestions:list"))]
        if holds(self.request.user, *READERS):
            found.append(Crumb("超期未答复的单位", page_url("suggestions:late")))
        return found

    def rows(self) -> QuerySet:
        rows = late_rows(self.request.user, timezone.localdate())
        return rows.select_related("lead_office", "deputy").defer(*TEXTS, "deputy__grams", "deputy__phone")

    def bulk(self) -> list[Action]:
        return (
            bulk_actions("suggestions:many", ("urge", "circulate"))
            if holds(self.request.user, Role.COMMITTEE)
            else []
        )
