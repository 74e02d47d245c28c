"""A voter asks what became of it, by receipt code and the last digits of the telephone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.witness import address_of
from offices.limits import setting
from pages.redaction import without_private_data
from portal.forms.following import FollowForm, JudgeForm
from portal.milestones import suggestion_stages
from portal.receipts import BOOKING, asked_of, found, found_booking, matters_of, normal, opened, seal
from portal.throttle import HOUR, count, counted
from portal.views.door import frame, public_form
from stations.models import Matter
from stations.online import judge, may_judge
from stations.progress import outcome, stages, standing
from stations.telling import seen
from suggestions.telling import looked_up
from workflow.transitions import OutOfStep, Refused

WRONG = "没有查到。请核对回执码和电话号码后四位。"
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
        elif page := _page_of(data["code"], data["digits"]):
            return redirect(page)
        else:
            for one in tries:
                count(*one, HOUR)
            form.add_error(None, WRONG)
    return render(request, "portal/follow.html", frame(request, "查办理进展") | {"form": form}, status=status)


def _page_of(code: str, digits: str) -> str:
    """The page of the matter or appointment of this receipt; both are always looked for."""
    visit, booking = found(code, digits), found_booking(code, digits)
    if visit:
        looked_up(visit.pk)
        seen(visit.pk)
        return reverse("portal:progress", args=(seal(visit),))
    return reverse("portal:booking", args=(seal(booking, BOOKING),)) if booking else ""


@public_form
def progress(request: HttpRequest, sealed: str) -> HttpResponse:
    """The matters of one visit: where each stands, what came of it; POST: the voter's word on one of them."""
    visit = opened(sealed)
    if visit is None:
        return redirect("portal:follow")
    rows = list(matters_of(visit))
    judged = next((row for row in rows if str(row.pk) == request.POST.get("matter")), None)
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and judged and form.is_valid() and _judge(form, judged):
        return redirect("portal:progress", sealed)
    told = [_told(row, form if row == judged else JudgeForm()) for row in rows]
    context = frame(request, "办理进展") | {"visit": visit, "matters": told, "asked": asked_of(visit)}
    return render(request, "portal/progress.html", context)


def _judge(form: JudgeForm, matter: Matter) -> bool:
    """Take the voter's word; False with the fault on the form."""
    try:
        judge(matter, form.cleaned_data["verdict"], form.cleaned_data["words"])
    except (Refused, OutOfStep) as no:
        form.add_error(getattr(no, "field", "") or None, str(no))
        return False
    return True


def _told(matter: Matter, form: JudgeForm) -> dict[str, Any]:
    opinion = matter.opinion
    stages_of, public = suggestion_stages(opinion)
    return {
        "matter": matter, "text": matter.text, "number": opinion.number, "stages": stages(opinion),
        "standing": standing(opinion), "suggested": stages_of, "public": public,
        "outcome": [(label, without_private_data(text)) for label, text in outcome(opinion)],
        "form": form if may_judge(matter) else None,
    }  # fmt: skip
