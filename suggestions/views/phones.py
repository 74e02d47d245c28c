"""How to reach the deputies of a suggestion: for who must speak with them (代表法 art. 51); each look is journalled."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pages.actions import Crumb
from pages.casefile import Offer
from suggestions import parties, roles
from suggestions.documents.words import confirmed
from suggestions.models import Suggestion
from suggestions.reaching import may_reach, note_reading


def phone_offers(suggestion: Suggestion, user: Any) -> list[Offer]:
    """For the units alone: the offices have the registry."""
    mine = (parties.is_unit(part, user) for part in roles.assignments_of(suggestion))
    if not any(mine) or not may_reach(suggestion, user):
        return []
    url = reverse("suggestions:phones", args=(suggestion.pk,))
    return [Offer("查看代表联系电话", url, "phones", note="只用于办理这件建议；每次查看都记入日志。")]


@never_cache
@require_POST
@login_required
def phones(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/<pk>/phones/"""
    rows = Suggestion.objects.visible_to(request.user).select_related("area", "deputy")
    suggestion = get_object_or_404(rows, pk=pk)
    if not may_reach(suggestion, request.user):
        raise PermissionDenied
    note_reading(suggestion, request.user, "办理建议，与代表联系")
    context = {
        "title": "代表联系电话", "suggestion": suggestion, "signers": confirmed(suggestion),
        "crumbs": [Crumb("代表建议", reverse("suggestions:list")), Crumb(str(suggestion), suggestion.get_absolute_url())],
    }  # fmt: skip
    return render(request, "suggestions/phones.html", context)
