"""The case page of a suggestion."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pages.actions import Crumb
from pages.casefile import CaseFile, Paper
from pages.planning import joined_as_written
from suggestions.casefile import ending, head, joining, offers, parts, reviews
from suggestions.casefile.pressing import order_parts
from suggestions.casefile.reading import happened, read_case
from suggestions.casefile.track import track
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Suggestion
from suggestions.views.attachments import attachment_parts
from suggestions.views.documents import papers
from suggestions.views.groups import group_offers, group_parts
from suggestions.views.handling import handling_offers, handling_parts
from suggestions.views.lookbacks import look_parts
from suggestions.views.phones import phone_offers
from suggestions.views.promises import promise_parts
from suggestions.views.transfers import transfer_offers, transfer_parts
from workflow.lifecycle import offered


@login_required
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one suggestion that this person may know, and what he may do now."""
    with joined_as_written():
        suggestion = read_case(request.user, pk)
    return render(request, "suggestions/case.html", {"case": case_file(suggestion, request.user)})


def case_file(suggestion: Suggestion, user: Any) -> CaseFile:
    """The case file as this person sees it."""
    assignments = list(suggestion.assignments.all())
    mine = offers.case_offers(suggestion, user) + transfer_offers(suggestion, user)
    mine += group_offers(suggestion, user)
    mine = offers.in_order(mine + handling_offers(user, suggestion, assignments))
    mine += phone_offers(suggestion, user)
    clock = head.clock_now(suggestion)
    events = happened(suggestion, inside=False)
    return CaseFile(
        title=suggestion.title,
        number=f"第{suggestion.number}号" if suggestion.number else "",
        kind="代表建议、批评和意见",
        badges=head.badges(suggestion),
        holder=head.holder(suggestion),
        due_on=clock.due_on if clock else None,
        provisional=clock.provisional if clock else False,
        summary=head.facts(suggestion),
        notice=head.notice(suggestion, {step.action for step in offered(SUGGESTION, suggestion, user)}),
        track=track(suggestion),
        offers=mine,
        waiting=offers.waiting(suggestion, user),
        parts=[
            *reviews.lineage_parts(user, suggestion),
            *reviews.review_parts(suggestion, user),
            *joining.joining_parts(suggestion, user),
            *joining.withdrawal_parts(suggestion, user),
            *parts.texts(suggestion),
            *reviews.check_parts(user, suggestion),
            *attachment_parts(user, suggestion),
            *group_parts(suggestion, user),
            *transfer_parts(suggestion),
            *handling_parts(user, suggestion, assignments),
            *parts.objections(suggestion),
            *promise_parts(user, suggestion),
            *order_parts(user, suggestion),
            *look_parts(user, suggestion),
            *parts.verdicts(suggestion, user),
            *parts.second_verdicts(suggestion, user),
            *ending.parts(suggestion, user),
            *parts.origins(suggestion, user),
            *parts.whose_time(suggestion),
        ],
        timeline=parts.timeline(events, user),
        people=parts.people(suggestion),
        papers=[
            Paper("代表建议专用纸（打印）", reverse("suggestions:paper", args=(suggestion.pk,))),
            *papers(suggestion, user, events),
        ],
        clocks=parts.clocks(suggestion, user),
        crumbs=[Crumb("代表建议", "/suggestions/"), Crumb(str(suggestion))],
    )
