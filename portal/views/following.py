"""A voter asks what became of it, by receipt code and the last digits of the telephone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.witness import address_of
from offices.limits import setting
from portal.forms.following import FollowForm
from portal.receipts import found, matters_of, normal, opened, seal
from portal.redaction import without_private_data
from portal.throttle import HOUR, count, counted
from portal.views.door import frame, public_form
from stations.models import Matter
from stations.progress import outcome, stages, standing

WRONG = "没有查到。请核对回执码和手机号码后四位。"
TIRED = "试的次数太多了，请一小时后再试，或到联络站询问。"


@public_form
def follow(request: HttpRequest) -> HttpResponse:
    """Ask; a right answer leads to the matter, every wrong one says the same."""
    form = FollowForm(request.POST or None, initial={"code": request.GET.get("code", "")[:20]})
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        tries = (("follow", address_of(request) or "unknown"), ("receipt", normal(data["code"])))
        if any(counted(*one) >= setting("receipt_tries").number for one in tries):
            form.add_error(None, TIRED)
            status = 429
        elif visit := found(data["code"], data["digits"]):
            return redirect("portal:progress", seal(visit))
        else:
            for one in tries:
                count(*one, HOUR)
            form.add_error(None, WRONG)
    return render(request, "portal/follow.html", frame(request, "查办理进展") | {"form": form}, status=status)


@public_form
def progress(request: HttpRequest, sealed: str) -> HttpResponse:
    """The matters of one visit, where each stands, and what came of it."""
    visit = opened(sealed)
    if visit is None:
        return redirect("portal:follow")
    context = frame(request, "办理进展") | {
        "visit": visit,
        "matters": [_told(row) for row in matters_of(visit)],
    }
    return render(request, "portal/progress.html", context)


def _told(matter: Matter) -> dict[str, Any]:
    opinion = matter.opinion
    return {
        "matter": matter, "text": matter.text, "number": opinion.number, "stages": stages(opinion),
        "standing": standing(opinion),
        "outcome": [(label, without_private_data(text)) for label, text in outcome(opinion)],
    }  # fmt: skip
