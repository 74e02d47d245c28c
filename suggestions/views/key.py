"""Key suggestions (重点督办建议): the share that was chosen, and how each stands."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Action, Crumb
from suggestions.keying import Standing, standing
from suggestions.models import Suggestion

READERS = (Role.COMMITTEE, Role.LEADER, Role.GOVERNMENT)


@login_required
def key(request: HttpRequest) -> HttpResponse:
    """The dashboard of the key suggestions of one's area and present term."""
    if not holds(request.user, *READERS):
        raise PermissionDenied
    rows = Suggestion.objects.visible_to(request.user)
    found: Standing = standing(rows, acting_post(request.user).principal.area)
    context: dict[str, Any] = {
        "title": "重点督办建议",
        "found": found,
        "figures": found.figures,
        "actions": [Action("全部督办", "/suggestions/supervisions/", icon="list-check")],
        "crumbs": [Crumb("代表建议", "/suggestions/"), Crumb("重点督办建议")],
    }
    return render(request, "suggestions/key.html", context)
