"""Which stations have stars or a plate: the public list."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pages.actions import Crumb
from portal.forms.search import BY_NUMBER, HonourSearch
from portal.published import below, honours_in_force
from portal.views.door import areas, frame, paged, public_page


@public_page
def honours(request: HttpRequest) -> HttpResponse:
    """Stars and plates in force: the newest first, or the plates by their numbers; found by number or station."""
    form = HonourSearch(areas(), request.GET)
    rows = _found(below(honours_in_force(), form.place), form.words)
    by_number = form.cleaned_data.get("by") == BY_NUMBER
    rows = rows.exclude(number="") if by_number else rows
    trail = Crumb("联络站", reverse("portal:stations"))
    context = frame(request, "星级联络站和示范点", trail)
    context |= paged(request, rows, "number" if by_number else "-granted_on")
    return render(request, "portal/honours.html", context | {"form": form, "asked": bool(form.data)})


def _found(rows: QuerySet, words: list[str]) -> QuerySet:
    for word in words:
        rows = rows.filter(
            Q(number__icontains=word) | Q(station__name__icontains=word) | Q(name__icontains=word)
        )
    return rows
