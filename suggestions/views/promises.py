"""The ledger of promises across terms, each promise's steps, and what proves it."""

from typing import Any

import django_filters
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from deputies.models import Term
from pages.actions import Action, Empty, SavedView
from pages.casefile import Part
from pages.columns import Badge, Column
from pages.dates import today
from pages.files import serve
from pages.filters import DayRange, FilterSet, Pick
from pages.labels import label
from pages.lists import ListPage
from suggestions.casefile.reading import promises_of
from suggestions.choices import SETTLED, PromiseState
from suggestions.forms.steps import PROMISE_FORMS
from suggestions.models import Promise, Suggestion
from suggestions.promise_lifecycle import PROMISE
from workflow.cases import offered_actions
from workflow.views import StepView

P = PromiseState
COLOURS: dict[str, str] = {
    P.DRAFTED: "grey",
    P.OPEN: "blue",
    P.REPORTED: "orange",
    P.KEPT: "green",
    P.RELEASED: "grey",
}


def state_badge(promise: Promise) -> Badge:
    """The state in words; past its day is said with it, and is none."""
    late = (today() - promise.due_on).days if promise.state == P.OPEN else 0
    if late > 0:
        return Badge(f"超期{late}天", "red")
    return Badge(label(promise, "state"), COLOURS[promise.state])


class PromiseFilters(FilterSet):
    state = django_filters.ChoiceFilter(label="状态", choices=PromiseState.choices, empty_label="全部")
    late = django_filters.ChoiceFilter(
        label="已超期", choices=(("yes", "是"),), method="past", empty_label="全部"
    )
    due_on = DayRange(label="完成时限")
    term = Pick(
        label="届", queryset=Term.objects.select_related("area"), options="suggestions:terms",
        field_name="suggestion__term",
    )  # fmt: skip
    settled = django_filters.ChoiceFilter(
        label="范围", choices=(("", "未了结"), ("with", "含已了结")), method="with_settled", empty_label=None
    )
    over = django_filters.ChoiceFilter(
        label="上届承诺", choices=(("yes", "是"),), method="of_ended_terms", empty_label="全部"
    )

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """What is still to be done, unless the settled ones are asked for as well."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("settled") else rows.exclude(state__in=SETTLED)

    def with_settled(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows

    def of_ended_terms(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Promises that outlived their term (domain rule 27)."""
        return rows.filter(suggestion__term__ends_on__lt=timezone.localdate())

    def past(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(state=P.OPEN, due_on__lt=timezone.localdate())


class PromiseList(ListPage):
    """/suggestions/promises/: what was promised and what became of it, whatever the term."""

    title = "承诺事项台账"
    note = "答复中承诺的事项逐项跟踪，换届后继续；办结不等于销账。最早到期的在前。"
    model = Promise
    filters = PromiseFilters
    columns = (
        Column("number", "建议号", "suggestion.called", width=16, whole=True),
        Column("what", "承诺事项", link=lambda p: p.get_absolute_url(), width=44),
        Column("office", "承诺单位", "office.name", width=24),
        Column("who", "责任人", width=14),
        Column("due_on", "完成时限", kind="date", sort="due_on", width=15),
        Column("first_due_on", "原定时限", kind="date", shown=False, width=15),
        Column("state", "状态", state_badge, kind="badge", width=14),
        Column("proof", "如何证明", shown=False, width=30),
        Column("report", "落实情况", shown=False, width=40),
        Column("word", "代表意见", shown=False, width=30),
        Column("settled_on", "了结日期", kind="date", shown=False, width=15),
        Column(
            "meeting",
            "作出承诺的会议",
            lambda p: p.meeting.title if p.meeting else "答复",
            shown=False,
            width=24,
        ),
        Column("term", "届", "suggestion.term", shown=False, width=20),
    )
    order = ("due_on",)
    views = (
        SavedView("未了结"),
        SavedView("已超期", "late=yes"),
        SavedView("待核实", "state=reported"),
        SavedView("落实中", "state=open"),
        SavedView("上届承诺", "over=yes&state=open"),
        SavedView("已落实", "state=kept&settled=with"),
        SavedView("全部", "settled=with"),
    )
    empty = Empty(
        "没有要办的承诺事项", "承办单位答复中列出的承诺事项会记在这里，逐项跟踪到落实；已了结的见“全部”。"
    )

    def actions(self) -> list[Action]:
        return [Action("回头看", reverse("suggestions:look-backs"), icon="history")]

    def rows(self) -> QuerySet:
        rows = Promise.objects.visible_to(self.request.user)
        return rows.select_related("suggestion__term__area", "office", "meeting").defer("suggestion__grams")


class PromiseStep(StepView):
    """/suggestions/promises/<pk>/do/<action>/"""

    lifecycle, forms = PROMISE, PROMISE_FORMS

    def get_subject(self) -> Promise:
        rows = Promise.objects.visible_to(self.request.user).select_related(
            "suggestion__area", "suggestion__deputy", "assignment__office", "office"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])


@login_required
def promise_evidence(request: HttpRequest, pk: int) -> FileResponse:
    """/suggestions/promises/<pk>/evidence/: what the unit showed."""
    row = get_object_or_404(Promise.objects.visible_to(request.user), pk=pk)
    if not row.evidence:
        raise Http404
    return serve(row.evidence, row.evidence_name, inline=True)


def promise_parts(user: Any, suggestion: Suggestion) -> list[Part]:
    """The section of the case page."""
    if not getattr(suggestion, "promised", True) or not (found := promises_of(suggestion, user)):
        return []
    shown = [(row, state_badge(row), promise_actions(row, user)) for row in found]
    kept = sum(row.state == P.KEPT for row in found)
    note = f"共{len(found)}项，已落实{kept}项；逐项跟踪到落实，换届后继续。"
    return [Part("承诺事项", template="suggestions/_promises.html", data=shown, note=note)]


def promise_actions(promise: Promise, user: Any) -> list[Action]:
    def url(action: str) -> str:
        return reverse("suggestions:promise-step", args=(promise.pk, action))

    return offered_actions(PROMISE, promise, user, step_url=url)
