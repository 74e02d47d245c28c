"""/suggestions/ledger/: choose what the handling ledger holds, and download it."""

import tempfile

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Crumb
from pages.exporting import download
from pages.paging import capped_count
from suggestions.forms.ledger import LedgerForm
from suggestions.ledger import TITLE, LedgerFilters, suggestion_ledger, visible_rows
from suggestions.totals import RULES

READERS = (Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER)
CAP = 10_000


@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """The form; with ?export=xlsx the ledger itself. Units have their own list, so it is 403 for them."""
    if not holds(request.user, *READERS):
        raise PermissionDenied
    form = LedgerForm(request.GET or None, area=acting_post(request.user).principal.area)
    if form.is_bound and form.is_valid() and request.GET.get("export") == "xlsx":
        return _file(request, form.filters())
    counted = form.filters() if form.is_bound and form.is_valid() else LedgerFilters()
    count, capped = capped_count(visible_rows(request.user, counted), CAP)
    context = {
        "title": TITLE, "form": form, "rules": RULES.split("；"), "count": f"{count}+" if capped else count,
        "words": counted.words(), "crumbs": [Crumb("代表建议", reverse("suggestions:list"))],
    }  # fmt: skip
    return render(request, "suggestions/ledger.html", context)


def _file(request: HttpRequest, filters: LedgerFilters) -> HttpResponse:
    file = tempfile.TemporaryFile(prefix="ledger-")  # noqa: SIM115 the response closes it
    suggestion_ledger(request.user, filters, file)
    file.seek(0)
    return download(request, f"{TITLE}_{timezone.localdate():%Y%m%d}.xlsx", file)
