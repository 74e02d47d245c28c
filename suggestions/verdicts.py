"""One signing deputy's verdict (直评): who gives it, by which way, and what about it the office should look into."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from journal.models import Entry
from notices.outbox import post
from offices.choices import Role
from offices.limits import setting
from offices.models import Post
from suggestions import roles
from suggestions.choices import Grade, Via, Warning
from suggestions.contacts import stages_had
from suggestions.models import Rating, SecondRating, Signature, Suggestion
from workflow.transitions import OutOfStep, Refused

UNIT_ROLES = (Role.HANDLER, Role.UNIT_HEAD)


def judged(data: Mapping[str, Any]) -> tuple[Grade, Grade, str]:
    """Attitude, result and reason as given; both are given, and 不满意 says why (上海 art. 21). Raises Refused."""
    for name, label in (("attitude", "办理态度"), ("result", "办理结果")):
        if data[name] not in Grade.values:
            raise Refused(f"请评价{label}。", name)
    reason = (data.get("reason") or "").strip()
    if Grade.DISSATISFIED in (data["attitude"], data["result"]) and not reason:
        raise Refused("评价为不满意的，请说明理由。", "reason")
    return Grade(data["attitude"]), Grade(data["result"]), reason


def note(
    suggestion: Suggestion, signature: Signature, data: Mapping[str, Any], via: Via, address: str | None
) -> Rating:
    """Keep the verdict, once a round. Raises Refused, OutOfStep."""
    attitude, result, reason = judged(data)
    if suggestion.ratings.filter(signature=signature, round=suggestion.round).exists():
        raise OutOfStep("您已经评价过本次办理。" if via == Via.ACCOUNT else "这次办理已经评价过。")
    rating = Rating.objects.create(
        suggestion=suggestion, signature=signature, round=suggestion.round, attitude=attitude,
        result=result, reason=reason, via=via, address=address,
        warnings=[str(one) for one in warnings(suggestion, signature, address)],
    )  # fmt: skip
    tell_of_warnings(rating)
    return rating


def warnings(suggestion: Suggestion, signature: Signature, address: str | None) -> list[Warning]:
    """What is unusual about a verdict given now: each a reason to ask the deputy, none a reason to refuse it."""
    found = {Warning.SOON: _soon(suggestion), Warning.NO_CONTACT: not _met(suggestion)}
    also = unusual(suggestion, signature, address)
    return [one for one in Warning if one in also or found.get(one)]


def unusual(suggestion: Suggestion, signature: Signature, address: str | None) -> list[Warning]:
    """Where it came from: an address the units use, or a deputy who works for one of them."""
    offices = [part.office_id for part in roles.assignments_of(suggestion)]
    people = Post.objects.in_force(timezone.localdate()).filter(office__in=offices, role__in=UNIT_ROLES)
    units = list(people.values_list("user", flat=True))
    found = {
        Warning.ADDRESS: bool(address) and Entry.objects.filter(actor__in=units, address=address).exists(),
        Warning.OWN_UNIT: signature.deputy.user_id in units,
    }
    return [warning for warning, holds in found.items() if holds]


def _met(suggestion: Suggestion) -> bool:
    """Has any of its units met a deputy, by itself or for the group it is handled in?"""
    return any(stages_had(part) for part in roles.assignments_of(suggestion))


def _soon(suggestion: Suggestion) -> bool:
    """Within minutes of the reply (rating_soon; 0: never)."""
    minutes = setting("rating_soon", suggestion.area).number
    replied = suggestion.events.filter(action="reply").order_by("-at").first()
    return bool(minutes and replied) and timezone.now() - replied.at < timedelta(minutes=minutes)


def tell_of_warnings(rating: Rating | SecondRating) -> None:
    """Tell the congress office, and nobody else."""
    if not rating.warnings:
        return
    which = "评价" if isinstance(rating, Rating) else "落实后评价"
    post(
        roles.committee(rating.suggestion), kind="suggestion.rating_warning",
        key=f"suggestion.{rating._meta.model_name}:{rating.pk}",
        title=f"{rating.suggestion}：{rating.signature.deputy}代表的{which}请核实",
        body="；".join(Warning(one).label for one in rating.warnings) + "。",
        url=rating.suggestion.get_absolute_url(),
    )  # fmt: skip
