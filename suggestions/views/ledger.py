"""/suggestions/ledger/: choose which book and what it holds, and download it (双建账, seed row XH-10)."""

import tempfile
from collections.abc import Callable
from typing import IO, Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Crumb
from pages.exporting import download
from pages.paging import capped_count
from suggestions import government_ledger as government
from suggestions import ledger as congress
from suggestions import totals
from suggestions.forms.ledger import CONGRESS, GOVERNMENT, LedgerForm
from suggestions.ledger import LedgerFilters

READERS = (Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER)
CAP = 10_000


class Book(NamedTuple):
    """One of the two books: its title, what its figures mean, its rows, and who writes it."""

    title: str
    rules: str
    unit: str
    rows: Callable[[Any, LedgerFilters], list[QuerySet]]
    write: Callable[[Any, LedgerFilters, IO[bytes]], int]


BOOKS = {
    CONGRESS: Book(
        congress.TITLE,
        totals.RULES,
        "件",
        lambda *given: [congress.visible_rows(*given)],
        congress.suggestion_ledger,
    ),
    GOVERNMENT: Book(
        government.TITLE, government.RULES, "行", government.visible_rows, government.government_ledger
    ),
}


@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """The form; with ?export=xlsx the ledger itself. Units have their own list, so it is 403 for them."""
    if not holds(request.user, *READERS):
        raise PermissionDenied
    own = GOVERNMENT if holds(request.user, Role.GOVERNMENT) else CONGRESS
    form = LedgerForm(request.GET or None, area=acting_post(request.user).principal.area, own=own)
    chosen = form.filters() if form.is_bound and form.is_valid() else LedgerFilters()
    book = BOOKS[form.chosen_book]
    if form.is_bound and form.is_valid() and request.GET.get("export") == "xlsx":
        return _file(request, book, chosen)
    counts = [capped_count(rows, CAP) for rows in book.rows(request.user, chosen)]
    count, capped = sum(one for one, _ in counts), any(over for _, over in counts)
    context = {
        "title": "办理台账", "book": book, "form": form, "rules": book.rules.split("；"),
        "count": f"{count}+" if capped else count, "words": chosen.words(),
        "crumbs": [Crumb("代表建议", reverse("suggestions:list"))],
    }  # fmt: skip
    return render(request, "suggestions/ledger.html", context)


def _file(request: HttpRequest, book: Book, filters: LedgerFilters) -> HttpResponse:
    file = tempfile.TemporaryFile(prefix="ledger-")  # noqa: SIM115 the response closes it
    book.write(request.user, filters, file)
    file.seek(0)
    return download(request, f"{book.title}_{timezone.localdate():%Y%m%d}.xlsx", file)
