"""Handling groups: making one with a preview, its page, and its line on the case page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from deputies.sittings import sitting
from offices.choices import Role
from offices.posts import role_of
from pages.actions import Crumb
from pages.casefile import Offer, Part
from suggestions import roles
from suggestions.choices import AssignmentRole
from suggestions.forms.groups import TogetherForm
from suggestions.grouping import bring_together, candidates, groupable
from suggestions.groups import not_free, seat_of
from suggestions.models import (
    Assignment,
    Contact,
    HandlingGroup,
    Membership,
    ProgressReport,
    Reply,
    Suggestion,
)
from workflow.transitions import OutOfStep, Refused

OFFICIALS = (Role.COMMITTEE, Role.GOVERNMENT, Role.HANDLER, Role.UNIT_HEAD, Role.LEADER)


def may_group(suggestion: Suggestion, user: Any) -> bool:
    return roles.is_committee(suggestion, user) or roles.is_government(suggestion, user)


@login_required
def group_new(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/<pk>/group/: choose the others, see the effect, confirm."""
    rows = Suggestion.objects.visible_to(request.user).select_related("area", "deputy", "lead_office")
    suggestion = get_object_or_404(rows, pk=pk)
    if not may_group(suggestion, request.user):
        raise PermissionDenied
    if why := not_free(suggestion):
        messages.warning(request, why)
        return redirect(suggestion)
    rows, all_rows = candidates(suggestion, request.user), groupable(suggestion, request.user)
    if not rows and not all_rows.exists():
        words = "本区域没有可以并案的建议：须是还没有交办，或由同一单位主办、正在办理的建议。"
        context = {"title": "并案办理", "question": words, "back": suggestion.get_absolute_url()}
        return render(request, "suggestions/nothing.html", context)
    form = TogetherForm(
        request.POST or None, rows=rows, all_rows=all_rows, initial={"title": suggestion.title}
    )
    if request.method == "POST" and form.is_valid():
        chosen = [suggestion, *form.chosen()]
        done = (
            _made(request, form, chosen) if "confirmed" in request.POST else _preview(request, form, chosen)
        )
        if done:
            return done
    context = {
        "title": "并案办理", "form": form, "back": suggestion.get_absolute_url(),
        "intro": "并案后共用面商、会办意见和答复文稿；每件建议的编号、代表、期限、答复和评价仍各自独立，随时可以退出。",
    }  # fmt: skip
    return render(request, "pages/form.html", context)


def _made(request: HttpRequest, form: TogetherForm, chosen: list[Suggestion]) -> HttpResponse | None:
    """The group's page; None, with the fault on the form, where it cannot be made."""
    try:
        made = bring_together(chosen, form.cleaned_data["title"], request.user)
    except (Refused, OutOfStep) as no:
        form.add_error("others", str(no))
        return None
    messages.success(request, f"{len(chosen)}件建议已并案办理。")
    return redirect(made)


def _preview(request: HttpRequest, form: TogetherForm, chosen: list[Suggestion]) -> HttpResponse:
    context = {
        "title": "并案预览", "rows": chosen, "form": form, "back": chosen[0].get_absolute_url(),
        "others": [row.pk for row in chosen[1:]],
    }  # fmt: skip
    return render(request, "suggestions/group_preview.html", context)


@login_required
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/groups/<pk>/: the members, and the thread of work they share."""
    one = get_object_or_404(
        HandlingGroup.objects.visible_to(request.user).select_related("lead_office"), pk=pk
    )
    user = request.user
    mine = Suggestion.objects.visible_to(user).filter(memberships__group=one).distinct()
    seats = (
        Membership.objects.visible_to(user)
        .filter(group=one)
        .select_related("suggestion__deputy", "suggestion__result_class", "suggestion__area")
    )
    contacts = Contact.objects.visible_to(user).filter(
        suggestion__in=mine, assignment__office=one.lead_office
    )
    opinions = (
        Assignment.objects.visible_to(user)
        .filter(suggestion__in=mine, role=AssignmentRole.CO)
        .exclude(opinion="")
    )
    letters = Reply.objects.visible_to(user).filter(suggestion__in=mine, assignment__office=one.lead_office)
    reports = ProgressReport.objects.visible_to(user).filter(
        suggestion__in=mine, assignment__office=one.lead_office
    )
    context = {
        "title": str(one), "group": one, "seats": [(seat, _may_leave(seat, user)) for seat in seats],
        "over": all(seat.left_at for seat in seats),
        "contacts": contacts.select_related("suggestion").order_by("on", "pk"),
        "opinions": opinions.select_related("suggestion", "office").order_by("pk"),
        "reports": reports.select_related("suggestion", "assignment__office").order_by("on", "pk"),
        "letters": letters.select_related("suggestion", "result_class").order_by("pk"),
        "crumbs": [Crumb("代表建议", reverse("suggestions:list"))],
    }  # fmt: skip
    return render(request, "suggestions/group.html", context)


def _may_leave(seat: Membership, user: Any) -> bool:
    return seat.left_at is None and may_group(seat.suggestion, user)


def group_offers(suggestion: Suggestion, user: Any) -> list[Offer]:
    """A new group, for those who may make one."""
    if (
        suggestion.state not in ("registered", "dispatched")
        or not_free(suggestion)
        or not may_group(suggestion, user)
    ):
        return []
    return [Offer("并案办理", reverse("suggestions:group-new", args=(suggestion.pk,)), style="link")]


def called(one: dict[str, Any]) -> str:
    """Another one of the group, as Suggestion.called says it."""
    return f"{sitting(one['term'], one['session'])}第{one['number']}号"


def group_parts(suggestion: Suggestion, user: Any) -> list[Part]:
    """With which suggestions it is handled together; officials may open the group, deputies read the numbers."""
    seat = seat_of(suggestion)
    if seat is None:
        return []
    row = next(one for one in suggestion.seats if one["id"] == seat.pk)
    data = {
        "title": row["title"],
        "others": [one | {"called": called(one)} for one in row["others"]],
        "group": seat.group_id,
        "opens": role_of(user) in OFFICIALS,
    }
    return [Part("并案办理", template="suggestions/_group.html", data=data)]
