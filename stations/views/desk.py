"""The desk of a reception day: visits from the keyboard, attendance by one click."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from offices.posts import holds
from pages.actions import Crumb
from stations.actors import STATION_ROLES, is_station, staffs, station_of
from stations.choices import ReceptionState
from stations.forms.desk import DeskForm, MatterSet, OutsideForm, VisitForm
from stations.forms.receptions import AttendForm
from stations.intake import Logged, log_visit
from stations.models import KEPT, Booking, Matter, Reception, RosterEntry, Station, Visit
from stations.reception_lifecycle import RECEPTION
from stations.repeated import repeated
from stations.similar import similar_open
from stations.views.receptions import reception_of
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused

SHUT = "这次来访没有保存。填写的内容还在本页：请重新打开接待日后再保存，或抄到“补录来访”里。"
TODAY = 100  # visits beside the form


def desk_day(request: HttpRequest, pk: int) -> Reception:
    """A day in sight whose station this person staffs."""
    reception = reception_of(request, pk)
    if not is_station(reception, request.user):
        raise PermissionDenied
    return reception


@login_required
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the empty form. POST: one visit; htmx gets the form anew and the list beside it."""
    reception = desk_day(request, pk)
    shut = reception.state != ReceptionState.OPEN
    if shut and not (request.htmx and request.method == "POST"):
        messages.warning(request, f"接待日{reception.get_state_display()}，现在不能登记来访。")
        return redirect(reception)
    about = {"user": request.user, "station": reception.station}
    visit_form, matters = (
        DeskForm(request.POST or None),
        MatterSet(request.POST or None, prefix="m", form_kwargs=about),
    )
    logged = None
    if shut:  # by a colleague, while this form was being filled in: what was typed stays
        visit_form.add_error(None, f"接待日{reception.get_state_display()}，{SHUT}")
    elif request.method == "POST" and visit_form.is_valid() & matters.is_valid():
        logged = _log(request, visit_form, matters, reception.station, reception.on, reception)
        if logged and not request.htmx:
            return redirect("stations:desk", pk=pk)
        if logged:
            visit_form, matters = DeskForm(), MatterSet(prefix="m", form_kwargs=about)
    context = _context(request, reception) | sheet_of(visit_form, matters) | {"logged": logged}
    return render(request, "stations/_desk_answer.html" if request.htmx else "stations/desk.html", context)


def _log(
    request: HttpRequest,
    form: DeskForm,
    matters: Any,
    station: Station,
    on: dt.date,
    day: Reception | None = None,
) -> Logged | None:
    """Write the visit; None with the fault on the form when the rule forbids it, or it seems to be there already."""
    token, news = form.cleaned_data["token"], matters.matters()
    there = repeated(request.user, station, on, token, form.voter(), news)
    if there and not form.cleaned_data["sure"]:
        form.ask(there)
        return None
    try:
        logged = log_visit(
            request.user,
            station,
            form.voter(),
            news,
            on=on,
            token=token,
            reception=day,
            late=day is not None and day.state == ReceptionState.CLOSED,
        )
    except Refused as no:
        form.add_error(None, str(no))
        return None
    if not request.htmx:
        said = f"已登记{logged.visit.number}。" if logged.fresh else "这次来访刚才已经登记，没有重复保存。"
        messages.success(request, said)
    return logged


def sheet_of(form: VisitForm, matters: Any) -> dict[str, Any]:
    """The two forms of a visit, and the faults of both as one list."""
    return {"form": form, "matters": matters, "sheet": {"faults": [*form.faults, *matters.faults]}}


def _context(request: HttpRequest, reception: Reception) -> dict[str, Any]:
    user = request.user
    visits = Visit.objects.visible_to(user).filter(reception=reception).order_by("-pk")[:TODAY]
    rows = Matter.objects.visible_to(user).filter(visit__in=list(visits)).select_related("opinion")
    by_visit: dict[int, list[Matter]] = {}
    for row in rows.defer("opinion__grams").order_by("order"):
        by_visit.setdefault(row.visit_id, []).append(row)
    return {
        "title": "接待台",
        "reception": reception,
        "visits": [(visit, by_visit.get(visit.pk, [])) for visit in visits],
        "roster": roster_of(request, reception),
        "expected": list(Booking.objects.visible_to(user).filter(reception=reception, state__in=KEPT).order_by("pk")),
        "crumbs": [
            Crumb("接待日", reverse("stations:receptions")), Crumb(reception.number, reception.get_absolute_url()),
            Crumb("接待台"),
        ],
    }  # fmt: skip


def roster_of(request: HttpRequest, reception: Reception) -> list[RosterEntry]:
    rows = RosterEntry.objects.visible_to(request.user).filter(reception=reception)
    return list(rows.select_related("deputy").order_by("deputy__sort_key", "pk"))


@login_required
@require_POST
def attend(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: a deputy is here, or is not."""
    reception = desk_day(request, pk)
    form = AttendForm(request.POST, subject=reception, user=request.user)
    fault = "" if form.is_valid() else form.faults[0][2]
    if not fault:
        try:
            perform(RECEPTION, pk, "attend", request.user, **form.step_data())
        except (OutOfStep, Refused) as no:
            fault = str(no)
    if request.htmx:
        context = {"reception": reception, "roster": roster_of(request, reception), "fault": fault}
        return render(request, "stations/_roster.html", context)
    if fault:
        messages.warning(request, fault)
    return redirect("stations:desk", pk=pk)


@login_required
@require_POST
def similar(request: HttpRequest, pk: int) -> HttpResponse:
    """Open opinions like what the voter says just now. A POST, so that his words stand in no address."""
    desk_day(request, pk)
    found = similar_open(request.user, request.POST.get("text", "")[:5000])
    return render(request, "stations/_similar.html", {"found": found})


def day_of(user: Any, station: Station, on: dt.date) -> Reception | None:
    """The station's reception day of that date, open before archived: what was noted on paper belongs to it."""
    held = (ReceptionState.OPEN, ReceptionState.CLOSED)
    rows = Reception.objects.visible_to(user).filter(station=station, on=on, state__in=held)
    return min(rows.order_by("pk"), key=lambda row: row.state != ReceptionState.OPEN, default=None)


def _asked_day(request: HttpRequest) -> dt.date:
    """The day named in the address; today otherwise."""
    try:
        return dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()


@login_required
def new_opinion(request: HttpRequest) -> HttpResponse:
    """A visit outside a reception day: at the door, by letter, on the telephone."""
    user = request.user
    if not holds(user, *STATION_ROLES):
        raise PermissionDenied
    station = station_of(user)
    form = OutsideForm(
        request.POST or None, user=user, initial={"station": station, "on": _asked_day(request)}
    )
    matters = MatterSet(request.POST or None, prefix="m", form_kwargs={"user": user, "station": station})
    if request.method == "POST" and form.is_valid() & matters.is_valid():
        where = form.cleaned_data["station"]
        if not staffs(user, where.pk):
            raise PermissionDenied
        on = form.cleaned_data["on"]
        if logged := _log(request, form, matters, where, on, day_of(user, where, on)):
            return redirect(logged.visit.matters.order_by("order").first().opinion)
    crumbs = [Crumb("群众意见", reverse("stations:opinions")), Crumb("登记来访")]
    context = sheet_of(form, matters) | {"title": "登记来访", "crumbs": crumbs}
    return render(request, "stations/visit_new.html", context)
