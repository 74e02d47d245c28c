"""The first page, the stations, and what a reception day's notice says."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from deputies.choices import Level
from deputies.models import Deputy
from offices.models import Area
from pages.actions import Crumb
from pages.links import Link
from pages.redaction import without_personal_phones, without_private_data
from portal.forms.search import PlaceForm, StationSearch
from portal.published import (
    below,
    brands_of,
    coming_receptions,
    deputies_at,
    echoes,
    heard_online,
    honours_in_force,
    open_stations,
    published_notices,
    usual_days,
    working_under,
)
from portal.views.door import areas, frame, paged, public_page, words_in_use
from stations.clusters import pictured
from stations.rules import laid_out

NEXT = 12  # reception days on the first page
AT_STATION = 6
MOST_DEPUTIES = 200
MOST_POINTS = 60
ON_MAP, LISTED = 2000, 300


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The next reception days near the voter, and the ways in."""
    form = PlaceForm(areas(), request.GET)
    form.fields.pop("q")
    today = timezone.localdate()
    coming = below(coming_receptions(today), form.place)
    context = frame(request, "人大代表就在您身边") | {
        "form": form,
        "area": form.place,
        "coming": coming[:NEXT],
    }
    return render(request, "portal/home.html", context)


@public_page
def stations(request: HttpRequest) -> HttpResponse:
    """Find a station by area, name or address, or one that may be spoken to from home."""
    form = StationSearch(areas(), words_in_use(), request.GET)
    rows = heard_online(_named(below(open_stations(timezone.localdate()), form.place), form.words))
    rows = rows.filter(online_code=True) if form.cleaned_data.get("online") else rows
    rows = working_under(rows, form.chosen("brand"), form.chosen("function"))
    context = frame(request, "人大代表联络站") | paged(request, rows, "path")
    return render(request, "portal/stations.html", context | {"form": form})


@public_page
def station_map(request: HttpRequest) -> HttpResponse:
    """The stations of an area drawn by their coordinates, with the list of them all below."""
    form = PlaceForm(areas(), request.GET)
    form.fields.pop("q")
    rows = list(below(open_stations(timezone.localdate()), form.place).order_by("path")[: ON_MAP + 1])
    trail = Crumb("联络站", reverse("portal:stations"))
    picture = pictured(rows[:ON_MAP], Link(request.path, request.GET))
    shown = picture.pop("stations")
    context = (
        frame(request, "联络站地图", trail)
        | picture
        | {
            "form": form,
            "stations": shown[:LISTED],
            "more": len(shown) > LISTED,
            "public": True,
        }
    )
    return render(request, "portal/map.html", context)


def _named(rows: QuerySet, words: list[str]) -> QuerySet:
    for word in words:
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(address__icontains=word)
            | Q(host__icontains=word)
            | Q(code__iexact=word)
        )
    return rows


@public_page
def station(request: HttpRequest, code: str) -> HttpResponse:
    """Where it is, when it is open, who can be met there and when next."""
    today = timezone.localdate()
    row = get_object_or_404(open_stations(today), code=code.upper())
    points = open_stations(today).filter(path__startswith=row.path, depth=row.depth + 1).order_by("path")
    trail = Crumb("联络站", reverse("portal:stations"))
    coming = list(coming_receptions(today).filter(station=row)[:AT_STATION])
    context = frame(request, row.name, trail) | {
        "station": row,
        "deputies": [
            (deputy.name, levels(deputy), deputy.code) for deputy in deputies_at(row, today)[:MOST_DEPUTIES]
        ],
        "solved": [
            (without_private_data(echo.question), without_private_data(echo.answer), echo.published_on)
            for echo in echoes().filter(station=row).order_by("-published_on", "-pk")[:AT_STATION]
        ],
        "code": row.codes.filter(revoked_at=None).first() if row.online else None,
        "honours": honours_in_force().filter(station=row).order_by("-granted_on", "-pk"),
        "coming": coming,
        "usual": [] if coming else usual_days(row, today),
        "points": points[:MOST_POINTS],
        "brands": brands_of(row),
        "county": _county(row.area),
    }
    return render(request, "portal/station.html", context)


@public_page
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """The published notice of one reception day, ready to print."""
    row = get_object_or_404(published_notices(), number=number)
    trail = Crumb("联络站", reverse("portal:stations")), Crumb(row.station.name, station_url(row.station))
    lines, signer = laid_out(without_personal_phones(row.notice_text), row.station.name)
    context = frame(request, "代表接待选民公告", *trail) | {
        "reception": row,
        "lines": lines,
        "signer": signer,
        "on_duty": [(deputy.name, levels(deputy)) for deputy in row.on_duty],
        "called_off": row.state == "cancelled",
    }
    return render(request, "portal/notice.html", context)


def station_url(row: object) -> str:
    return reverse("portal:station", args=(row.code,))  # type: ignore[attr-defined]


def levels(deputy: Deputy) -> list[str]:
    """全国、省级…: the levels of the prefetched standing mandates, highest first, each once."""
    held = {mandate.level for mandate in deputy.standing}
    return [level.label for level in Level if level.value in held]


def _county(area: Area) -> str:
    """Where the area is, in words: 东湖区清河街道."""
    above = Area.objects.filter(path__in=[area.path[:end] for end in range(4, len(area.path), 4)])
    named = [one.name for one in above.order_by("path") if one.kind in ("city", "county")]
    return "".join([*named, area.name])
