"""Where a round of handling stands: who has rated, whether it must be handled again, whether it may be closed.

Reads the suggestion's own relations, so a page that has fetched them asks nothing more.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from deputies.models import Deputy
from offices.limits import setting
from offices.models import Area
from suggestions.choices import (
    OPEN,
    AssignmentRole,
    AssignmentState,
    Grade,
    Outcome,
    SignatureState,
    SuggestionState,
)
from suggestions.departed import departed, still_there
from suggestions.models import (
    Assignment,
    Coordination,
    Rating,
    ResultClass,
    Signature,
    Suggestion,
    SuggestionClock,
)
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
    """How many of the deputies who are asked have not rated the present round."""
    return len(_unrated(suggestion))


def silent_ones(suggestion: Suggestion) -> list[Signature]:
    """Of these, the ones whom an area that waits for everybody goes on waiting for: not who has left the congress."""
    rows = _unrated(suggestion)
    left = departed(suggestion, rows)
    return [row for row in rows if row.deputy_id not in left]


def _unrated(suggestion: Suggestion) -> list[Signature]:
    rated = {rating.signature_id for rating in ratings_of(suggestion)}
    signed = [s for s in signatures_of(suggestion) if s.state == SignatureState.CONFIRMED and s.rates]
    return [s for s in signed if s.pk not in rated]


def unrated_now() -> QuerySet[Signature]:
    """The signatures of all suggestions whose deputies have not rated the present round."""
    rated = Rating.objects.filter(signature=OuterRef("pk"), round=OuterRef("suggestion__round"))
    return Signature.objects.filter(~Exists(rated), state=SignatureState.CONFIRMED, rates=True)


def dissatisfied(suggestion: Suggestion) -> bool:
    """Is there a 不满意 with the result of the present round (domain rules 20, 53)?"""
    return any(rating.result == Grade.DISSATISFIED for rating in ratings_of(suggestion))


def feedback_over(suggestion: Suggestion, today: date | None = None, rule: str = "feedback") -> bool:
    """Does no time to rate run any more? Silence then counts for nothing (domain rule 19)."""
    today = today or timezone.localdate()
    clocks = [clock for clock in suggestion.clocks.all() if clock.rule == rule and clock.stopped_on is None]
    return not any(clock.paused_on or clock.due_on >= today for clock in clocks)


def waits_for_all(area: Area) -> bool:
    """Does the area go on reminding silent deputies, and close nothing before (重庆 art. 29 excludes them)?"""
    try:
        return setting("silence", area).value == "remind"
    except LookupError:
        return False


def why_not_again(suggestion: Suggestion) -> str:
    """Why it may not be handled again, or "". After the first time a coordination decides (domain rule 21)."""
    if not dissatisfied(suggestion):
        return "没有代表对办理结果不满意。"
    if suggestion.round == 1 or decided(suggestion, Outcome.AGAIN):
        return ""
    return "再次不满意的，由人大代表工作机构协调后决定。"


def decided(suggestion: Suggestion, outcome: str) -> bool:
    """Did the coordination of the present round end that way?"""
    present = [row for row in coordinations_of(suggestion) if row.round == suggestion.round]
    return any(row.concluded_on and row.outcome == outcome for row in present)


def coordinations_of(suggestion: Suggestion) -> list[Coordination]:
    """The latest first, read once for a page; there is none of a first handling."""
    if suggestion.round == 1:
        return []
    if not hasattr(suggestion, "coordinated"):
        rows = Coordination.objects.filter(suggestion=suggestion).select_related("led_by")
        suggestion.coordinated = list(rows.order_by("-round"))
    return suggestion.coordinated


def under_coordination(suggestion: Suggestion) -> Coordination | None:
    """The coordination of the present round that is still to be concluded; there is none of a first handling."""
    open_ = [row for row in coordinations_of(suggestion) if row.concluded_on is None]
    return next((row for row in open_ if row.round == suggestion.round), None)


def why_not_coordinated(suggestion: Suggestion) -> str:
    """Why no coordination is to be opened, or ""."""
    if suggestion.round == 1 or not dissatisfied(suggestion):
        return "没有代表再次不满意。"
    opened = any(row.round == suggestion.round for row in coordinations_of(suggestion))
    return "本次办理已经转入协调。" if opened else ""


def nothing_to_conclude(suggestion: Suggestion) -> str:
    return "" if under_coordination(suggestion) else "没有进行中的协调。"


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
    return Signature._base_manager.filter(~Exists(rated), state=SignatureState.CONFIRMED, rates=True)


def running_until(rule: str, through: str = "pk", **where: Any) -> Subquery:
    """The day on which the running limit of a rule ends, beside a suggestion or what leads to one."""
    limit = SuggestionClock.objects.ticking().filter(rule=rule, subject=OuterRef(through), **where)
    return Subquery(limit.order_by("due_on").values("due_on")[:1])


def own_open(rows: QuerySet, user: Any) -> QuerySet:
    """Of these, what the deputy leads or has signed and is still on its way."""
    own = Deputy._base_manager.filter(
        user=user
    )  # looked up once; joined, every deputy there is would be read
    signed = Signature._base_manager.filter(deputy__in=own, state=SignatureState.CONFIRMED)
    return rows.filter(Q(deputy__in=own) | Q(pk__in=signed.values("suggestion")), state__in=OPEN)


def to_rate(rows: QuerySet[Suggestion], user: Any) -> QuerySet[Suggestion]:
    """Of these, the ones this signing deputy has not rated in their present round."""
    mine = _unrated_signatures().filter(deputy__user=user, suggestion__state=SuggestionState.REPLIED)
    return rows.filter(pk__in=mine.values("suggestion"))


def settled(rows: QuerySet[Suggestion], today: date, area: Area) -> QuerySet[Suggestion]:
    """Of these suggestions of one area, those whose verdicts let them be closed; see closing.closable."""
    of_row = {"suggestion": OuterRef("pk")}
    against = Rating._base_manager.filter(**of_row, round=OuterRef("round"), result=Grade.DISSATISFIED)
    silent = Exists(_unrated_signatures().filter(**of_row))
    kept = Coordination.objects.filter(**of_row, round=OuterRef("round"), outcome=Outcome.KEEP)
    kept = kept.filter(concluded_on__isnull=False)
    rows = rows.filter(~Exists(against) | Exists(kept), state=SuggestionState.REPLIED)
    if waits_for_all(area):
        return rows.filter(~Exists(_unrated_signatures().filter(still_there(), **of_row)))
    in_time = Q(due_on__gte=today) | Q(paused_on__isnull=False)
    running = SuggestionClock.objects.open().filter(in_time, subject=OuterRef("pk"), rule="feedback")
    return rows.exclude(silent & Exists(running))
