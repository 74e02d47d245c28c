"""What the clock does for reception days: notices that go out by themselves, and reminders."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse

from notices.outbox import Message, post_many
from notices.texting import texts_in_use
from offices.choices import Unit
from offices.limits import Limit, setting
from pages.dates import cn_date
from stations.choices import BookingState, ReceptionState
from stations.models import Booking, Reception, RosterEntry, Staff
from stations.notice_numbers import next_notice
from stations.reception_lifecycle import RECEPTION
from stations.rules import days_of_notice, notice_text
from workflow.calendar import legal_calendar
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused

LOOK_AHEAD = timedelta(days=30)
SPARE = 1  # days earlier than needed, so that one missed run does no harm
S = ReceptionState


def days_left(limit: Limit, today: date, on: date) -> int:
    """Days from today to the reception, in the unit of the setting."""
    return days_of_notice(today, on, legal_calendar() if limit.unit == Unit.WORKDAYS else None)


def publish_notices(today: date) -> str:
    """Publish the notices of planned days whose rule says so, when the area's days of notice have come.

    A day without deputies, or one that is already too late, is left to the staff, whose first page shows it.
    """
    rows = Reception._base_manager.filter(
        state=S.PLANNED,
        rule__auto_notice=True,
        on__gt=today,
        on__lte=today + LOOK_AHEAD,
        roster__isnull=False,
    )
    done = 0
    for row in (
        rows.select_related("station", "area").distinct().order_by("on", "pk").iterator(chunk_size=500)
    ):
        limit = setting("notice_days", row.area, today)
        if limit.number <= days_left(limit, today, row.on) <= limit.number + SPARE:
            done += _publish(row, today)
    return f"发布公告{done}份"


@transaction.atomic
def _publish(row: Reception, today: date) -> int:
    text = proposed_text(row)
    try:
        number = next_notice(row.station, today.year)
        perform(
            RECEPTION, row.pk, "publish", None, note="按规则自动发布", notice_number=number, notice_text=text
        )
    except (Refused, OutOfStep):
        return 0
    return 1


def proposed_text(row: Reception) -> str:
    """The notice of the day as it stands now."""
    names = list(row.roster.order_by("deputy__sort_key", "pk").values_list("deputy__name", flat=True))
    return notice_text(
        str(row.station), row.on, row.starts_at, row.ends_at, row.place, names, row.theme, row.scope_note
    )


def remind_receptions(today: date) -> str:
    """Remind deputies on duty of their day, and the station's staff of voters who asked to be reminded. Once each."""
    rows = Reception._base_manager.filter(
        state__in=(S.PLANNED, S.PUBLISHED), on__gte=today, on__lte=today + LOOK_AHEAD
    )
    to_call = Q(bookings__reminded_at=None, bookings__state=BookingState.CONFIRMED)
    if texts_in_use():  # who agreed to short messages is reminded by one (stations.booking_texts)
        to_call &= Q(bookings__sms=False) | Q(bookings__phone_digest="")
    rows = rows.select_related("station", "area").annotate(asked=Count("bookings", filter=to_call))
    _forget(today)
    due = [row for row in rows.order_by("on", "pk") if is_due(row, today)]
    told = post_many(_to_deputies(due)) + post_many(_to_staff([row for row in due if row.asked]))
    return f"提醒{told}人次"


def _forget(today: date) -> int:
    """Appointments go once their day is archived or long past: the number was given for the reminder alone."""
    over = Q(reception__state=S.CLOSED) | Q(reception__on__lt=today - timedelta(days=7))
    return Booking._base_manager.filter(over).delete()[0]


def is_due(row: Reception, today: date) -> bool:
    """Have the area's days of reminding come?"""
    limit = setting("reception_remind", row.area, today)
    return days_left(limit, today, row.on) <= limit.number


def _words(row: Reception) -> str:
    return f"{cn_date(row.on)}{row.starts_at:%H:%M}–{row.ends_at:%H:%M}，{row.place}"


def _to_deputies(due: list[Reception]) -> list[Message]:
    by_pk = {row.pk: row for row in due}
    duties = RosterEntry._base_manager.filter(reception__in=by_pk, deputy__user__is_active=True)
    return [
        Message(
            user, "reception.remind", f"reception:{day}:{by_pk[day].on}:remind", f"{by_pk[day].station}：请按时接待选民",
            _words(by_pk[day]), by_pk[day].get_absolute_url(),
        )
        for user, day in duties.order_by("pk").values_list("deputy__user", "reception")
    ]  # fmt: skip


def _to_staff(due: list[Reception]) -> list[Message]:
    by_station: dict[int, list[Reception]] = {}
    for row in due:
        by_station.setdefault(row.station_id, []).append(row)
    staff = Staff._base_manager.filter(station__in=by_station, ends_on=None, post__user__is_active=True)
    return [
        Message(
            user, "reception.bookings", f"reception:{row.pk}:{row.on}:bookings",
            f"请提醒预约群众：{row.asked}人", _words(row), reverse("stations:reception", args=(row.pk,)),
        )
        for station, user in staff.order_by("pk").values_list("station", "post__user")
        for row in by_station[station]
    ]  # fmt: skip
