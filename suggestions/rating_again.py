"""双测评: a second verdict when the promises are kept, or after a look-back (domain rule 53; 重庆 art. 26 to 28, 松阳).

Given by one's account or a personal link, within a limit of its own. Silence is left out of the base, as with the
first verdict. A second 不满意 moves nothing by itself: the congress
office hears of it and may supervise (挂号督办).
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from notices.outbox import post
from offices.limits import setting
from pages.framed import with_known
from suggestions.choices import Grade, PromiseState, SignatureState, Via
from suggestions.clockwork import SUGGESTION_CLOCKS
from suggestions.deeds.remarks import remark
from suggestions.models import Promise, Rating, SecondRating, Signature, Suggestion
from suggestions.roles import signature_of
from suggestions.verdicts import judged, tell_of_warnings, unusual
from workflow.transitions import OutOfStep, Step

KEY, LIMIT = "double_feedback", "second_feedback"
_first = Rating._base_manager.filter(signature=OuterRef("signature"), round=OuterRef("round"))
FIRST = Subquery(_first.values("result")[:1])
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
    if signed and not suggestion.clocks.open().filter(rule=LIMIT).exists():
        SUGGESTION_CLOCKS.start(suggestion, LIMIT)
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
    return "" if _ever(suggestion) and owed_of(suggestion).exists() else "没有待作的落实后评价。"


def _ever(suggestion: Suggestion) -> bool:
    """False where a case page has read that nobody was ever asked again; it spares the asking."""
    return getattr(suggestion, "judged_twice", True)


def owes(suggestion: Suggestion, user: object) -> bool:
    """Is this very deputy still asked?"""
    own = signature_of(suggestion, user)
    if own is None or not _ever(suggestion):
        return False
    return suggestion.second_ratings.filter(signature=own, at=None).exists()


def owed_of(suggestion: Suggestion) -> QuerySet[SecondRating]:
    """Second verdicts that are still to be given in the present round."""
    return SecondRating.objects.filter(suggestion=suggestion, round=suggestion.round, at=None)


def promised(suggestion: Suggestion) -> list[Promise]:
    """What was promised in the present round and what came of it, for who judges that."""
    rows = Promise.objects.filter(suggestion=suggestion, assignment__round=suggestion.round)
    return list(rows.select_related("office").order_by("office", "order"))


def first_verdict(suggestion: Suggestion, user: object) -> Rating | None:
    """What this very deputy said of the reply, if he said anything."""
    own = signature_of(suggestion, user)
    return Rating.objects.filter(signature=own, round=suggestion.round).first() if own else None


def owed_now() -> QuerySet[SecondRating]:
    """The same of all suggestions."""
    return SecondRating.objects.filter(round=F("suggestion__round"), at=None)


def rate_again(step: Step) -> None:
    """One signing deputy's second verdict, by himself, once. Raises Refused, OutOfStep."""
    own = signature_of(step.subject, step.actor)
    _note(step, own, Via.ACCOUNT, getattr(step.actor, "address", None))


def rate_again_by_link(step: Step) -> None:
    """The same by his personal link; the timeline says whose it was."""
    own = step.data["signature"]
    _note(step, own, Via.LINK, step.data.get("address"))
    remark(step, f"{own.deputy}代表凭一次性链接评价。")


def _note(step: Step, own: Signature | None, via: Via, address: str | None) -> None:
    given = judged(step.data)
    row = owed_of(step.subject).select_for_update().filter(signature=own).first()
    if row is None:
        raise OutOfStep("您已经作过落实后评价，或者没有请您评价。")
    row.attitude, row.result, row.reason = given
    row.via, row.address, row.at = via, address, timezone.now()
    row.warnings = [str(one) for one in unusual(step.subject, row.signature, address)]
    row.save()
    tell_of_warnings(row)
    if not owed_of(step.subject).exists():
        SUGGESTION_CLOCKS.stop(step.subject, LIMIT)


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
    return with_known(rows, first=FIRST)


def both_times(rows: QuerySet[SecondRating]) -> BothTimes:
    """Of these rows; one query."""
    rows = rows.filter(Exists(_first), at__isnull=False).annotate(
        pleased=Exists(_first.filter(result=Grade.SATISFIED))
    )
    found = rows.order_by().aggregate(
        n=Count("pk"),
        was=Count("pk", filter=Q(pleased=True)),
        now=Count("pk", filter=Q(result=Grade.SATISFIED)),
    )
    return BothTimes(found["n"], found["was"], found["now"])
