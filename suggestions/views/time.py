"""Whose time it was, over many suggestions: one figure, its table and what it counts."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Crumb
from suggestions.forms.term import TermForm
from suggestions.held_time import Figures, figures
from suggestions.models import Holding

READERS = (Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER, Role.HANDLER, Role.UNIT_HEAD)


@login_required
def whose_time(request: HttpRequest) -> HttpResponse:
    """The days of all suggestions of a term that one may know of, by party and by unit."""
    if not holds(request.user, *READERS):
        raise PermissionDenied
    form = TermForm(request.GET or None, area=acting_post(request.user).principal.area)
    found: Figures = figures(Holding.objects.visible_to(request.user), form.term)
    context: dict[str, Any] = {
        "title": "时间归属", "form": form, "found": found, "chart": found.chart,
        "crumbs": [Crumb("代表建议", "/suggestions/"), Crumb("时间归属")],
    }  # fmt: skip
    return render(request, "suggestions/time.html", context)
