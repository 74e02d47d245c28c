"""双测评: a second verdict when the promises are kept, or after a look-back (domain rule 53; 重庆 art. 26 to 28, 松阳).

Silence is left out of the base, as with the first verdict. A second 不满意 moves nothing by itself: the congress
office hears of it and may supervise (挂号督办).
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from notices.outbox import post
from offices.limits import setting
from suggestions.choices import Grade, PromiseState, SignatureState
from suggestions.models import Promise, Rating, SecondRating, Suggestion
from suggestions.roles import signature_of
from workflow.transitions import OutOfStep, Refused, Step

KEY = "double_feedback"
UNSETTLED = (PromiseState.DRAFTED, PromiseState.OPEN, PromiseState.REPORTED)


def ask_again(suggestion: Suggestion) -> int:
    """Ask every deputy who rates, once a round; how many are new. Nothing where the area wants one verdict only."""
    if not setting(KEY, suggestion.area).flag or suggestion.replied_on is None:
        return 0
    asked = set(suggestion.second_ratings.filter(round=suggestion.round).values_list("signature", flat=True))
    signed = suggestion.signatures.filter(state=SignatureState.CONFIRMED, rates=True).exclude(pk__in=asked)
    signed = list(signed.select_related("deputy__user"))
    today = timezone.localdate()
    SecondRating.objects.bulk_create(
        SecondRating(suggestion=suggestion, signature=one, round=suggestion.round, asked_on=today)
        for one in signed
    )
    post(
        [one.deputy.user for one in signed if one.deputy.user_id], kind="suggestion.rate_again",
        key=f"suggestion.rate_again:{suggestion.pk}:{suggestion.round}", title=f"{suggestion}：请评价承诺落实情况",
        body="答复时的评价保持不变，这是落实之后的第二次评价。", url=suggestion.get_absolute_url(),
    )  # fmt: skip
    return len(signed)


def after_promise(promise: Promise) -> None:
    """The last of its promises is settled, and one at least was kept."""
    rows = Promise.objects.filter(
        suggestion=promise.suggestion_id, assignment__round=promise.assignment.round
    )
    if not rows.filter(state__in=UNSETTLED).exists() and rows.filter(state=PromiseState.KEPT).exists():
        ask_again(promise.suggestion)


def nothing_asked(suggestion: Suggestion) -> str:
    """Why no second verdict is to be given, or ""."""
    owed = suggestion.second_ratings.filter(round=suggestion.round, at=None)
    return "" if _ever(suggestion) and owed.exists() else "没有待作的落实后评价。"


def _ever(suggestion: Suggestion) -> bool:
    """False where a case page has read that nobody was ever asked again; it spares the asking."""
    return getattr(suggestion, "judged_twice", True)


def owes(suggestion: Suggestion, user: object) -> bool:
    """Is this very deputy still asked?"""
    own = signature_of(suggestion, user)
    if own is None or not _ever(suggestion):
        return False
    return suggestion.second_ratings.filter(signature=own, at=None).exists()


def rate_again(step: Step) -> None:
    """One signing deputy's second verdict, by himself, once. Raises Refused, OutOfStep."""
    reason = (step.data.get("reason") or "").strip()
    if Grade.DISSATISFIED in (step.data["attitude"], step.data["result"]) and not reason:
        raise Refused("评价为不满意的，请说明理由。", "reason")
    own = signature_of(step.subject, step.actor)
    owed = SecondRating.objects.filter(
        suggestion=step.subject, signature=own, round=step.subject.round, at=None
    )
    graded = {"attitude": step.data["attitude"], "result": step.data["result"], "reason": reason}
    if not owed.update(at=timezone.now(), **graded):
        raise OutOfStep("您已经作过落实后评价，或者没有请您评价。")


def still_dissatisfied(suggestion: Suggestion) -> bool:
    """Did a deputy say 不满意 after the promises were settled?"""
    rows = suggestion.second_ratings.filter(round=suggestion.round)
    return rows.filter(Q(result=Grade.DISSATISFIED) | Q(attitude=Grade.DISSATISFIED)).exists()


@dataclass(frozen=True)
class BothTimes:
    """The share of 满意 with the result among those who judged twice: the first time and the second."""

    judged: int
    first: int
    second: int

    @property
    def words(self) -> str:
        if not self.judged:
            return "还没有代表作过两次评价。"
        shares = [
            f"{part}÷{self.judged}={100 * part / self.judged:.1f}%" for part in (self.first, self.second)
        ]
        return f"两次都评价的{self.judged}人次：满意率 {shares[0]} → {shares[1]}。"


def with_first(rows: QuerySet[SecondRating]) -> QuerySet[SecondRating]:
    """The rows with `first`: the same deputy's verdict with the reply, None where he gave none."""
    first = Rating._base_manager.filter(signature=OuterRef("signature"), round=OuterRef("round"))
    return rows.annotate(first=Subquery(first.values("result")[:1]))


def both_times(rows: QuerySet[SecondRating]) -> BothTimes:
    """Of these rows; one query."""
    first = Rating._base_manager.filter(signature=OuterRef("signature"), round=OuterRef("round"))
    rows = rows.filter(Exists(first), at__isnull=False).annotate(
        pleased=Exists(first.filter(result=Grade.SATISFIED))
    )
    found = rows.order_by().aggregate(
        n=Count("pk"),
        was=Count("pk", filter=Q(pleased=True)),
        now=Count("pk", filter=Q(result=Grade.SATISFIED)),
    )
    return BothTimes(found["n"], found["was"], found["now"])
