"""By when each part is due: a co-unit's opinion by its own limit, an answering unit's reply with the suggestion."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from suggestions.choices import (
    OPEN_PARTS,
    AssignmentRole,
    AssignmentState,
    ContactState,
    SuggestionState,
    UrgeState,
)
from suggestions.models import Assignment, Contact, SuggestionClock

A = AssignmentState
OPINION = ("co_opinion", "opinion_redo")


def with_due(rows: QuerySet) -> QuerySet:
    """Assignments with `due`: the day by which the part is to be done."""
    opinion = SuggestionClock.objects.filter(assignment=OuterRef("pk"), rule__in=OPINION).order_by("-pk")
    own = Subquery(opinion.values("due_on")[:1])
    return rows.annotate(
        due=Case(
            When(role=AssignmentRole.CO, then=own), default=F("suggestion__due_on"), output_field=DateField()
        )
    )


def at_work() -> Q:
    """Parts still to be done, of suggestions still being handled."""
    return Q(state__in=OPEN_PARTS, suggestion__state=SuggestionState.DISPATCHED, round=F("suggestion__round"))


def overdue(rows: QuerySet, today: date) -> QuerySet:
    """Parts at work past their day; rows must come from with_due."""
    return rows.filter(at_work(), due__lt=today)


def contacted() -> Exists:
    """Parts whose unit has met the deputy."""
    return Exists(Contact.objects.filter(assignment=OuterRef("pk")).exclude(state=ContactState.DISPUTED))


def hand_back_days(parts: Sequence[Assignment]) -> dict[int, date]:
    """The last day of handing back of each part that may still be handed back; one query."""
    running = SuggestionClock.objects.filter(assignment__in=parts, rule="hand_back", stopped_on__isnull=True)
    return dict(running.values_list("assignment_id", "due_on")) if parts else {}


def unsigned(letters: QuerySet) -> QuerySet:
    """Letters of urging that wait for a unit's signature; answered ones need none any more."""
    return letters.filter(state=UrgeState.SENT, assignment__state__in=OPEN_PARTS)
