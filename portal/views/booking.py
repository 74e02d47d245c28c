"""A voter asks for a place on a reception day, and sees by his receipt what the station answered."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.witness import address_of
from offices.limits import setting
from pages.actions import Crumb
from pages.qr import qr_svg
from portal.forms.booking import BookForm
from portal.published import published_notices
from portal.receipts import BOOKING, opened_booking, seal
from portal.throttle import HOUR, count
from portal.views.door import frame, public_form
from portal.views.stations import station_url
from stations.booking import ask_for_place, asked_today, why_not_bookable
from stations.booking_lifecycle import BOOKING as LIFECYCLE
from stations.choices import BookingState, ReceptionState
from stations.models import Booking, Reception, spaced
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused

NEXT = 3
CANCELLED_BY_VOTER = "预约人取消。"


@public_form
def book(request: HttpRequest, number: str) -> HttpResponse:
    """The form for a place on this day, or why there is none and which other days there are."""
    day = get_object_or_404(published_notices().select_related("station", "area"), number=number)
    context = _about(request, day)
    if said := why_not_bookable(day):
        return render(request, "portal/book.html", context | {"said": said, "others": _others(day)})
    form = BookForm(request.POST or None, notice=_notice(day), initial={"token": uuid4()})
    asked = request.method == "POST" and form.is_valid() and _allowed(request, form, day) and form.proven()
    if asked and (row := _taken(form, day)):
        return redirect("portal:booking", seal(row, BOOKING))
    form.refresh()
    tired = getattr(form, "tired", False)
    return render(request, "portal/book.html", context | {"form": form}, status=429 if tired else 200)


def _about(request: HttpRequest, day: Reception) -> dict[str, Any]:
    trail = (
        Crumb(day.station.name, station_url(day.station)),
        Crumb("公告", reverse("portal:notice", args=(day.number,))),
    )
    return frame(request, "预约到站反映", *trail) | {"day": day}


def _others(day: Reception) -> list[Reception]:
    rows = published_notices().filter(station=day.station, on__gte=timezone.localdate()).exclude(pk=day.pk)
    return [one for one in rows.select_related("area").order_by("on")[:NEXT] if not why_not_bookable(one)]


def _notice(day: Reception) -> str:
    return (
        f"为安排接待并答复、提醒您，{day.station.name}收集您的姓名、联系电话和想反映的事，仅供这次接待使用，不公开。"
        "接待日归档后或接待日过后7日删除。您可以随时取消预约，也可以向该站查询、更正或者要求删除。"
    )


def _allowed(request: HttpRequest, form: BookForm, day: Reception) -> bool:
    """The same patience as with voters who speak: per telephone and day, per network address and hour."""
    most = setting("speak_per_day", day.area).number
    if asked_today(form.cleaned_data["phone"]) >= most:
        form.add_error(None, f"这个电话号码今天已预约{most}次，请明天再来，或直接到联络站。")
    elif count("speak", address_of(request) or "unknown", HOUR) > setting("speak_per_hour", day.area).number:
        form.add_error(None, "这个网络提交得太多了，请一小时后再试，或直接到联络站。")
    else:
        return True
    form.tired = True
    return False


def _taken(form: BookForm, day: Reception) -> Booking | None:
    """The appointment; None with the fault on the form."""
    try:
        return ask_for_place(day, form.voter(), form.cleaned_data["token"])
    except Refused as no:
        form.add_error(no.field or None, str(no))
        return None


@public_form
def booking(request: HttpRequest, sealed: str) -> HttpResponse:
    """What the station answered; POST: the voter accepts another day, or cancels."""
    row = opened_booking(sealed)
    if row is None:
        return redirect("portal:follow")
    said = _answer(request, row) if request.method == "POST" else ""
    if request.method == "POST" and not said:
        return redirect("portal:booking", sealed)
    address = request.build_absolute_uri(f"{reverse('portal:follow')}?code={row.receipt}")
    open_still = row.reception.state in (ReceptionState.PLANNED, ReceptionState.PUBLISHED)
    context = frame(request, "我的预约") | {
        "booking": row, "day": row.reception, "receipt": spaced(row.receipt), "said": said, "word": _word(row),
        "called_off": row.reception.state == ReceptionState.CANCELLED,
        "may_accept": open_still and row.state == BookingState.PROPOSED and row.proposed is not None,
        "may_cancel": open_still and row.state != BookingState.CANCELLED,
        "follow": address, "picture": qr_svg(address, "查询预约的二维码"),
    }  # fmt: skip
    return render(request, "portal/booking.html", context)


def _answer(request: HttpRequest, row: Booking) -> str:
    """Take the voter's step; a sentence when it cannot be taken."""
    action = request.POST.get("action")
    if action not in ("accept", "cancel"):
        return "请选择要做什么。"
    try:
        perform(LIFECYCLE, row.pk, action, None, note=CANCELLED_BY_VOTER if action == "cancel" else "")
    except (Refused, OutOfStep) as no:
        return str(no)
    return ""


def _word(row: Booking) -> str:
    """What the station said with its last answer."""
    answers = row.events.filter(action__in=("confirm", "propose", "cancel"), actor__isnull=False)
    return answers.order_by("-at", "-pk").values_list("note", flat=True).first() or ""
