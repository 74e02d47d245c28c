"""How an appointment moves: asked ─ confirm → confirmed; propose → proposed ─ accept → confirmed; cancel ends it.

The voter acts without an account, by his receipt: actor None. A voter whom the staff noted begins confirmed.
"""

from typing import Any

from django.utils import timezone

from stations.actors import is_station, staff_users
from stations.booking_places import places_left
from stations.choices import BookingState, ReceptionState
from stations.models import Booking, Reception
from workflow.transitions import Lifecycle, Refused, Step, Transition

S = BookingState
AHEAD = (ReceptionState.PLANNED, ReceptionState.PUBLISHED)


def day_ahead(booking: Booking) -> str:
    """Why nothing can be agreed for the booking's day any more, or ""."""
    if booking.reception.state not in AHEAD:
        return f"接待日{booking.reception.get_state_display()}，不能再安排。"
    return "接待日已过。" if booking.reception.on < timezone.localdate() else ""


def _proposed(step: Step) -> None:
    """Another day of the same station, still to come, announced or planned, with a place that is kept for this voter."""
    other = Reception._base_manager.select_for_update(of=("self",)).get(pk=step.data["proposed"].pk)
    if other.station_id != step.subject.station_id or other.pk == step.subject.reception_id:
        raise Refused("请选择本站另一个接待日。", "proposed")
    if other.state not in AHEAD or other.on < timezone.localdate():
        raise Refused("只能改到今后的接待日。", "proposed")
    if not places_left(other, without=step.subject):
        raise Refused("这一天的预约已满，请选择其他接待日。", "proposed")


def _accepted(step: Step) -> None:
    """The offered day is the booking's day now; it is to be reminded anew."""
    booking = step.subject
    if booking.proposed is None:
        raise Refused("提议的接待日已经撤销，请联系联络站。")
    booking.reception, booking.proposed = booking.proposed, None
    if said := day_ahead(booking):
        raise Refused(said)
    booking.reminded_at, booking.reminded_how, booking.reminded_by = None, "", None
    booking.save()


def _cancelled(step: Step) -> None:
    if step.actor is not None and not step.event.note.strip():
        raise Refused("请写明原因，预约人凭回执码可以看到。", "note")


def staff(booking: Booking) -> list[Any]:
    return staff_users(booking.station_id)


# fmt: off
BOOKING = Lifecycle(
    name="预约",
    model=Booking,
    states=BookingState,
    transitions=(
        Transition("confirm", "确认预约", (S.ASKED,), S.CONFIRMED, ("station",), when=day_ahead, style="primary",
                   help="可以写一句话告诉预约人，例如大约几点来。"),
        Transition("propose", "提议改期", (S.ASKED, S.CONFIRMED, S.PROPOSED), S.PROPOSED, ("station",), ("proposed",),
                   then=_proposed, help="预约人同意后，预约移到新的接待日。"),
        Transition("accept", "同意改期", (S.PROPOSED,), S.CONFIRMED, ("clock", "station"), tells=("staff",), then=_accepted,
                   help="预约人电话同意的，由联络站代为登记。"),
        Transition("cancel", "取消预约", (S.ASKED, S.PROPOSED, S.CONFIRMED), S.CANCELLED, ("clock", "station"), tells=("staff",),
                   then=_cancelled, style="danger"),
    ),
    actors={"station": is_station},
    people={"staff": staff},
)
# fmt: on
