"""Suggestions that other deputies may join: the list, the text with the request, and taking the request back."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from pages.actions import Crumb, Empty
from pages.addresses import row_url
from pages.columns import Badge, Column
from pages.lists import ListPage
from suggestions.forms.joining import JoinForm
from suggestions.joinable import asked_by, open_to
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Signature, Suggestion
from suggestions.signature_lifecycle import SIGNATURE
from suggestions.signing import signers_in_order
from workflow.transitions import Transition
from workflow.views import StepView

HOME, BACK = "suggestions:joining", "可以联名的建议"


def _mine(row: Suggestion) -> Badge | str:
    if row.asked:
        return Badge("已申请，待同意", "orange")
    return Badge("未联名，可再次申请", "grey") if row.before else ""


class JoiningList(ListPage):
    """/suggestions/joining/: empty for whoever is no deputy."""

    title, model, search = "可以联名的建议", Suggestion, True
    columns = (
        Column("title", "标题", link=lambda row: row_url("suggestions:join", row.pk), width=44),
        Column("deputy", "领衔代表", "deputy.name", width=12),
        Column("category", "类别", "category.name", width=14),
        Column("submitted_on", "提交日期", kind="date", sort="submitted_on", width=15),
        Column("state", "状态", "get_state_display", width=14),
        Column("asked", "我的申请", _mine, kind="badge", width=16),
    )
    order = ("-submitted_on",)
    empty = Empty(
        "目前没有可以联名的建议", "本届代表提交建议时注明“可以由其他代表联名提出”的，交办前列在这里。"
    )

    def rows(self) -> QuerySet:
        rows = open_to(self.request.user).select_related("deputy", "category")
        return rows.defer("situation", "analysis", "proposal", "grams", "deputy__grams", "deputy__phone")


class JoinStep(StepView):
    """/suggestions/joining/<pk>/: the text alone, and the request to sign it."""

    lifecycle, forms = SUGGESTION, {"ask_to_join": JoinForm}
    template_name = "suggestions/join.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who has asked already sees that he has, and may take it back."""
        if request.user.is_authenticated and asked_by(request.user).filter(suggestion=kwargs["pk"]).exists():
            return redirect("suggestions:join-back", kwargs["pk"])
        return super().dispatch(request, *args, **kwargs | {"action": "ask_to_join"})

    def get_subject(self) -> Suggestion:
        rows = open_to(self.request.user).select_related(
            "area", "term__area", "session__term", "deputy", "category"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def case_url(self, subject: Suggestion) -> str:
        return reverse(HOME)

    def extra(self, subject: Suggestion) -> dict[str, Any]:
        return {"subject": BACK, "one": subject, "signers": signers_in_order(subject)}

    def crumbs(self, step: Transition) -> list[Crumb]:
        return _crumbs(step)

    def done(self, step: Transition, subject: Suggestion) -> HttpResponse:
        messages.success(self.request, f"已向{subject.deputy}代表申请联名，同意后会通知您。")
        return redirect(HOME)


class JoinBack(StepView):
    """/suggestions/joining/<pk>/back/: take one's own request back while it waits."""

    lifecycle, forms = SIGNATURE, {}
    template_name = "suggestions/join.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs | {"action": "take_back"})

    def get_subject(self) -> Signature:
        return get_object_or_404(asked_by(self.request.user), suggestion=self.kwargs["pk"])

    def case_url(self, subject: Signature) -> str:
        return reverse(HOME)

    def extra(self, subject: Signature) -> dict[str, Any]:
        one = subject.suggestion
        return {"subject": BACK, "one": one, "signers": signers_in_order(one), "asked_at": subject.invited_at}

    def crumbs(self, step: Transition) -> list[Crumb]:
        return _crumbs(step)

    def done(self, step: Transition, subject: Signature) -> HttpResponse:
        messages.success(self.request, "联名申请已经撤回。")
        return redirect(HOME)


def _crumbs(step: Transition) -> list[Crumb]:
    return [
        Crumb("代表建议", reverse("suggestions:list")),
        Crumb("可以联名的建议", reverse(HOME)),
        Crumb(step.label),
    ]
