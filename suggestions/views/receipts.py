"""The receipt that a unit gives when it signs for its part (送达回执), to print."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from offices.choices import Role
from offices.posts import holds
from suggestions.models import Assignment
from workflow.cases import clock_row

OFFICIALS = (Role.COMMITTEE, Role.GOVERNMENT, Role.HANDLER, Role.UNIT_HEAD)
SIGNING = ("receive", "refuse_hand_back")  # a refused hand-back counts as received


@login_required
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signed for the part, when, and what runs from then on; 404 before it is signed for.

    A part taken over from the years before has its day alone, and no word of who signed.
    """
    rows = Assignment.objects.visible_to(request.user).select_related(
        "suggestion__deputy", "office", "dispatcher"
    )
    part = get_object_or_404(rows, pk=pk)
    if not holds(request.user, *OFFICIALS):
        raise PermissionDenied
    signed = part.events.filter(action__in=SIGNING).select_related("actor").order_by("pk").first()
    if part.received_on is None:
        raise Http404
    clocks = part.suggestion.clocks.filter(assignment=part).exclude(rule="redispatch").order_by("due_on")
    return render(
        request,
        "suggestions/receipt.html",
        {
            "title": "送达回执",
            "part": part,
            "who": f"{signed.actor.name}（{signed.post}）" if signed else "",
            "at": signed.at if signed else None,
            "limits": [clock_row(clock) for clock in clocks.select_related("office", "person")],
        },
    )
