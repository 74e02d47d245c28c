"""The desk without a line: a page that the browser keeps, and taking in what was typed meanwhile."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from stations.choices import ReceptionState
from stations.forms.desk import MatterSet, VisitForm
from stations.forms.offline import QueuedAttendForm, QueuedForm
from stations.intake import log_visit
from stations.models import Reception
from stations.reception_lifecycle import RECEPTION
from stations.repeated import repeated
from stations.views.desk import desk_day, roster_of, sheet_of
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused

S = ReceptionState


@login_required
def offline_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk's form and attendance list, without any voter's data: the browser keeps it for when the line is down."""
    reception = desk_day(request, pk)
    about = {"user": request.user, "station": reception.station}
    context = sheet_of(VisitForm(), MatterSet(prefix="m", form_kwargs=about))
    context |= {"title": "接待台", "reception": reception, "roster": roster_of(request, reception)}
    return render(request, "stations/desk_offline.html", context)


@login_required
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it must stand above the pages that it serves."""
    script = render(request, "stations/worker.js", content_type="text/javascript; charset=utf-8")
    script["Service-Worker-Allowed"] = "/"  # who opens the first page without a line gets the desk's form too
    return script


@login_required
@never_cache
def sync(request: HttpRequest, pk: int) -> HttpResponse:
    """GET gives a fresh form token. POST takes in one kept visit or click of the attendance list, once, and says what
    became of it.

    {"state": "saved" or "already", "number"}, or {"state": "early", "closed", "same" or "faulty", "faults"}.
    """
    reception = desk_day(request, pk)
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    if "attended" in request.POST:
        return _take_attendance(request, reception)
    about = {"user": request.user, "station": reception.station}
    form = QueuedForm(request.POST, reception=reception)
    matters = MatterSet(request.POST, prefix="m", form_kwargs=about)
    if not (form.is_valid() & matters.is_valid()):
        faults = [*form.faults, *matters.faults]
        return _conflict("faulty", [f"{label}：{said}" if label else said for _, label, said in faults])
    return _take(request, reception, form, matters)


def _take_attendance(request: HttpRequest, reception: Reception) -> JsonResponse:
    form = QueuedAttendForm(request.POST, subject=reception, user=request.user)
    if not form.is_valid():
        return _conflict("faulty", [said for _, _, said in form.faults])
    if said := form.conflict():
        return _conflict("same", [said])
    try:
        perform(RECEPTION, reception.pk, "attend", request.user, **form.step_data())
    except (OutOfStep, Refused) as no:
        return _not_open(reception, str(no))
    return JsonResponse({"state": "saved", "number": ""})


def _not_open(reception: Reception, said: str) -> JsonResponse:
    """Why it cannot be taken in now: the day has not begun, is over, or (open) something else is the matter."""
    if reception.state in (S.PLANNED, S.PUBLISHED):
        return _conflict("early", ["请先在接待日页面点“开始接待”，再上传。"])
    return _conflict("faulty" if reception.state == S.OPEN else "closed", [said])


def _conflict(state: str, faults: list[str]) -> JsonResponse:
    return JsonResponse({"state": state, "faults": faults})


def _take(request: HttpRequest, reception: Reception, form: QueuedForm, matters: Any) -> JsonResponse:
    token, news = form.cleaned_data["token"], matters.matters()
    about = request.user, reception.station, reception.on, token, form.voter(), news
    if not form.cleaned_data["sure"] and (said := repeated(*about)):
        return _conflict("same", said)
    late = form.cleaned_data["late"] and reception.state == S.CLOSED
    day = None if form.cleaned_data["late"] and reception.state == S.CANCELLED else reception
    try:
        logged = log_visit(
            request.user, reception.station, form.voter(), news, on=reception.on, token=token, reception=day,
            late=late,
        )  # fmt: skip
    except Refused as no:
        return _not_open(reception, str(no))
    return JsonResponse({"state": "saved" if logged.fresh else "already", "number": logged.visit.number})
