"""Papers to print: the public notice, the register of a day, the slip of a refusal; and the ledger."""

import tempfile

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.exporting import download
from pages.masks import mask_name
from stations.actors import STATION_ROLES, is_station
from stations.forms.ledger import LedgerForm
from stations.ledger import TITLE, reception_ledger
from stations.models import Matter, RosterEntry, Visit
from stations.refusals import GROUNDS
from stations.rules import SCOPE, laid_out
from stations.views.opinions import opinion_of
from stations.views.receptions import reception_of


@login_required
def notice_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The published notice, ready to hang on the wall."""
    reception = reception_of(request, pk)
    if not reception.notice_text:
        raise Http404
    lines, signer = laid_out(reception.notice_text, str(reception.station))
    context = {"reception": reception, "lines": lines, "signer": signer}
    context |= {"title": "接待公告", "back": reception.get_absolute_url()}
    return render(request, "stations/notice.html", context)


@login_required
def register_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The register of a day (接待登记表): its matters, or empty lines to fill in by hand."""
    reception = reception_of(request, pk)
    if not is_station(reception, request.user):
        raise PermissionDenied
    rows = Matter.objects.visible_to(request.user).filter(visit__reception=reception)
    rows = rows.select_related("opinion__office", "opinion__deputy", "category").order_by("visit", "order")
    visits = Visit.objects.visible_to(request.user).filter(reception=reception).in_bulk()
    lines = [(row, visits.get(row.visit_id), mask_name(visits[row.visit_id].voter_name)) for row in rows
             if row.visit_id in visits]  # fmt: skip
    roster = (
        RosterEntry.objects.visible_to(request.user)
        .filter(reception=reception)
        .select_related("deputy")
        .order_by("deputy__sort_key", "pk")
    )
    context = {
        "title": "接待登记表",
        "reception": reception,
        "lines": lines,
        "roster": roster,
        "scope": SCOPE,
        "back": reception.get_absolute_url(),
    }
    return render(request, "stations/register.html", context | {"blanks": range(max(0, 8 - len(lines)))})


@login_required
def refusal_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """What the voter takes home when a matter is not accepted: why, and where to go instead."""
    opinion = opinion_of(request, pk)
    if not opinion.refusal:
        raise Http404
    return render(
        request,
        "stations/slip.html",
        {
            "title": "不予受理告知单",
            "opinion": opinion,
            "back": opinion.get_absolute_url(),
            "ground": GROUNDS[opinion.refusal],
            "today": timezone.localdate(),
        },
    )


@login_required
def ledger(request: HttpRequest) -> HttpResponseBase:
    """Ask for the range and give the ledger; voters in full only for staff who say why."""
    form = LedgerForm(request.GET if "since" in request.GET else None, user=request.user)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        file = tempfile.TemporaryFile(prefix="ledger-")  # noqa: SIM115 the response closes it
        reception_ledger(request.user, data["since"], data["until"], file, reason=data.get("reason", ""))
        file.seek(0)
        return download(request, f"{TITLE}_{data['since']:%Y%m%d}-{data['until']:%Y%m%d}.xlsx", file)
    crumbs = [Crumb("接待日", reverse("stations:receptions")), Crumb("接待台账")]
    sets = holds(
        request.user, *STATION_ROLES, Role.COMMITTEE, Role.LEADER
    )  # as reports.forms_books.may_order
    context = {
        "title": "接待台账", "form": form, "crumbs": crumbs, "back": reverse("stations:receptions"), "sets": sets,
    }  # fmt: skip
    return render(request, "stations/ledger.html", context)
