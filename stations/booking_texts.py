"""What a voter who booked, and agreed to short messages, is told by them; owed from rows, once per fact. By the clock."""

from datetime import date
from zlib import crc32

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from notices.texting import Message, text_many, texts_in_use
from pages.dates import cn_date
from stations.booking_lifecycle import AHEAD
from stations.choices import BookingState, ReceptionState, TellWay
from stations.duties import is_due
from stations.models import Booking, Reception

S = BookingState


def _asked() -> QuerySet:
    rows = Booking._base_manager.filter(sms=True).exclude(phone_digest="")
    return rows.select_related("reception__station", "reception__area", "proposed")


def _when(day: Reception) -> str:
    return f"{cn_date(day.on)}{day.starts_at:%H:%M}"


def _mark(day: Reception) -> str:
    """Day, hour and place: where one of them changes, there is something new to tell."""
    return f"{day.on}:{day.starts_at:%H%M}:{crc32(day.place.encode()):08x}"


def fact_of(row: Booking) -> tuple[str, str] | None:
    """(key of the fact, sentence); None while there is nothing to tell."""
    day = row.reception
    if day.state == ReceptionState.CANCELLED:
        return "off", f"您预约的{day.station}{cn_date(day.on)}接待已取消。"
    if day.state not in AHEAD:
        return None
    if row.state == S.CONFIRMED:
        return f"yes:{_mark(day)}", f"您在{day.station}的预约已确认：{_when(day)}，{day.place}。"
    if row.state == S.PROPOSED and row.proposed:
        said = f"{day.station}建议您的预约改到{_when(row.proposed)}，请凭回执码{row.receipt}答复。"
        return f"other:{_mark(row.proposed)}", said
    if row.state == S.CANCELLED:
        return "no", f"您在{day.station}{cn_date(day.on)}的预约已取消，可凭回执码{row.receipt}查看。"
    return None


def text_bookings(today: date) -> str:
    """Confirmed, another day proposed, cancelled; and the day before, a reminder."""
    if not texts_in_use():
        return "没有配置短信网关。"
    rows = list(_asked().filter(reception__on__gte=today).order_by("pk"))
    messages = [
        Message(f"booking:{row.pk}:{fact[0]}", row.phone, fact[1]) for row in rows if (fact := fact_of(row))
    ]
    return f"应告知{text_many(messages)}条，提醒{_remind(today, rows)}条。"


@transaction.atomic
def _remind(today: date, rows: list[Booking]) -> int:
    """Who was reminded by a message need not be called."""
    due = [
        row
        for row in rows
        if row.state == S.CONFIRMED and not row.reminded_at and row.reception.state in AHEAD
        if is_due(row.reception, today)
    ]
    owed = [
        Message(f"booking:{row.pk}:remind:{_mark(row.reception)}", row.phone,
                f"提醒：您预约了{_when(row.reception)}到{row.reception.station}，地点：{row.reception.place}。")
        for row in due
    ]  # fmt: skip
    told = text_many(owed)
    Booking._base_manager.filter(pk__in=[row.pk for row in due]).update(
        reminded_at=timezone.now(), reminded_how=TellWay.SMS
    )
    return told
