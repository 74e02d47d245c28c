"""Where a round of handling stands: who has rated, whether it must be handled again, whether it may be closed."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from suggestions.choices import AssignmentRole, AssignmentState, Grade, SignatureState
from suggestions.models import Assignment, Rating, ResultClass, Suggestion


def unrated(suggestion: Suggestion) -> int:
    """How many signing deputies have not rated the present round."""
    rated = Rating.objects.filter(signature=OuterRef("pk"), round=suggestion.round)
    signed = suggestion.signatures.filter(state=SignatureState.CONFIRMED)
    return signed.filter(~Exists(rated)).count()


def dissatisfied(suggestion: Suggestion) -> bool:
    """Is there a 不满意 with the result of the present round (domain rules 20, 53)?"""
    return suggestion.ratings.filter(round=suggestion.round, result=Grade.DISSATISFIED).exists()


def feedback_over(suggestion: Suggestion, today: date | None = None) -> bool:
    """Has the deputies' time to rate run out? Silence then counts for nothing (domain rule 19)."""
    clock = suggestion.clocks.filter(rule="feedback").order_by("pk").last()
    return clock is not None and clock.due_on < (today or timezone.localdate())


def why_not_closed(suggestion: Suggestion) -> str:
    """Why the suggestion may not be closed now, or ""."""
    if dissatisfied(suggestion):
        return "有代表对办理结果不满意,须重新办理后才能办结。"
    waiting = unrated(suggestion)
    if waiting and not feedback_over(suggestion):
        return f"还有{waiting}位代表未评价,且反馈期限未到。"
    return ""


def why_not_again(suggestion: Suggestion) -> str:
    """Why it may not be handled again, or ""."""
    return "" if dissatisfied(suggestion) else "没有代表对办理结果不满意。"


def handed_back(suggestion: Suggestion) -> list[Assignment]:
    """The parts taken back from a unit and not yet given to another one: their redispatch clock still runs."""
    rows = suggestion.assignments.filter(round=suggestion.round, state=AssignmentState.REVOKED)
    running = suggestion.clocks.open().filter(rule="redispatch").values("assignment")
    return list(rows.filter(pk__in=running).select_related("office").order_by("pk"))


def settled_class(suggestion: Suggestion) -> ResultClass | None:
    """The class of the lead unit's reply; of separate units the least that was reached (domain rule 47)."""
    replies = suggestion.replies.filter(assignment__round=suggestion.round).select_related(
        "assignment", "result_class"
    )
    classes = [r.result_class for r in replies if r.assignment.role == AssignmentRole.LEAD]
    classes = classes or [r.result_class for r in replies if r.assignment.role == AssignmentRole.SEPARATE]
    return max(classes, key=lambda c: (c.order, c.code), default=None)
