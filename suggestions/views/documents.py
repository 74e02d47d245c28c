"""The official papers of a case: as Word files, as pages to print, and many at once."""

import tempfile
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Crumb
from pages.addresses import keyed_url
from pages.casefile import Paper
from pages.documents import DOCX, drawn
from pages.exporting import download
from suggestions.casefile.reading import case_rows, happened
from suggestions.documents.catalogue import DOCUMENTS, find_paper, offered_papers
from suggestions.documents.issuing import file_name, journal, make, pack
from suggestions.documents.listing import lists
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.forms.documents import BatchForm
from suggestions.models import Suggestion

MAKERS = (Role.COMMITTEE, Role.GOVERNMENT, Role.HANDLER, Role.UNIT_HEAD)
MOST = 100  # cases in one archive


def papers(suggestion: Suggestion, user: Any, events: list[dict[str, Any]]) -> list[Paper]:
    """The papers of the case page's side; each opens as a page to print."""
    return [
        Paper(piece.label, _url("document-print", suggestion, document, piece))
        for document, piece in offered_papers(Desk(user, suggestion, events))
    ]


def _url(name: str, suggestion: Suggestion, document: Document, piece: Piece) -> str:
    return keyed_url(f"suggestions:{name}", suggestion.pk, document.code, piece.key)


def _asked(request: HttpRequest, pk: int, code: str, key: str) -> tuple[Desk, Document, Piece]:
    """The case and the paper, or 404 for whoever may not have it."""
    suggestion = get_object_or_404(case_rows(request.user), pk=pk)
    desk = Desk(request.user, suggestion, happened(suggestion, inside=False))
    found = find_paper(desk, code, key)
    if found is None:
        raise Http404
    return desk, *found


@never_cache
@login_required
def document(request: HttpRequest, pk: int, code: str, key: str) -> HttpResponse:
    """/suggestions/<pk>/documents/<code>/<key>/: the paper as a Word file."""
    desk, kind, piece = _asked(request, pk, code, key)
    docx = make(desk, kind, piece)
    journal(desk, kind, piece, "docx")
    return download(request, file_name(desk.suggestion, piece), BytesIO(docx), DOCX)


@never_cache
@login_required
def document_print(request: HttpRequest, pk: int, code: str, key: str) -> HttpResponse:
    """/suggestions/<pk>/documents/<code>/<key>/print/: the same paper as a page to print."""
    desk, kind, piece = _asked(request, pk, code, key)
    blocks = drawn(make(desk, kind, piece))
    journal(desk, kind, piece, "print")
    context = {
        "title": piece.label, "blocks": blocks, "docx": _url("document", desk.suggestion, kind, piece),
        "back": desk.suggestion.get_absolute_url(),
    }  # fmt: skip
    return render(request, "pages/document.html", context)


@login_required
def documents(request: HttpRequest) -> HttpResponse:
    """/suggestions/documents/: the papers of one kind of many suggestions, in one archive."""
    if not holds(request.user, *MAKERS):
        raise PermissionDenied
    form = BatchForm(request.GET or None, area=acting_post(request.user).principal.area)
    if form.is_bound and form.is_valid():
        return _packed(request, form)
    context = {
        "title": "批量生成文书", "form": form, "most": MOST,
        "crumbs": [Crumb("代表建议", reverse("suggestions:list"))],
    }  # fmt: skip
    return render(request, "suggestions/documents.html", context)


def _packed(request: HttpRequest, form: BatchForm) -> HttpResponse:
    """The archive; words instead of one that would be empty or too large."""
    rows: QuerySet = form.filters().apply(case_rows(request.user)).order_by("term", "session", "number", "pk")
    found = list(rows[: MOST + 1])
    if len(found) > MOST:
        messages.warning(request, f"所选范围超过{MOST}件，请缩小立案日期的范围，分几次生成。")
        return redirect("suggestions:documents")
    kind = DOCUMENTS[form.cleaned_data["code"]]
    file = tempfile.TemporaryFile(prefix="papers-")  # noqa: SIM115 the response closes it
    desks = (Desk(request.user, row, happened(row, inside=False)) for row in found)
    if not pack(desks, kind, file, lambda: lists(request.user, form.filters(), kind.code, found)):
        file.close()
        messages.warning(request, f"所选范围内没有可以生成的{kind.label}。")
        return redirect("suggestions:documents")
    file.seek(0)
    return download(request, f"{kind.label}_{timezone.localdate():%Y%m%d}.zip", file, "application/zip")
