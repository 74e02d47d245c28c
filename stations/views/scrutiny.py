"""What is supervised in a year (一监督): the plan, each item with what was done, and its result."""

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.filters import Few
from offices.posts import holds
from pages.actions import Action, Crumb
from pages.casefile import CaseFile, Fact, Offer, Part
from pages.columns import Badge, Column
from pages.labels import label
from pages.lists import Empty, SavedView
from stations.actors import runs
from stations.choices import LabelSort, ScrutinySource, ScrutinyState
from stations.counts import with_deeds
from stations.filters import YES_NO, area_filter
from stations.forms.scrutiny import SCRUTINY_FORMS, ScrutinyForm
from stations.labels import area_of
from stations.models import Label, Scrutiny, ScrutinyRecord
from stations.scrutiny_lifecycle import OPEN, SCRUTINY
from stations.views.links import READERS, InArea, LinkPage
from workflow.lifecycle import begin
from workflow.views import StepView, offers, timeline

S = ScrutinyState
COLOURS = {S.PLANNED: "orange", S.RUNNING: "blue", S.DONE: "green", S.DROPPED: "grey"}


def is_late(row: Scrutiny) -> bool:
    return row.state in OPEN and row.due_on < timezone.localdate()


def scrutiny_badge(row: Scrutiny) -> Badge:
    return Badge("超过计划日期", "red") if is_late(row) else Badge(label(row, "state"), COLOURS[S(row.state)])


