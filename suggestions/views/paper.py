"""The printed form of a suggestion (代表建议、批评和意见专用纸, domain rule 95)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from journal.book import enter
from journal.models import EntryKind
from pages.masks import mask_phone
from suggestions.casefile.head import particulars
from suggestions.models import Suggestion
from suggestions.roles import is_committee, is_lead
from suggestions.signing import Signer, signers_in_order


@login_required
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/<pk>/paper/; the full telephone number for the deputy himself and his congress office alone."""
    rows = Suggestion.objects.visible_to(request.user)
    rows = rows.select_related(
        "area",
        "term__area",
        "session__term__area",
        "deputy",
        "delegation",
        "category",
        "campaign",
        "proposed_office",
    )
    suggestion = get_object_or_404(rows, pk=pk)
    signers = signers_in_order(suggestion)
    context = {
        "title": "代表建议、批评和意见专用纸",
        "suggestion": suggestion,
        "lead": signers[0],
        "co": signers[1:],
        "phone": _phone(request, suggestion, signers[0]),
        "particulars": particulars(suggestion),
    }
    return render(request, "suggestions/paper.html", context)


def _phone(request: HttpRequest, suggestion: Suggestion, lead: Signer) -> Any:
    phone = lead.deputy.phone
    if is_lead(suggestion, request.user):
        return phone
    if phone and is_committee(suggestion, request.user):
        enter(EntryKind.READING, "打印建议专用纸（含代表电话）", request.user, subject=suggestion)
        return phone
    return mask_phone(phone)
