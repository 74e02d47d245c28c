"""Urging units (催办): a numbered letter to each unit that still owes its part."""

from collections.abc import Sequence

from django.utils import timezone

from notices.outbox import post
from suggestions import parties
from suggestions.choices import SerialKind
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.dues import OPEN_PARTS
from suggestions.models import Assignment, Suggestion, Urge
from suggestions.serials import next_serial
from workflow.transitions import Refused, Step


def urgeable(suggestion: Suggestion) -> list[Assignment]:
    """The parts of the present round that are still to be done, with their offices."""
    rows = suggestion.assignments.filter(round=suggestion.round, state__in=OPEN_PARTS)
    return list(rows.select_related("office").order_by("pk"))


def nobody_to_urge(suggestion: Suggestion) -> str:
    """Why there is nobody to urge, or ""."""
    return "" if urgeable(suggestion) else "承办单位都已办完，没有可以催办的单位。"


def urge(step: Step) -> None:
    """One letter to each unit chosen, all that are at work unless said otherwise; each unit is told of its own."""
    needs_reason(step)
    open_parts = urgeable(step.subject)
    asked = step.data.get("parts")
    parts = [part for part in open_parts if part in asked] if asked else open_parts
    if not parts or (asked and len(parts) < len(asked)):
        raise Refused("所选单位已经办完，请重新选择。", "parts")
    for letter in _write(step, parts):
        _serve(letter)
    remark(step, "、".join(f"{part.office}" for part in parts))


def _write(step: Step, parts: Sequence[Assignment]) -> list[Urge]:
    suggestion, today = step.subject, timezone.localdate()
    first = next_serial(suggestion.area, SerialKind.URGE, today.year, len(parts))
    return Urge.objects.bulk_create(
        Urge(
            suggestion=suggestion, assignment=part, area=suggestion.area, year=today.year, number=number,
            reason=step.event.note.strip(), urged_by=step.actor, urged_on=today,
        )
        for number, part in enumerate(parts, first)
    )  # fmt: skip


def _serve(letter: Urge) -> None:
    post(
        parties.unit(letter.assignment),
        kind="suggestion.urge",
        key=f"urge:{letter.pk}",
        title=f"{letter}：{letter.suggestion}，请签收",
        body=letter.reason,
        url=letter.get_absolute_url(),
        urgent=True,
    )