class ScrutinyFilters(InArea):
    year = django_filters.NumberFilter(label="年度")
    state = django_filters.ChoiceFilter(label="状态", choices=S.choices, empty_label="全部")
    source = django_filters.ChoiceFilter(label="来源", choices=ScrutinySource.choices, empty_label="全部")
    field = Few(
        label="监督领域", empty_label="全部",
        queryset=lambda request: Label.objects.used_in(area_of(request.user), LabelSort.FIELD),
    )  # fmt: skip
    late = django_filters.ChoiceFilter(
        label="超过计划日期", choices=YES_NO, method="of_late", empty_label="全部"
    )
    area = area_filter()

    def of_late(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        late = {"state__in": OPEN, "due_on__lt": timezone.localdate()}
        return rows.filter(**late) if value == "yes" else rows.exclude(**late)


class ScrutinyList(LinkPage):
    """The plan of supervision; a deputy reads what he leads."""

    title, model, filters = "监督事项", Scrutiny, ScrutinyFilters
    columns = (
        Column("title", "监督事项", link=lambda r: r.get_absolute_url(), width=40), Column("year", "年度", sort="year"),
        Column("source", "来源", lambda r: label(r, "source")), Column("field", "监督领域", "field.name"),
        Column("leads", "牵头人", "led_by", width=24),
        Column("office", "被监督单位", "office.name", width=24), Column("deeds", "开展（次）", kind="number"),
        Column("due_on", "计划完成", kind="date", sort="due_on"), Column("state", "状态", scrutiny_badge, kind="badge"),
        Column("outcome", "监督结果", width=50, shown=False), Column("done_on", "完成日期", kind="date", shown=False),
    )  # fmt: skip
    order = ("-due_on",)
    views = (
        SavedView("全部"), SavedView("待开展", "state=planned"), SavedView("开展中", "state=running"),
        SavedView("超过计划日期", "late=yes"), SavedView("12345热线", "source=hotline"), SavedView("已完成", "state=done"),
    )  # fmt: skip
    note = "每年围绕中心工作制定监督计划，由组成人员或主席团成员牵头；12345热线办理情况可以列为监督事项。"
    empty = Empty(
        "还没有监督事项", "由人大工作机构按年度监督计划登记，牵头的组成人员、主席团成员登记每次开展情况。"
    )

    def rows(self) -> QuerySet:
        return with_deeds(super().rows().select_related("field", "office"))

    def actions(self) -> list[Action]:
        if not holds(self.request.user, Role.COMMITTEE):
            return []
        return [Action("登记监督事项", reverse("stations:scrutiny_new"), "primary", "plus")]


def _form(request: HttpRequest, row: Scrutiny, title: str, back: str) -> HttpResponse:
    asked = request.GET.get("source", "")
    first = {} if row.pk else {"year": timezone.localdate().year, "source": asked or ScrutinySource.PLAN}
    form = ScrutinyForm(request.POST or None, instance=row, user=request.user, initial=first)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            new = row.pk is None
            form.save()
            if new:
                begin(SCRUTINY, row, request.user)
            else:
                enter(
                    EntryKind.DEED,
                    "修改监督事项",
                    request.user,
                    subject=row,
                    data={"fields": form.changed_data},
                )
        messages.success(request, "已保存。")
        return redirect(row)
    none = not form.fields["leads"].queryset.exists()
    context = {
        "title": title, "form": form, "back": back,
        "intro": "还没有可以牵头的人，请先在“组成人员联系代表”中登记组成人员。" if none else "",
        "crumbs": [Crumb(ScrutinyList.title, reverse("stations:scrutinies")), Crumb(title)],
    }  # fmt: skip
    return render(request, "pages/form.html", context)


@login_required
def new_scrutiny(request: HttpRequest) -> HttpResponse:
    """Put a matter into the plan of the office's own area; ?source= is chosen beforehand."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    row = Scrutiny(area=area_of(request.user))
    return _form(request, row, "登记监督事项", reverse("stations:scrutinies"))


def scrutiny_of(request: HttpRequest, pk: int) -> Scrutiny:
    """An item in sight, or 404; 403 for a role that has nothing to do with it."""
    if not holds(request.user, *READERS):
        raise PermissionDenied
    rows = Scrutiny.objects.visible_to(request.user).select_related("area", "field", "office")
    return get_object_or_404(rows, pk=pk)


@login_required
def edit_scrutiny(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is planned, while it is not over."""
    row = scrutiny_of(request, pk)
    if not runs(request.user, row.area_id) or row.state not in OPEN:
        raise PermissionDenied
    return _form(request, row, "修改监督事项", row.get_absolute_url())


@login_required
def scrutiny_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The case file of an item: what is asked, who leads, every deed."""
    row, user = scrutiny_of(request, pk), request.user
    leads = row.leads.select_related("deputy").order_by("pk")
    records = ScrutinyRecord.objects.visible_to(user).filter(subject=row).select_related("recorded_by")
    edits = runs(user, row.area_id) and row.state in OPEN
    change = [Offer("修改", reverse("stations:scrutiny_edit", args=(row.pk,)))] if edits else []
    case = CaseFile(
        title=row.title, kind=f"{row.year}年监督事项", badges=[scrutiny_badge(row)],
        summary=[
            Fact("来源", row.get_source_display()), Fact("监督领域", row.field),
            Fact("牵头人", "、".join(f"{one.deputy.name}（{one.get_rank_display()}）" for one in leads)),
            Fact("被监督单位", row.office), Fact("行政区域", row.area), Fact("计划完成", row.due_on), Fact("完成日期", row.done_on),
        ],
        offers=[*offers(SCRUTINY, row, user, SCRUTINY_FORMS), *change], waiting="由牵头人或人大工作机构登记。",
        parts=[
            Part("监督重点", text=row.points),
            *([Part("监督结果", text=row.outcome)] if row.outcome else []),
            Part("开展记录", template="stations/_scrutiny_records.html", data=list(records.order_by("-on", "-pk"))),
        ],
        timeline=timeline(row, SCRUTINY),
        crumbs=[Crumb(ScrutinyList.title, reverse("stations:scrutinies")), Crumb(row.title)],
    )  # fmt: skip
    return render(request, "stations/case.html", {"case": case})


class ScrutinyStep(StepView):
    lifecycle, forms = SCRUTINY, SCRUTINY_FORMS

    def get_subject(self) -> Scrutiny:
        return scrutiny_of(self.request, self.kwargs["pk"])
