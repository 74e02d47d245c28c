"""The check before submitting as a panel: of what was saved, or of what is being typed."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from deputies.models import Term
from offices.models import Area
from pages.actions import Crumb
from pages.asked import whole
from suggestions.advice.check import Advice, check, texts_of
from suggestions.advice.texts import FIELDS
from suggestions.drafting import own_mandates
from suggestions.entering import entered_areas
from suggestions.models import Suggestion
from suggestions.roles import is_committee, is_enterer, is_lead, is_second

MOST_SIGNS = 20_000


@login_required
def advice(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/<pk>/advice/: for the lead deputy and the desks that review; fragment and page are one."""
    rows = Suggestion.objects.visible_to(request.user).select_related("deputy", "area")
    suggestion = get_object_or_404(rows, pk=pk)
    whose = (is_lead, is_committee, is_second, is_enterer)
    if not any(reads(suggestion, request.user) for reads in whose):
        raise PermissionDenied
    found = check(texts_of(suggestion), suggestion.area, request.user, suggestion.pk)
    crumbs = [Crumb("代表建议", "/suggestions/"), Crumb(str(suggestion), suggestion.get_absolute_url())]
    return _panel(request, found, crumbs)


@login_required
@require_POST
def typed(request: HttpRequest) -> HttpResponse:
    """/suggestions/advice/: the check of a form that is not saved yet."""
    texts = {name: request.POST.get(name, "")[:MOST_SIGNS] for name in FIELDS}
    return _panel(request, check(texts, _area(request), request.user, _besides(request)), [])


def _area(request: HttpRequest) -> Area:
    """Of the congress it is addressed to: the one chosen on the form, else the nearest of one's own."""
    areas = {mandate.pk: mandate.term.area for mandate in own_mandates(request.user)}
    chosen = whole(request.POST.get("mandate"))
    if chosen in areas:
        return areas[chosen]
    found = next(iter([*areas.values(), *entered_areas(request.user)]), None)
    if found is None:
        raise PermissionDenied
    term = whole(request.POST.get("term"))
    named = Term.objects.select_related("area").filter(pk=term).first() if term else None
    return named.area if named else found


def _besides(request: HttpRequest) -> int | None:
    return whole(request.POST.get("besides"))


def _panel(request: HttpRequest, found: Advice, crumbs: list[Crumb]) -> HttpResponse:
    fragment = bool(getattr(request, "htmx", None))
    name = "suggestions/_advice.html" if fragment else "suggestions/advice.html"
    context = {"title": "提交前检查", "advice": found, "crumbs": crumbs}
    return render(request, name, context)
