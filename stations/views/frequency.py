"""Frequency: what is asked, how many stations and groups did it, and who lacks."""

import datetime as dt
from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from deputies.models import Group
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import holds
from pages.actions import Action, Crumb
from pages.columns import Badge, Column
from pages.lists import Empty, ListPage, SavedView
from stations.actors import STATION_ROLES
from stations.choices import RuleSubject
from stations.filters import Placed, area_filter
from stations.forms.frequency import FrequencyForm
from stations.frequency import concerned, is_near, lacking, rules_of, seen, span_before, span_of, with_done
from stations.labels import area_of
from stations.models import FrequencyRule, Station
from stations.tables import own_page

READERS = (*STATION_ROLES, Role.COMMITTEE, Role.LEADER)


@login_required
def frequency(request: HttpRequest) -> HttpResponse:
    """Each rule with its period, how many did it and how many lack; every number opens its rows."""
    user, today = request.user, timezone.localdate()
    if not holds(user, *READERS):
        raise PermissionDenied
    lines = [line for rule in rules_of(user) if (line := _line(rule, user, today))["all"]]
    edits = holds(user, Role.COMMITTEE)
    area = area_of(user)
    shown = [line["rule"].pk for line in lines]
    rest = (
        FrequencyRule.objects.filter(area=area).exclude(pk__in=shown).order_by("-starts_on", "-pk")
        if edits
        else ()
    )
    context = {
        "title": "活动频次", "lines": lines, "edits": edits, "area": area, "rest": rest,
        "actions": [Action("规定本区域的频次", reverse("stations:frequency_new"), "primary", "plus")] if edits else [],
        "crumbs": [Crumb("活动", reverse("stations:activities")), Crumb("活动频次")],
    }  # fmt: skip
    return render(request, "stations/frequency.html", context)


def _line(rule: FrequencyRule, user: Any, today: dt.date) -> dict[str, Any]:
    rows = concerned(rule, seen(user, rule.subject), today)
    now, last = span_of(rule.period, today), span_before(rule.period, today)
    lacks = lacking(rule, rows, now).count()
    count = rows.count()
    before = lacking(rule, rows, last).count() if last.start >= rule.starts_on else None
    return {
        "rule": rule, "all": count, "met": count - lacks, "lacks": lacks, "now": now, "last": last, "before": before,
        "near": is_near(rule, rule.area, today), "left": now.left(today),
    }  # fmt: skip


class StandingFilters(Placed):
    when = django_filters.ChoiceFilter(
        label="期间", choices=(("now", "本期"), ("last", "上期")), method="of_span", empty_label="本期"
    )
    lacking = django_filters.ChoiceFilter(
        label="情况", choices=(("yes", "未达到"), ("no", "已达到")), method="is_lacking", empty_label="全部"
    )
    area = area_filter()

    def of_span(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows

    def is_lacking(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(done__lt=F("asked")) if value == "yes" else rows.filter(done__gte=F("asked"))


class StationStandings(ListPage):
    """The stations of one rule, with what each did in this period or the last one."""

    rule: Any = None  # a FrequencyRule, given by as_view

    model, filters, order = Station, StandingFilters, ("path",)
    views = (
        SavedView("本期未达到", "lacking=yes"), SavedView("上期未达到", "when=last&lacking=yes"), SavedView("全部"),
    )  # fmt: skip
    empty = Empty("没有要列出的", "这项要求在您的范围内都已达到。")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        before = request.GET.get("when") == "last"
        self.span = (span_before if before else span_of)(self.rule.period, timezone.localdate())
        self.title = str(self.rule)
        self.note = f"{self.span.words}。依据：{self.rule.source}。只计已登记的活动和已开始或归档的接待日。"

    def rows(self) -> QuerySet:
        rows = concerned(self.rule, seen(self.request.user, self.rule.subject), timezone.localdate())
        rows = with_done(self.rule, rows, self.span).select_related("area")
        return rows.annotate(asked=Value(self.rule.times))

    def get_columns(self) -> tuple[Column, ...]:
        today, times = timezone.localdate(), self.rule.times

        def badge(row: Any) -> Badge:
            if row.done >= times:
                return Badge("已达到", "green")
            over = self.span.end < today
            near = is_near(self.rule, row.area, today)
            return Badge(
                f"{'未达到，' if over else ''}还差{times - row.done}次", "red" if over or near else "orange"
            )

        return (
            Column("name", self.rule.get_subject_display(), link=own_page, width=36),
            Column("area", "行政区域", "area.name"),
            Column("done", "已登记（次）", kind="number"), Column("asked", "要求（次）", kind="number"),
            Column("state", "情况", badge, kind="badge"),
        )  # fmt: skip

    def crumbs(self) -> list[Crumb]:
        return [Crumb("活动频次", reverse("stations:frequency")), Crumb(self.title)]


class GroupStandings(StationStandings):
    """The same for groups."""

    model, order = Group, ("sort_key",)


@login_required
def standings(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who does what one rule asks; 404 for a rule that concerns nobody in sight."""
    if not holds(request.user, *READERS):
        raise PermissionDenied
    rule = next((one for one in rules_of(request.user) if one.pk == pk), None)
    if rule is None:
        raise Http404
    page = GroupStandings if rule.subject == RuleSubject.GROUP else StationStandings
    return page.as_view(rule=rule)(request)


@login_required
def edit_rule(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """A rule of the area's own, new or changed; 404 for those of others."""
    user = request.user
    if not holds(user, Role.COMMITTEE):
        raise PermissionDenied
    area = area_of(user)
    row = get_object_or_404(FrequencyRule, pk=pk, area=area) if pk else FrequencyRule(area=area)
    form = FrequencyForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            enter(EntryKind.DEED, "规定活动频次", user, subject=row, data={"fields": form.changed_data})
        messages.success(request, f"已保存：{row}。")
        return redirect("stations:frequency")
    title = "修改频次要求" if pk else "规定本区域的频次"
    crumbs = [Crumb("活动频次", reverse("stations:frequency")), Crumb(title)]
    intro = "同一对象、同一内容，本区域自己的要求代替上级或通用的要求。"
    context = {"title": title, "form": form, "back": reverse("stations:frequency"), "crumbs": crumbs}
    return render(request, "pages/form.html", context | {"intro": intro})
