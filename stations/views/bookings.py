"""Appointments for a reception day: noted by the staff, reminded with one click."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from journal.book import enter, enter_reading
from journal.models import EntryKind
from pages.actions import Crumb
from pages.casefile import Fact
from stations.actors import is_station
from stations.choices import ReceptionState, TellWay
from stations.forms.bookings import BookingForm
from stations.models import Booking
from stations.views.effects import reception_of

AHEAD = (ReceptionState.PLANNED, ReceptionState.PUBLISHED)


@login_required
def new_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a voter who will come; only before the day begins."""
    reception = reception_of(request, pk)
    if not is_station(reception, request.user):
        raise PermissionDenied
    if reception.state not in AHEAD:
        messages.warning(request, f"接待日{reception.get_state_display()}，不能再预约。")
        return redirect(reception)
    form = BookingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.reception, form.instance.made_by = reception, request.user
        form.save()
        messages.success(request, "已登记预约，接待日前会提醒您通知来访人。")
        return redirect(reception)
    crumbs = [
        Crumb("接待日", reverse("stations:receptions")),
        Crumb(reception.number, reception.get_absolute_url()),
    ]
    context = {"title": "登记预约", "form": form, "back": reception.get_absolute_url()}
    return render(request, "pages/form.html", context | {"crumbs": [*crumbs, Crumb("登记预约")]})


@login_required
@require_POST
def remind_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """First the number to call, a reading of the journal; then, confirmed, that he has been called."""
    with transaction.atomic():
        rows = Booking.objects.visible_to(request.user).select_for_update(of=("self",))
        row = get_object_or_404(rows.select_related("reception__station", "reminded_by"), pk=pk)
        if row.reminded_at:
            messages.warning(request, f"{row.reminded_by}已经提醒过了。")
        elif request.POST.get("action") == "called":
            _called(request, row)
        else:
            enter_reading(request.user, row.reception, "预约群众电话", "接待日前电话提醒")
            return _number(request, row)
    return redirect(row.reception)


def _called(request: HttpRequest, row: Booking) -> None:
    row.reminded_at, row.reminded_how, row.reminded_by = timezone.now(), TellWay.PHONE, request.user
    row.save(update_fields=["reminded_at", "reminded_how", "reminded_by"])
    enter(EntryKind.DEED, "提醒预约群众", request.user, subject=row.reception, data={"booking": row.pk})
    messages.success(request, "已记下：电话提醒。")


def _number(request: HttpRequest, row: Booking) -> HttpResponse:
    facts = [Fact("姓名", row.voter_name), Fact("联系电话", row.phone), Fact("想反映的事", row.about),
             Fact("接待日", row.reception), Fact("地点", row.reception.place)]  # fmt: skip
    context = {"title": "电话提醒", "question": "请电话提醒来访人接待的时间和地点。", "label": "已电话提醒"}
    back = row.reception.get_absolute_url()
    return render(request, "pages/confirm.html", context | {"facts": facts, "action": "called", "back": back})
