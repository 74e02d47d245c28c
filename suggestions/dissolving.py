"""A handling group never shrinks to one member: the last one leaves with the last but one (domain rule 36)."""

from collections.abc import Callable

from django.utils import timezone

from suggestions.groups import seat_of
from suggestions.models import Membership, Suggestion
from workflow.transitions import Step


def alone(group: int) -> Suggestion | None:
    """The only member that is left in a group, or None."""
    rows = list(
        Membership._base_manager.filter(group=group, left_at__isnull=True).select_related("suggestion")[:2]
    )
    return rows[0].suggestion if len(rows) == 1 else None


def left_alone(step: Step, deed: Callable[[Step], None]) -> Suggestion | None:
    """Do the deed; the suggestion that it leaves alone in its group, or None."""
    seat = seat_of(step.subject)
    deed(step)
    return alone(seat.group_id) if seat else None


def leave_too(step: Step) -> None:
    """What was shared until now stays shared; where the joining was undone, it is undone here as well."""
    own = step.subject.memberships.filter(left_at__isnull=True)
    if step.data.get("undone"):
        own.delete()
    else:
        own.update(left_at=timezone.now())
