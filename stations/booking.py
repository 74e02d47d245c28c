"""A voter asks for a place on a reception day: which days may be asked for, how many places, and the asking itself."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from notices.outbox import post
from pages.fields import keyed_digest
from stations.actors import staff_users
from stations.booking_lifecycle import BOOKING
from stations.booking_places import places_left
from stations.choices import BookingState, ReceptionState
from stations.models import KEPT, Booking, Reception, new_receipt
from workflow.lifecycle import begin
from workflow.transitions import Refused

FULL = "这一天的预约已满，您可以预约其他接待日，也可以不预约直接到站。"


def why_not_bookable(reception: Reception, now: dt.datetime | None = None) -> str:
    """Why no place can be asked for by web, in the voter's words; "" when it can."""
    here = timezone.localtime(now)
    if not reception.station.online:
        return "这个联络站还没有开通网上预约，请在接待日直接到站。"
    if reception.state != ReceptionState.PUBLISHED:
        return "这个接待日现在不能预约。"
    if (reception.on, reception.starts_at) <= (here.date(), here.time()):
        return "接待已经开始或结束，不能再预约。"
    return "" if places_left(reception) else FULL


def asked_today(phone: str) -> int:
    """How many places were asked for from this telephone today, anywhere."""
    rows = Booking._base_manager.filter(phone_digest=keyed_digest(phone), consented_at__isnull=False)
    return rows.filter(made_at__date=timezone.localdate()).count()


@transaction.atomic
def _ask(reception: Reception, voter: dict[str, Any], token: UUID) -> Booking:
    day = Reception._base_manager.select_for_update(of=("self",)).select_related("station", "area")
    reception = day.get(pk=reception.pk)  # the lock keeps two from taking the last place
    if said := why_not_bookable(reception):
        raise Refused(said)
    digest = keyed_digest(voter["phone"])
    same = Booking._base_manager.filter(reception=reception, phone_digest=digest, state__in=KEPT)
    if same.exists():
        raise Refused("这个电话号码已经预约了这一天，请凭回执码查看。", "phone")
    row = Booking._base_manager.create(
        reception=reception, state=BookingState.ASKED, token=token, receipt=new_receipt(), phone_digest=digest,
        consented_at=timezone.now(), **voter,
    )  # fmt: skip
    begin(BOOKING, row, None)
    post(staff_users(reception.station_id), kind="booking.create", key=f"booking.create:{row.pk}",
         title=f"{reception}：有群众预约，请确认", url=row.get_absolute_url())  # fmt: skip
    return row


def ask_for_place(reception: Reception, voter: dict[str, Any], token: UUID) -> Booking:
    """Ask for a place, once: the same token gives the booking already there. Raises Refused.

    voter: voter_name, phone, about, sms.
    """
    if there := Booking._base_manager.filter(token=token).first():
        return there
    try:
        return _ask(reception, voter, token)
    except IntegrityError:  # the same form, sent twice at once
        return Booking._base_manager.get(token=token)
