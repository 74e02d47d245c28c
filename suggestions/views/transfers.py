"""The first tier of dispatches: the list of what government offices have, their steps, and the lines on the case page."""

from typing import Any

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pages.actions import Crumb, Empty, SavedView
from pages.asked import whole
from pages.casefile import Offer, Part
from pages.columns import Badge, Column
from pages.filters import DayRange, FilterSet
from pages.labels import label
from pages.lists import ListPage
from suggestions.ahead import limits_ahead
from suggestions.choices import AssignmentRole, TransferState
from suggestions.forms.transfers import TRANSFER_FORMS
from suggestions.models import Suggestion, SuggestionClock, Transfer
from suggestions.proposing import propose
from suggestions.transfer_lifecycle import TRANSFER
from suggestions.transfers import transfers_of
from workflow.views import StepView, offers

T = TransferState
COLOURS = {T.WAITING: "orange", T.HANDED_BACK: "red", T.FORWARDED: "green", T.REVOKED: "grey"}
TEXTS = ("grams", "situation", "analysis", "proposal")


def state_badge(row: Transfer) -> Badge:
    return Badge(label(row, "state"), COLOURS[TransferState(row.state)])


class TransferFilters(FilterSet):
    state = django_filters.ChoiceFilter(label="状态", choices=TransferState.choices, empty_label="全部")
    sent_on = DayRange(label="交办日期")


class TransferList(ListPage):
    """/suggestions/transfers/"""

    title, model, filters = "二级交办", Transfer, TransferFilters
    note = "人大交办政府办公室、由其转交所属单位的建议。"
    order = ("-sent_on",)
    views = (
        SavedView("全部"),
        SavedView("待转交", "state=waiting"),
        SavedView("申请退回", "state=handed_back"),
        SavedView("已转交", "state=forwarded"),
    )
    columns = (
        Column("number", "建议号", "suggestion.called", width=16, whole=True),
        Column("title", "标题", "suggestion.title", link=lambda row: row.get_absolute_url(), width=40),
        Column("deputy", "领衔代表", "suggestion.deputy.name", width=10),
        Column("office", "转交机构", "office.name", width=24),
        Column("role", "承办方式", "get_role_display", width=8),
        Column("state", "状态", state_badge, kind="badge", sort="state", width=10),
        Column("sent_on", "交办日期", kind="date", sort="sent_on", width=15),
        Column("due", "转交期限", kind="date", width=15),
        Column("forwarded_on", "转交日期", kind="date", sort="forwarded_on", width=15),
        Column("due_on", "答复期限", "suggestion.due_on", kind="date", width=15),
    )
    empty = Empty("没有需要转交的建议", "人大交办政府办公室后在这里转交所属单位。")

    def rows(self) -> QuerySet:
        limit = SuggestionClock.objects.visible_to(self.request.user).filter(
            subject=OuterRef("suggestion"), office=OuterRef("office"), rule="transfer"
        )
        rows = Transfer.objects.visible_to(self.request.user).select_related("suggestion__deputy", "office")
        rows = rows.annotate(due=Subquery(limit.order_by("-pk").values("due_on")[:1]))
        return rows.defer(*(f"suggestion__{name}" for name in TEXTS), "suggestion__deputy__grams")

    def crumbs(self) -> list[Crumb]:
        return [Crumb("代表建议", reverse("suggestions:list"))]


class TransferStep(StepView):
    """/suggestions/transfers/<pk>/do/<action>/"""

    lifecycle, forms = TRANSFER, TRANSFER_FORMS
    template_name = "suggestions/transfer_step.html"

    def get_subject(self) -> Transfer:
        rows = Transfer.objects.visible_to(self.request.user).select_related(
            "suggestion__area", "suggestion__deputy", "suggestion__category", "office"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def form(self, data: Any = None, files: Any = None) -> Form | None:
        """?lead= chooses a proposed unit beforehand."""
        form = super().form(data, files)
        asked = whole(self.request.GET.get("lead"))
        if form is not None and "lead" in form.fields and asked is not None:
            form.initial["lead"] = asked
        return form

    def extra(self, subject: Transfer) -> dict[str, Any]:
        """Beside the passing on: the text, units proposed among its own, and the limits that begin now."""
        if self.action != "forward":
            return {}
        found = propose(subject.suggestion, self.request.user) if subject.role == AssignmentRole.LEAD else []
        rules = ("hand_back", "first_contact", "co_opinion")
        return {
            "proposals": [one for one in found if one.office.coordinator_id == subject.office_id],
            "category": subject.suggestion.category,
            "ahead": limits_ahead(subject.area, rules),
        }


def transfer_offers(suggestion: Suggestion, user: Any) -> list[Offer]:
    """What this person may do about the first tier of the present round."""
    found: list[Offer] = []
    for one in transfers_of(suggestion):
        found += offers(
            TRANSFER, one, user, TRANSFER_FORMS, step_url=_step_url(one), pages=("forward", "agree_return")
        )
    return found


def _step_url(transfer: Transfer) -> Any:
    return lambda action: reverse("suggestions:transfer-step", args=(transfer.pk, action))


def transfer_parts(suggestion: Suggestion) -> list[Part]:
    """The first tier as a section of the case file; none where the units were dispatched to directly."""
    rows = [(one, state_badge(one)) for one in transfers_of(suggestion)]
    return [Part("二级交办", template="suggestions/_transfers.html", data=rows)] if rows else []
