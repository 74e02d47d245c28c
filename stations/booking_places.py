"""How many places a reception day still has for appointments."""

from collections.abc import Sequence

from django.db.models import Count, Q

from offices.limits import setting
from stations.choices import BookingState
from stations.models import KEPT, Booking, Reception

MOVING = Q(state=BookingState.PROPOSED, proposed__isnull=False)


def places_left(reception: Reception, without: Booking | None = None) -> int:
    """How many may still book this day, by the area's setting; never below 0."""
    return places_of([reception], without)[reception.pk]


def places_of(days: Sequence[Reception], without: Booking | None = None) -> dict[int, int]:
    """The places left of each day, by its key, in two statements.

    A place is taken by who booked the day, and by who was offered it instead of his own and may still say yes.
    Such an offer gives up the place on the former day, since there is no way back to it.
    """
    rows = Booking._base_manager.filter(state__in=KEPT).exclude(pk=without.pk if without else None)
    staying = rows.exclude(MOVING).filter(reception__in=days).order_by()
    coming = rows.filter(MOVING, proposed__in=days).order_by()
    taken = dict(staying.values_list("reception").annotate(n=Count("pk")))
    for day, number in coming.values_list("proposed").annotate(n=Count("pk")):
        taken[day] = taken.get(day, 0) + number
    return {
        day.pk: max(0, setting("booking_places", day.area, day.on).number - taken.get(day.pk, 0))
        for day in days
    }
