"""Bringing several suggestions together: who comes into question, and doing it in one transaction."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from suggestions.choices import SuggestionState
from suggestions.groups import OPEN, seat_of, why_not_joined
from suggestions.lifecycle import SUGGESTION
from suggestions.likeness import overlap, title_pairs
from suggestions.models import HandlingGroup, Suggestion
from workflow.lifecycle import perform
from workflow.transitions import Refused

LOOKED_AT, SHOWN = 400, 30


def candidates(suggestion: Suggestion, user: Any) -> list[Suggestion]:
    """Open suggestions of the area that may be handled with it, the most alike first: same lead unit, or not dispatched."""
    rows = Suggestion.objects.visible_to(user).filter(
        area=suggestion.area_id, state__in=OPEN, confidential=False
    )
    if suggestion.lead_office_id:
        same = Q(lead_office=suggestion.lead_office_id, state=SuggestionState.DISPATCHED)
        rows = rows.filter(same | Q(state=SuggestionState.REGISTERED))
    rows = rows.exclude(pk=suggestion.pk).exclude(
        memberships__left_at__isnull=True, memberships__isnull=False
    )
    rows = rows.only("title", "number", "category", "state", "lead_office", "deputy").order_by("-pk")[
        :LOOKED_AT
    ]
    own = title_pairs(suggestion.title)
    told = [
        (overlap(own, title_pairs(row.title)), row.category_id == suggestion.category_id, row) for row in rows
    ]
    told.sort(key=lambda one: (-one[0], not one[1], -one[2].pk))
    return [row for _, _, row in told[:SHOWN]]


def why_not_together(rows: list[Suggestion]) -> str:
    """Why these cannot be one group, or "": one group and one lead unit among them at most (domain rule 36)."""
    for row in rows:
        if why := why_not_joined(row):
            return f"{row}：{why}"
    if len({seat.group_id for row in rows if (seat := seat_of(row))}) > 1:
        return "所选建议已在不同的并案中，请先退出其中一个。"
    leads = {row.lead_office for row in rows if row.state == SuggestionState.DISPATCHED}
    if len(leads) > 1:
        return f"主办单位不同（{'、'.join(sorted(str(one) for one in leads))}），不能并案。"
    return ""


@transaction.atomic
def bring_together(rows: list[Suggestion], title: str, user: Any) -> HandlingGroup:
    """One group of these, the one that some are in already or a new one; each newcomer takes its own step.

    Raises Refused, OutOfStep or PermissionDenied; then nothing is written.
    """
    if why := why_not_together(rows):
        raise Refused(why, "companions")
    seats = [seat for row in rows if (seat := seat_of(row))]
    lead = next((row.lead_office for row in rows if row.lead_office_id), None)
    group = (
        seats[0].group
        if seats
        else HandlingGroup.objects.create(
            area=rows[0].area, title=title, lead_office=lead, opened_on=timezone.localdate()
        )
    )
    there, numbers = {seat.suggestion_id for seat in seats}, "、".join(str(row) for row in rows)
    for row in rows:
        if row.pk not in there:
            perform(
                SUGGESTION, row.pk, "join_group", user, note=f"{numbers}并案办理，分别答复。", group=group
            )
    return group
