"""Meetings about the handling: the list, each with its suggestions, and the promises made there."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Action, Crumb, Empty
from pages.asked import whole
from pages.columns import Badge, Column
from pages.filters import DayRange, FilterSet
from pages.labels import label
from pages.lists import ListPage
from pages.options import OptionsPage
from suggestions.ballot_rules import rule_on
from suggestions.balloting import rule_of
from suggestions.choices_meetings import MeetingKind
from suggestions.forms.meetings import MeetingForm, MeetingPromiseForm
from suggestions.looking_back import to_look_back_at
from suggestions.meeting import KEEPERS, keep, keeps, promise, with_counts
from suggestions.models import (
    HandlingMeeting,
    LookBack,
    MeetingBallot,
    MeetingItem,
    Promise,
    Suggestion,
    SurveyReply,
)
from suggestions.redressing import to_rate_again
from suggestions.signing_for import served_on
from suggestions.surveying import to_talk_with
from suggestions.views.ballots import ballot_of, line
from suggestions.views.promise_orders import orders_of
from suggestions.views.promises import state_badge
from workflow.transitions import Refused

HOME = "suggestions:meetings"
CRUMBS = [Crumb("代表建议", "/suggestions/"), Crumb("办理会议", "/suggestions/meetings/")]


class MeetingFilters(FilterSet):
    kind = django_filters.ChoiceFilter(label="会议类型", choices=MeetingKind.choices, empty_label="全部")
    on = DayRange(label="日期")


class MeetingList(ListPage):
    """/suggestions/meetings/: of one's area, and those about suggestions one may know of."""

    title, model, filters = "办理会议", HandlingMeeting, MeetingFilters
    columns = (
        Column("on", "日期", kind="date", sort="on", width=15),
        Column("kind", "会议类型", lambda m: Badge(label(m, "kind"), "blue"), kind="badge", width=14),
        Column("title", "会议名称", link=lambda m: m.get_absolute_url(), width=40),
        Column("office", "召集机构", "office.name", width=28),
        Column("count", "研究建议（件）", kind="number", width=12),
        Column("promises", "会上承诺（项）", "promised", kind="number", width=12),
        Column("place", "地点", shown=False, width=20),
        Column("people", "参加人员", shown=False, width=40),
    )
    order = ("-on",)
    empty = Empty(
        "还没有办理会议",
        "分工会、推进会、测评会、办理见面会、专题询问等会后在这里登记，会上的承诺列入承诺台账。",
    )

    def crumbs(self) -> list[Crumb]:
        return CRUMBS[:1]

    def rows(self) -> QuerySet:
        rows = HandlingMeeting.objects.visible_to(self.request.user).select_related("office")
        return with_counts(rows)

    def actions(self) -> list[Action]:
        if not holds(self.request.user, *KEEPERS):
            return []
        return [Action("登记会议", reverse("suggestions:meeting-new"), "primary", "plus")]


