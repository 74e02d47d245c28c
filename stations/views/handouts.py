"""What a station prints for a reception day: poster, name plates, forms to fill in, the voter's receipt, the report."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from deputies.models import Mandate
from deputies.tables import LEVEL_ORDER
from pages.qr import qr_svg
from stations.actors import is_committee, is_station, staffs
from stations.choices import ReceptionState, Route
from stations.codes import address_of, running_code
from stations.dayfacts import facts_of, reports_to, told_by_summary
from stations.models import DeputyCode, Matter, Reception, RosterEntry, Station, Visit, spaced
from stations.rules import DECLINED, SCOPE
from stations.views.effects import reception_of

BLANKS = 3  # matters on an empty form


def _own_day(request: HttpRequest, pk: int) -> Reception:
    """A day in sight of whose station this person is staff; 404 invisible, 403 somebody else's."""
    reception = reception_of(request, pk)
    if not is_station(reception, request.user):
        raise PermissionDenied
    return reception


def _print(
    request: HttpRequest, template: str, title: str, reception: Reception, **more: Any
) -> HttpResponse:
    context = {"title": title, "reception": reception, "back": reception.get_absolute_url()}
    return render(request, f"stations/{template}.html", context | more)


def station_picture(request: HttpRequest, station: Station) -> Any:
    """The station's code as a drawing; without one, the address of its page for voters."""
    code, root = running_code(station), request.build_absolute_uri("/")
    page = request.build_absolute_uri(reverse("portal:station", args=(station.code,)))
    return qr_svg(address_of(code, root) if code else page, f"{station}的站码")


def on_duty(request: HttpRequest, reception: Reception) -> list[RosterEntry]:
    rows = RosterEntry.objects.visible_to(request.user).filter(reception=reception)
    return list(rows.select_related("deputy").order_by("deputy__sort_key", "pk"))


@login_required
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """The announcement for the wall, large, with the station's code."""
    reception = _own_day(request, pk)
    names = [entry.deputy.name for entry in on_duty(request, reception)]
    more = {"names": names, "scope": reception.scope_note or SCOPE, "declined": DECLINED}
    picture = station_picture(request, reception.station)
    return _print(request, "poster", "接待日海报", reception, picture=picture, **more)


def levels_of(user: Any, keys: list[int]) -> dict[int, str]:
    """Of each deputy the congress of his highest running mandate, as a title: 云川市人大代表."""
    levels: dict[int, str] = {}
    held = Mandate.objects.visible_to(user).filter(deputy__in=keys).exclude(state="ended")
    for mandate in sorted(held.select_related("term__area"), key=lambda row: LEVEL_ORDER[row.level]):
        levels.setdefault(mandate.deputy_id, f"{mandate.term.congress}人大代表")
    return levels


@login_required
def plates(request: HttpRequest, pk: int) -> HttpResponse:
    """座位牌: the name on both sides of a folded sheet, with the deputy's level and, if made, his code."""
    reception = _own_day(request, pk)
    entries = on_duty(request, reception)
    keys = [entry.deputy_id for entry in entries]
    levels, root = levels_of(request.user, keys), request.build_absolute_uri("/")
    codes = {row.deputy_id: qr_svg(address_of(row, root), "代表码")
             for row in DeputyCode.objects.visible_to(request.user).filter(deputy__in=keys, revoked_at=None)}  # fmt: skip
    cards = [
        (one.deputy, levels.get(one.deputy_id, "人大代表"), codes.get(one.deputy_id, "")) for one in entries
    ]
    return _print(request, "plates", "座位牌", reception, cards=cards)


@login_required
def blank_form(request: HttpRequest, pk: int) -> HttpResponse:
    """接待记录表 for one visit, empty: to be written by hand and entered later with the day's date."""
    reception = _own_day(request, pk)
    routes = [label for value, label in Route.choices]
    return _print(request, "blank_form", "空白接待记录表", reception, routes=routes, blanks=range(BLANKS))


@login_required
def day_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The day reported to the presidium or working committee: figures, matters without voters, the summary."""
    reception = reception_of(request, pk)
    if not (is_station(reception, request.user) or is_committee(reception, request.user)):
        raise PermissionDenied
    rows = Matter.objects.visible_to(request.user).filter(visit__reception=reception)
    rows = rows.select_related("opinion__office", "opinion__deputy", "category").defer("opinion__grams")
    told = told_by_summary(reception)
    more = {
        "facts": facts_of(reception),
        "told": told,
        "to": reports_to(reception.area),
        "today": timezone.localdate(),
    }
    return _print(
        request, "day_report", "接待情况报告", reception, rows=rows.order_by("visit", "order"), **more
    )


def way_back(visit: Visit, rows: list[Matter]) -> str:
    """From a visit's papers: to the desk while its day is held, to the first opinion afterwards."""
    if visit.reception and visit.reception.state == ReceptionState.OPEN:
        return reverse("stations:desk", args=(visit.reception.pk,))
    return rows[0].opinion.get_absolute_url() if rows else visit.station.get_absolute_url()


@login_required
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What the voter takes home: what was written down, and the code to ask with."""
    visit = get_object_or_404(
        Visit.objects.visible_to(request.user).select_related("station", "reception"), pk=pk
    )
    if not staffs(request.user, visit.station_id):
        raise PermissionDenied
    if not visit.receipt:
        raise Http404
    address = request.build_absolute_uri(f"{reverse('portal:follow')}?code={visit.receipt}")
    matters = Matter.objects.visible_to(request.user).filter(visit=visit).select_related("opinion")
    rows = list(matters.defer("opinion__grams").order_by("order"))
    context = {
        "title": "登记回执", "visit": visit, "rows": rows, "handled": any(not row.opinion.refusal for row in rows),
        "picture": qr_svg(address, "查询办理进展的二维码"), "tail": visit.phone[-4:],
        "code": spaced(visit.receipt), "back": way_back(visit, rows),
    }  # fmt: skip
    return render(request, "stations/receipt.html", context)
