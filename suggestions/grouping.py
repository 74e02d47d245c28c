"""Bringing several suggestions together: who comes into question, and doing it in one transaction."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from suggestions.choices import SuggestionState
from suggestions.groups import OPEN, seat_of, why_not_joined
from suggestions.lifecycle import SUGGESTION
from suggestions.likeness import candidates as likest
from suggestions.likeness import overlap, title_pairs
from suggestions.models import HandlingGroup, Suggestion
from workflow.lifecycle import perform
from workflow.transitions import Refused

NEWEST, SHOWN = 200, 30
LIKE_ENOUGH = 0.25  # of a title; below it only the category speaks for one


def groupable(suggestion: Suggestion, user: Any) -> QuerySet[Suggestion]:
    """Open suggestions of the area that may be handled with it: with the same lead unit, or not dispatched.

    One that is in a group already brings it along: the newcomer joins that group.
    """
    rows = Suggestion.objects.visible_to(user).filter(
        area=suggestion.area_id, state__in=OPEN, confidential=False
    )
    if suggestion.lead_office_id:
        same = Q(lead_office=suggestion.lead_office_id, state=SuggestionState.DISPATCHED)
        rows = rows.filter(same | Q(state=SuggestionState.REGISTERED))
    return rows.exclude(pk=suggestion.pk)


def candidates(suggestion: Suggestion, user: Any) -> list[Suggestion]:
    """Those among them that come into question, the most alike first, however long ago they came in.

    Alike by the title, through the index of the search words; of the newest also those of the same category.
    """
    own = title_pairs(suggestion.title)
    rows = groupable(suggestion, user).only("title", "number", "category", "state", "lead_office", "deputy")
    found = {row.pk: row for row in rows.filter(pk__in=likest(own, suggestion.area_id, suggestion.pk))}
    found |= {row.pk: row for row in rows.order_by("-pk")[:NEWEST]}
    told = [
        (overlap(own, title_pairs(row.title)), row.category_id == suggestion.category_id, row)
        for row in found.values()
    ]
    told = [one for one in told if one[0] >= LIKE_ENOUGH or one[1]]
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
