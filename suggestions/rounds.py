"""Where a round of handling stands: who has rated, whether it must be handled again, whether it may be closed.

Reads the suggestion's own relations, so a page that has fetched them asks nothing more.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from offices.limits import setting
from offices.models import Area
from suggestions.choices import AssignmentRole, AssignmentState, Grade, SignatureState, SuggestionState
from suggestions.models import Assignment, Rating, ResultClass, Signature, Suggestion, SuggestionClock
from suggestions.roles import assignments_of, signatures_of


def all_ratings(suggestion: Suggestion) -> list[Rating]:
    """Every verdict on every round; as the case page fetched them (casefile.reading), or read now."""
    fetched = getattr(suggestion, "verdicts", None)
    if fetched is None:
        return list(suggestion.ratings.order_by("pk"))
    return [Rating(**{**one, "at": datetime.fromisoformat(one["at"])}) for one in fetched]


def ratings_of(suggestion: Suggestion) -> list[Rating]:
    """The verdicts on the present round."""
    return [rating for rating in all_ratings(suggestion) if rating.round == suggestion.round]


def unrated(suggestion: Suggestion) -> int:
    """How many signing deputies have not rated the present round."""
    signed = {s.pk for s in signatures_of(suggestion) if s.state == SignatureState.CONFIRMED}
    return len(signed - {rating.signature_id for rating in ratings_of(suggestion)})


def dissatisfied(suggestion: Suggestion) -> bool:
    """Is there a 不满意 with the result of the present round (domain rules 20, 53)?"""
    return any(rating.result == Grade.DISSATISFIED for rating in ratings_of(suggestion))


def feedback_over(suggestion: Suggestion, today: date | None = None) -> bool:
    """Does no time to rate run any more? Silence then counts for nothing (domain rule 19)."""
    today = today or timezone.localdate()
    clocks = [
        clock for clock in suggestion.clocks.all() if clock.rule == "feedback" and clock.stopped_on is None
    ]
    return not any(clock.due_on >= today for clock in clocks)


def waits_for_all(area: Area) -> bool:
    """Does the area go on reminding silent deputies, and close nothing before (重庆 art. 29 excludes them)?"""
    try:
        return setting("silence", area).value == "remind"
    except LookupError:
        return False


def why_not_closed(suggestion: Suggestion) -> str:
    """Why the suggestion may not be closed now, or ""."""
    if dissatisfied(suggestion):
        return "有代表对办理结果不满意，须重新办理后才能办结。"
    waiting = unrated(suggestion)
    if waiting and not feedback_over(suggestion):
        return f"还有{waiting}位代表未评价，且反馈期限未到。"
    if waiting and waits_for_all(suggestion.area):
        return f"还有{waiting}位代表未评价，本区域规定继续提醒，全部评价后办结。"
    return ""


def why_not_again(suggestion: Suggestion) -> str:
    """Why it may not be handled again, or ""."""
    return "" if dissatisfied(suggestion) else "没有代表对办理结果不满意。"


def handed_back(suggestion: Suggestion) -> list[Assignment]:
    """The parts taken back from a unit and not yet given to another one: their redispatch clock still runs."""
    revoked = [part for part in assignments_of(suggestion) if part.state == AssignmentState.REVOKED]
    if not revoked:
        return []
    clocks = suggestion.clocks.all()
    running = {c.assignment_id for c in clocks if c.rule == "redispatch" and c.stopped_on is None}
    return [part for part in revoked if part.pk in running]


def settled_class(suggestion: Suggestion) -> ResultClass | None:
    """The class of the lead unit's reply; of separate units the least that was reached (domain rule 47)."""
    replies = suggestion.replies.filter(assignment__round=suggestion.round).select_related(
        "assignment", "result_class"
    )
    classes = [r.result_class for r in replies if r.assignment.role == AssignmentRole.LEAD]
    classes = classes or [r.result_class for r in replies if r.assignment.role == AssignmentRole.SEPARATE]
    return max(classes, key=lambda c: (c.order, c.code), default=None)


# --- the same questions, asked of many suggestions at once


def _unrated_signatures() -> QuerySet[Signature]:
    rated = Rating._base_manager.filter(signature=OuterRef("pk"), round=OuterRef("suggestion__round"))
    return Signature._base_manager.filter(~Exists(rated), state=SignatureState.CONFIRMED)


def running_until(rule: str) -> Subquery:
    """The day on which the running limit of a rule ends, beside a suggestion."""
    limit = SuggestionClock.objects.ticking().filter(rule=rule, subject=OuterRef("pk"))
    return Subquery(limit.order_by("due_on").values("due_on")[:1])


def to_rate(rows: QuerySet[Suggestion], user: Any) -> QuerySet[Suggestion]:
    """Of these, the ones this signing deputy has not rated in their present round."""
    mine = _unrated_signatures().filter(deputy__user=user, suggestion__state=SuggestionState.REPLIED)
    return rows.filter(pk__in=mine.values("suggestion"))


def closable(rows: QuerySet[Suggestion], today: date, area: Area) -> QuerySet[Suggestion]:
    """Of these suggestions of one area, the ones that why_not_closed would let pass."""
    of_row = {"suggestion": OuterRef("pk")}
    against = Rating._base_manager.filter(**of_row, round=OuterRef("round"), result=Grade.DISSATISFIED)
    silent = Exists(_unrated_signatures().filter(**of_row))
    rows = rows.filter(~Exists(against), state=SuggestionState.REPLIED)
    if waits_for_all(area):
        return rows.filter(~silent)
    running = SuggestionClock.objects.open().filter(
        subject=OuterRef("pk"), rule="feedback", due_on__gte=today
    )
    return rows.exclude(silent & Exists(running))
