"""Writing a draft: a new one, one made of an opinion, and changing it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from deputies.models import Mandate
from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from stations.models import Opinion, Theme
from stations.theme_lifecycle import THEME
from suggestions.casefile.reviews import said
from suggestions.choices import AT_DEPUTY, SuggestionState
from suggestions.completeness import empty_fields
from suggestions.drafting import (
    addressable,
    confirmed,
    own_mandates,
    revise,
    start,
    start_from,
    why_not_written,
)
from suggestions.forms.drafting import DraftForm
from suggestions.from_themes import sources, start_from_theme
from suggestions.models import Suggestion
from suggestions.reviewing import last_return
from suggestions.roles import writes
from suggestions.views.steps import own_deputy
from workflow.lifecycle import may
from workflow.transitions import OutOfStep

CRUMB = Crumb("代表建议", "/suggestions/")


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A new draft; only a deputy in office may write one."""
    mandates = _mandates(request)
    form = DraftForm(request.POST or None, mandates=mandates)
    if request.method == "POST" and form.is_valid():
        suggestion = start(form.under, request.user, **form.text())
        return _saved(request, suggestion)
    return _page(request, form, "提出代表建议", reverse("suggestions:list"))


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the text while it is still with the deputy."""
    rows = Suggestion.objects.visible_to(request.user).select_related(
        "deputy", "area", "term__area", "delegation"
    )
    suggestion = get_object_or_404(rows, pk=pk)
    if not writes(suggestion, request.user):
        raise PermissionDenied
    if why := why_not_written(suggestion, request.user):
        messages.warning(request, why)
        return redirect(suggestion)
    returned = last_return(suggestion) if suggestion.state == SuggestionState.RETURNED else None
    about = {
        "mandates": addressable(suggestion, request.user),
        "remarks": returned.remarks if returned else {},
    }
    form = DraftForm(request.POST or None, instance=suggestion, **about)
    if request.method == "GET" and "check" in request.GET:
        form = _pointed_out(form, **about)
    if request.method == "POST" and form.is_valid():
        return _revised(request, pk, form)
    more = {
        "suggestion": suggestion,
        "signers": [row.deputy for row in confirmed(suggestion)],
        "returned": said(returned) if returned else None,
    }
    return _page(request, form, "修改建议", suggestion.get_absolute_url(), **more)


def _pointed_out(form: DraftForm, **about: Any) -> DraftForm:
    """The saved draft with what submitting still needs beside its fields."""
    told = {name: form[name].value() for name in form.fields}
    found = DraftForm(told, instance=form.instance, **about)
    if found.is_valid():
        found.point_out()
    return found


def _revised(request: HttpRequest, pk: int, form: DraftForm) -> HttpResponse:
    try:
        return _saved(request, revise(pk, request.user, **form.revised()))
    except OutOfStep as late:
        messages.warning(request, str(late))
        return redirect("suggestions:suggestion", pk)


@login_required
def from_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft of an opinion offered to the deputy; the second click finds the first one's draft.

    A GET asks first.
    """
    opinion = get_object_or_404(
        Opinion.objects.visible_to(request.user).select_related("area", "category"), pk=pk
    )
    deputy = own_deputy(request)
    if deputy is None or not holds(request.user, Role.DEPUTY):
        raise PermissionDenied
    if request.method != "POST":
        return _ask(request, opinion)
    try:
        suggestion, fresh = start_from(opinion, deputy, request.user)
    except OutOfStep as late:
        messages.warning(request, str(late))
        return redirect(opinion)
    told = "已据此起草建议，请补充完整。" if fresh else "这件意见已起草建议，请继续填写。"
    if fresh and suggestion.confidential:
        told += "反映的群众要求保密，所以已勾选“保密”，请核对。"
    messages.info(request, told)
    return redirect(
        "suggestions:edit" if suggestion.state in AT_DEPUTY else "suggestions:suggestion", suggestion.pk
    )


@login_required
def from_theme(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft of a theme that the deputy's group took up, with lineage to its opinions. A GET asks first."""
    rows = Theme.objects.visible_to(request.user).select_related("area", "category", "group")
    theme, deputy = get_object_or_404(rows, pk=pk), own_deputy(request)
    if deputy is None or not may(THEME, THEME.named("draft")[0], theme, request.user):
        raise PermissionDenied
    if request.method != "POST":
        question = f"据{theme}起草一件代表建议？还没有处理的{sources(theme).count()}件群众意见将作为建议的来源，办结后逐一告知。"
        context = {"title": "起草代表建议", "question": question, "label": "起草建议", "style": "primary"}
        return render(request, "pages/confirm.html", context | {"back": theme.get_absolute_url()})
    try:
        suggestion = start_from_theme(theme, deputy, request.user)
    except OutOfStep as late:
        messages.warning(request, str(late))
        return redirect(theme)
    messages.info(request, "已据此起草建议，请补充完整。")
    return redirect("suggestions:edit", suggestion.pk)


def _ask(request: HttpRequest, opinion: Opinion) -> HttpResponse:
    context = {
        "title": "起草代表建议",
        "question": f"据{opinion}起草一件代表建议？意见中的内容会带入草稿，您可以继续修改。",
        "label": "起草建议",
        "style": "primary",
        "back": opinion.get_absolute_url(),
    }
    return render(request, "pages/confirm.html", context)


def _mandates(request: HttpRequest) -> list[Mandate]:
    mandates = own_mandates(request.user) if holds(request.user, Role.DEPUTY) else []
    if not mandates:
        raise PermissionDenied("只有在任代表可以提出建议。")
    return mandates


def _saved(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    messages.success(request, "草稿已保存。")
    if "submit" in request.POST:
        if empty_fields(suggestion):
            return redirect(f"{reverse('suggestions:edit', args=(suggestion.pk,))}?check=1")
        action = "acknowledge" if suggestion.state == SuggestionState.ENTERED else "submit"
        return redirect("suggestions:step", suggestion.pk, action)
    return redirect(suggestion)


def _page(request: HttpRequest, form: DraftForm, title: str, back: str, **more: Any) -> HttpResponse:
    context = {"title": title, "form": form, "back": back, "crumbs": [CRUMB, Crumb(title)], **more}
    return render(request, "suggestions/draft.html", context)
