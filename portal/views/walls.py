"""What stations show everybody: micro-wishes, the echo wall, a deputy's page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from pages.actions import Crumb
from pages.redaction import without_private_data
from portal.forms.search import PlaceForm
from portal.published import (
    below,
    coming_receptions,
    duties_of,
    echoes,
    open_wishes,
    pledges_of,
    public_deputy,
    published_suggestions,
    stations_of,
)
from portal.views.door import areas, frame, paged, public_page
from portal.views.stations import levels
from stations.codes import AnyCode, running_code, station_behind
from suggestions.choices import Consent

SHOWN = 6


def _placed(request: HttpRequest) -> PlaceForm:
    form = PlaceForm(areas(), request.GET)
    form.fields.pop("q")
    return form


@public_page
def wishes(request: HttpRequest) -> HttpResponse:
    """The micro-wishes, newest first."""
    form = _placed(request)
    rows = below(open_wishes(timezone.localdate()), form.place, "station__area")
    context: dict[str, Any] = frame(request, "微心愿") | paged(request, rows, "-applied_on") | {"form": form}
    context["rows"] = [(row, without_private_data(row.text)) for row in context["rows"]]
    return render(request, "portal/wishes.html", context)


@public_page
def echo_wall(request: HttpRequest) -> HttpResponse:
    """The published answers, newest first."""
    form = _placed(request)
    rows = below(echoes(), form.place, "station__area")
    context: dict[str, Any] = (
        frame(request, "回音壁") | paged(request, rows, "-published_on") | {"form": form}
    )
    context["rows"] = [
        (row, without_private_data(row.question), without_private_data(row.answer)) for row in context["rows"]
    ]
    return render(request, "portal/echoes.html", context)


def _code_of(row: Deputy) -> AnyCode | None:
    """The deputy's code, where a station stands behind it that listens online."""
    code = running_code(row)
    station = station_behind(code) if code else None
    return code if station and station.online else None


@public_page
def deputy(request: HttpRequest, code: str) -> HttpResponse:
    """A deputy: levels, what the area publishes, where he can be met, his published suggestions."""
    row, today = public_deputy(code), timezone.localdate()
    if row is None:
        raise Http404
    mine = published_suggestions().filter(deputy=row, consent=Consent.FULL)
    trail = Crumb("联络站", reverse("portal:stations"))
    context = frame(request, row.name, trail) | {
        "deputy": row, "levels": levels(row), "stations": stations_of(row, today)[:SHOWN],
        "pledges": [(one, without_private_data(one.text), without_private_data(one.result))
                    for one in pledges_of(row, row.area)[:SHOWN]],
        "duties": duties_of(row, row.area, today.year), "year": today.year,
        "constituencies": sorted({one.constituency for one in row.standing if one.constituency}),
        "coming": coming_receptions(today).filter(roster__deputy=row)[:SHOWN],
        "code": _code_of(row), "suggestions": mine.order_by("-submitted_on", "-pk")[:SHOWN],
    }  # fmt: skip
    return render(request, "portal/deputy.html", context)
