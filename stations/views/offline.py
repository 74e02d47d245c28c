"""The desk without a line: a page that the browser keeps, and taking in what was typed meanwhile."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from pages.fields import keyed_digest
from pages.search import fold
from stations.choices import ReceptionState
from stations.forms.desk import MatterSet, VisitForm
from stations.forms.offline import QueuedForm
from stations.intake import log_visit
from stations.models import Matter, Reception, Visit
from stations.views.desk import desk_day, sheet_of
from workflow.transitions import Refused


@login_required
def offline_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk's form alone, without any voter's data: the browser keeps it for when the line is down."""
    reception = desk_day(request, pk)
    about = {"user": request.user, "station": reception.station}
    context = sheet_of(VisitForm(), MatterSet(prefix="m", form_kwargs=about))
    return render(
        request, "stations/desk_offline.html", context | {"title": "接待台", "reception": reception}
    )


@login_required
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it must stand above the pages that it serves."""
    return render(request, "stations/worker.js", content_type="text/javascript; charset=utf-8")


@login_required
@never_cache
def sync(request: HttpRequest, pk: int) -> HttpResponse:
    """GET gives a fresh form token. POST takes in one kept visit, once, and says what became of it.

    {"state": "saved" or "already", "number"}, or {"state": "closed", "same" or "faulty", "faults"}.
    """
    reception = desk_day(request, pk)
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    about = {"user": request.user, "station": reception.station}
    form = QueuedForm(request.POST, reception=reception)
    matters = MatterSet(request.POST, prefix="m", form_kwargs=about)
    if not (form.is_valid() & matters.is_valid()):
        faults = [*form.faults, *matters.faults]
        return _conflict("faulty", [f"{label}：{said}" if label else said for _, label, said in faults])
    return _take(request, reception, form, matters)


def _conflict(state: str, faults: list[str]) -> JsonResponse:
    return JsonResponse({"state": state, "faults": faults})


def _take(request: HttpRequest, reception: Reception, form: QueuedForm, matters: Any) -> JsonResponse:
    token, news = form.cleaned_data["token"], matters.matters()
    known = Visit.objects.visible_to(request.user).filter(token=token).first()
    if (
        known is None
        and not form.cleaned_data["sure"]
        and (said := _same(request.user, reception, form, news))
    ):
        return _conflict("same", said)
    late = form.cleaned_data["late"] and reception.state == ReceptionState.CLOSED
    day = None if form.cleaned_data["late"] and reception.state == ReceptionState.CANCELLED else reception
    try:
        logged = log_visit(
            request.user, reception.station, form.voter(), news, on=reception.on, token=token, reception=day,
            late=late,
        )  # fmt: skip
    except Refused as no:
        closed = reception.state != ReceptionState.OPEN
        return _conflict("closed" if closed else "faulty", [str(no)])
    return JsonResponse({"state": "saved" if logged.fresh else "already", "number": logged.visit.number})


def _same(user: Any, reception: Reception, form: QueuedForm, news: list[Any]) -> list[str]:
    """Visits of the same day with the same telephone (or name) and the same words: somebody may have typed it too."""
    voter = form.voter()
    phone = keyed_digest(voter["phone"])
    who = {"visit__phone_digest": phone} if phone else {"visit__voter_name": voter["voter_name"]}
    rows = Matter.objects.visible_to(user).filter(
        visit__station=reception.station, visit__on=reception.on, **who
    )
    words = {fold(new.text) for new in news}
    return [
        f"{number}已登记相同的来访人和内容，可能由他人录入。"
        for number, text in rows.values_list("visit__number", "text")[:50]
        if fold(text) in words
    ]
