"""One-time links to rate: who has rated, who has a link, a new one, and none any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from pages.actions import Crumb
from suggestions.choices import SignatureState, SuggestionState
from suggestions.models import Rating, RatingLink, SecondRating, Signature, Suggestion
from suggestions.rating_links import make_link, revoke, why_not_again, why_not_linked
from suggestions.roles import is_committee
from workflow.transitions import Refused


@dataclass(frozen=True)
class Line:
    """One deputy: has he rated, until when does his link live, and why he gets none."""

    signature: Signature
    rated: bool
    until: datetime | None
    why_not: str


@dataclass(frozen=True)
class Table:
    """The deputies of one verdict. second: the one after the promises were kept."""

    title: str
    second: bool
    lines: list[Line]


@login_required
def rating_links(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/<pk>/rating-links/: for the congress office of the case."""
    suggestion = _case(request, pk)
    return render(request, "suggestions/rating_links.html", _context(request, suggestion))


@login_required
@require_POST
def rating_link_new(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/rating-links/<signature>/new/: the link is shown this once, with a code to scan.

    POST second=1: for the verdict after the promises were kept.
    """
    signature = _signature(request, pk)
    try:
        token = make_link(signature, request.user, second="second" in request.POST)
    except Refused as no:
        messages.warning(request, str(no))
        return redirect("suggestions:rating-links", signature.suggestion_id)
    url = request.build_absolute_uri(f"/p/rate/{token}/")
    code = segno.make(url, error="m").svg_data_uri(scale=4, border=2)
    new = {"name": signature.deputy.name, "url": url, "code": code}
    context = _context(request, signature.suggestion) | {"new": new}
    response = render(request, "suggestions/rating_links.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def rating_link_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/rating-links/<signature>/revoke/"""
    signature = _signature(request, pk)
    if revoke(signature, request.user, second="second" in request.POST):
        messages.success(request, f"{signature.deputy}代表的评价链接已作废。")
    else:
        messages.warning(request, "没有可以作废的链接。")
    return redirect("suggestions:rating-links", signature.suggestion_id)


def _case(request: HttpRequest, pk: int) -> Suggestion:
    rows = Suggestion.objects.visible_to(request.user).select_related("area", "deputy")
    suggestion = get_object_or_404(rows, pk=pk)
    if not is_committee(suggestion, request.user):
        raise PermissionDenied
    return suggestion


def _signature(request: HttpRequest, pk: int) -> Signature:
    rows = Signature.objects.visible_to(request.user).select_related("suggestion__area", "deputy")
    signature = get_object_or_404(rows, pk=pk)
    _case(request, signature.suggestion_id)
    return signature


def _context(request: HttpRequest, suggestion: Suggestion) -> dict[str, Any]:
    crumbs = [
        Crumb("代表建议", reverse("suggestions:list")),
        Crumb(str(suggestion), suggestion.get_absolute_url()),
    ]
    tables = [table for second in (False, True) if (table := _table(request.user, suggestion, second)).lines]
    return {"title": "评价链接", "suggestion": suggestion, "tables": tables, "crumbs": crumbs}


def _table(user: Any, suggestion: Suggestion, second: bool) -> Table:
    """Who has rated, who has a link: of the reply, or of what was promised in it."""
    present = {"suggestion": suggestion, "round": suggestion.round}
    links = RatingLink.objects.visible_to(user).filter(
        **present, second=second, used_at=None, revoked_at=None
    )
    live = dict(links.values_list("signature", "expires_at"))
    rows = Signature.objects.visible_to(user).select_related("deputy", "suggestion").order_by("pk")
    rows = rows.filter(suggestion=suggestion, state=SignatureState.CONFIRMED)
    if second:
        asked = SecondRating.objects.visible_to(user).filter(**present)
        rows, given = rows.filter(pk__in=asked.values("signature")), asked.filter(at__isnull=False)
    elif suggestion.state == SuggestionState.REPLIED:
        given = Rating.objects.visible_to(user).filter(**present)
    else:
        return Table("", second, [])
    rated, why_not = (
        set(given.values_list("signature", flat=True)),
        why_not_again if second else why_not_linked,
    )
    lines = [Line(row, row.pk in rated, live.get(row.pk), why_not(row)) for row in rows]
    return Table("落实后评价" if second else "对答复的评价", second, lines)
