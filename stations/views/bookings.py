"""Appointments for a reception day: asked for by web or noted by the staff, answered, reminded with one click."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from journal.book import enter, enter_reading
from journal.models import EntryKind
from pages.actions import Crumb
from pages.casefile import Fact
from pages.columns import Column
from pages.fields import keyed_digest
from pages.filters import FilterSet
from pages.lists import Empty, ListPage, SavedView
from pages.masks import mask_name
from stations.actors import is_station
from stations.booking_lifecycle import AHEAD, BOOKING
from stations.choices import BookingState, TellWay
from stations.forms.bookings import BOOKING_FORMS, BookingForm
from stations.models import Booking, new_receipt, spaced
from stations.tables import booking_badge
from stations.views.effects import reception_of
from workflow.lifecycle import begin
from workflow.views import StepView


class BookingFilters(FilterSet):
    state = django_filters.ChoiceFilter(label="状态", choices=BookingState.choices, empty_label="全部")


class BookingList(ListPage):
    """Who will come to the station's days ahead; names are masked, numbers are not among the columns."""

    title, model, filters = "预约", Booking, BookingFilters
    columns = (
        Column("reception", "接待日", "reception", link=lambda row: row.get_absolute_url(), width=40),
        Column("voter", "预约人", lambda row: mask_name(row.voter_name), width=12),
        Column("about", "想反映的事", width=40),
        Column("state", "状态", booking_badge, kind="badge"),
        Column("way", "预约方式", lambda row: "联络站登记" if row.made_by_id else "网上"),
        Column("made_at", "预约时间", kind="datetime", sort="made_at"),
        Column("reminded", "已提醒", lambda row: row.reminded_at is not None, kind="bool"),
    )
    order = ("-made_at",)
    views = (
        SavedView("全部"), SavedView("待确认", "state=asked"), SavedView("已确认", "state=confirmed"),
        SavedView("已提议改期", "state=proposed"),
    )  # fmt: skip
    empty = Empty(
        "还没有预约", "群众在公众页面预约的、在接待日页面登记的，会出现在这里；接待日归档后自动删除。"
    )

    def rows(self) -> QuerySet:
        return super().rows().select_related("reception__station")

    def crumbs(self) -> list[Crumb]:
        return [Crumb("接待日", reverse("stations:receptions")), Crumb(self.title)]


class BookingStep(StepView):
    lifecycle, forms = BOOKING, BOOKING_FORMS

    def get_subject(self) -> Booking:
        rows = Booking.objects.visible_to(self.request.user).select_related(
            "reception__station", "reception__area"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])


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
        _note(form, request.user)
        code = spaced(form.instance.receipt)
        messages.success(request, f"已登记预约。回执码{code}，可以告诉来访人，凭它在公众页面查看或取消。")
        return redirect(reception)
    crumbs = [
        Crumb("接待日", reverse("stations:receptions")),
        Crumb(reception.number, reception.get_absolute_url()),
    ]
    context = {"title": "登记预约", "form": form, "back": reception.get_absolute_url()}
    return render(request, "pages/form.html", context | {"crumbs": [*crumbs, Crumb("登记预约")]})


@transaction.atomic
def _note(form: BookingForm, user: Any) -> None:
    form.instance.receipt = new_receipt()
    form.instance.phone_digest = keyed_digest(form.cleaned_data["phone"])
    begin(BOOKING, form.save(), user)


@login_required
@require_POST
def remind_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """First the number to call, a reading of the journal; then, confirmed, that he has been called."""
    with transaction.atomic():
        rows = Booking.objects.visible_to(request.user).select_for_update(of=("self",))
        row = get_object_or_404(rows.select_related("reception__station", "reminded_by"), pk=pk)
        if row.reminded_at:
            who = row.reminded_by or "短信"
            messages.warning(request, f"{who}已经提醒过了。")
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
    context = {
        "title": "电话联系预约人",
        "question": "请打电话告诉预约人接待的时间和地点，或您的答复。",
        "label": "已电话提醒",
    }
    back = row.reception.get_absolute_url()
    return render(request, "pages/confirm.html", context | {"facts": facts, "action": "called", "back": back})