@login_required
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/meetings/<pk>/: only the suggestions that the reader may know of."""
    one = _meeting(request, pk)
    found = MeetingItem.objects.visible_to(request.user).filter(meeting=one)
    found = found.select_related(
        "suggestion__lead_office", "suggestion__deputy", "suggestion__area", "meeting"
    )
    found = found.defer("suggestion__grams").prefetch_related("suggestion__discussed__meeting")
    found = found.order_by("suggestion__number", "pk")
    voted = ballot_of(one, request.user)
    promised = Promise.objects.visible_to(request.user).filter(meeting=one)
    promised = promised.select_related("office", "suggestion").defer("suggestion__grams")
    mine = keeps(one, request.user)
    context = {
        "title": one.title, "meeting": one, "kind": Badge(label(one, "kind"), "blue"), "mine": mine,
        "lines": [line(voted, item, request.user) for item in found], "ballot": voted, "rule": _rule(one, voted),
        "promises": [(row, state_badge(row)) for row in promised.order_by("due_on", "pk")],
        "orders": [(row, served_on(row, request.user)) for row in orders_of(one, request.user)],
        "looks": list(LookBack.objects.visible_to(request.user).filter(meeting=one)),
        "actions": _actions(one, voted, request.user) if mine else [], "crumbs": [*CRUMBS, Crumb(one.title)],
    }  # fmt: skip
    return render(request, "suggestions/meeting.html", context)


def _rule(one: HandlingMeeting, voted: MeetingBallot | None) -> list[str]:
    """By which rule it was counted, or would be."""
    if one.kind != MeetingKind.ASSESS:
        return []
    return (rule_of(voted) if voted else rule_on(one.area, one.on)).words()


def _actions(one: HandlingMeeting, voted: MeetingBallot | None, user: Any) -> list[Action]:
    found = []
    if one.kind == MeetingKind.ASSESS:
        label = "更正票数" if voted else "登记票数"
        paper = reverse("suggestions:meeting-ballot-paper", args=(one.pk,))
        found.append(
            Action(
                label,
                reverse("suggestions:meeting-ballot", args=(one.pk,)),
                "secondary" if voted else "primary",
                "list-check",
            )
        )
        found.append(
            Action("测评结果", f"{paper}?result", icon="printer")
            if voted
            else Action("测评票", paper, icon="printer")
        )
    if one.promises.filter(handed=None).exists():
        url = reverse("suggestions:promise-hand", args=(one.pk,))
        ask = "将还没有交办的承诺按单位编号、列成清单，交给各单位。确定吗？"
        found.append(Action("交办承诺清单", url, "primary", "send", method="post", confirm=ask))
    if holds(user, Role.COMMITTEE) and to_look_back_at(one, user).exists():
        url = f"{reverse('suggestions:look-back-new')}?meeting={one.pk}"
        found.append(Action("开展回头看", url, icon="history", more=True))
    return [
        *found,
        Action(
            "登记会上承诺",
            reverse("suggestions:meeting-promise", args=(one.pk,)),
            "secondary" if found else "primary",
            "plus",
        ),
        Action("修改", reverse("suggestions:meeting-edit", args=(one.pk,)), icon="edit"),
    ]


def _meeting(request: HttpRequest, pk: int) -> HandlingMeeting:
    rows = HandlingMeeting.objects.visible_to(request.user).select_related("area", "office", "recorded_by")
    return get_object_or_404(rows, pk=pk)


@login_required
def meeting_new(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """/suggestions/meetings/new/ and /<pk>/edit/: for the congress office and the government office."""
    if not holds(request.user, *KEEPERS):
        raise PermissionDenied
    one = _meeting(request, pk) if pk else None
    if one and not keeps(one, request.user):
        raise PermissionDenied
    own = acting_post(request.user).principal
    fresh = HandlingMeeting(
        area=own.area, office=own.office, recorded_by=request.user, look_back=_look_back(request)
    )
    initial = _begun(request) if one is None else None
    form = MeetingForm(request.POST or None, instance=one or fresh, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            kept = keep(form.save(commit=False), form.chosen(), request.user)
        messages.success(request, f"{kept}已保存。")
        return redirect(kept)
    title = "修改办理会议" if one else "登记办理会议"
    back = one.get_absolute_url() if one else reverse(HOME)
    return render(
        request,
        "pages/form.html",
        {"title": title, "form": form, "back": back, "crumbs": [*CRUMBS, Crumb(title)]},
    )


def _look_back(request: HttpRequest) -> LookBack | None:
    """?talk=: a talk with deputies that belongs to a look-back (seed row TG-13)."""
    pk = whole(request.GET.get("talk"))
    return LookBack.objects.visible_to(request.user).filter(pk=pk).first() if pk is not None else None


def _begun(request: HttpRequest) -> dict[str, Any]:
    """A batch, or (?again=) what a rating meeting voted down and units have put right since."""
    if look := _look_back(request):
        found = to_talk_with(look, SurveyReply.objects.visible_to(request.user))
        return {"kind": MeetingKind.TALK, "title": f"{look}代表座谈会", "suggestions": found}
    asked = request.GET.get("again")
    if asked is None:
        return {"batch": request.GET.get("batch")}
    rows = to_rate_again(MeetingItem.objects.visible_to(request.user))
    if (own := whole(asked)) is not None:
        rows = rows.filter(meeting=own)
    found = [item.suggestion_id for item in rows]
    return {"kind": MeetingKind.ASSESS, "title": "整改后再次测评会", "suggestions": found}


@login_required
def meeting_promise(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/meetings/<pk>/promise/: the unit's word, from then on in the ledger of promises."""
    one = _meeting(request, pk)
    if not keeps(one, request.user):
        raise PermissionDenied
    form = MeetingPromiseForm(request.POST or None, meeting=one)
    if request.method == "POST" and form.is_valid() and _promised(request, one, form):
        return redirect(one)
    context = {
        "title": "登记会上承诺", "form": form, "back": one.get_absolute_url(),
        "intro": "单位在会上作出的承诺，与答复中的承诺一样逐项跟踪到落实，并告知单位和代表。",
        "crumbs": [*CRUMBS, Crumb(one.title, one.get_absolute_url()), Crumb("登记会上承诺")],
    }  # fmt: skip
    return render(request, "pages/form.html", context)


def _promised(request: HttpRequest, one: HandlingMeeting, form: MeetingPromiseForm) -> bool:
    said: dict[str, Any] = dict(form.cleaned_data)
    try:
        made = promise(one, said.pop("assignment"), said, request.user)
    except Refused as no:
        form.add_error(no.field or None, str(no))
        return False
    messages.success(request, f"已登记：{made.office}的承诺，列入承诺台账。")
    return True


class MeetingOptions(OptionsPage):
    """Registered suggestions within one's sight, by title."""

    model, search_fields = Suggestion, ("title",)

    def rows(self) -> QuerySet:
        rows = Suggestion.objects.visible_to(self.request.user).filter(registered_on__isnull=False)
        return rows.defer("grams", "situation", "analysis", "proposal").order_by("-registered_on", "-pk")

    def label(self, row: Suggestion) -> str:
        return f"{row}《{row.title}》"
