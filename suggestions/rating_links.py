"""Personal one-time links to rate without an account: made by the congress office, sent to the deputy himself."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.limits import setting
from suggestions.choices import SignatureState, SuggestionState
from suggestions.lifecycle import SUGGESTION
from suggestions.models import RatingLink, Signature, Suggestion
from suggestions.rating_again import owed_of
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def why_not_linked(signature: Signature) -> str:
    """Why this deputy gets no link now, or ""."""
    suggestion = signature.suggestion
    if suggestion.state != SuggestionState.REPLIED:
        return "建议答复后才能生成评价链接。"
    if signature.state != SignatureState.CONFIRMED or not signature.rates:
        return "这位代表不参加评价。"
    rated = signature.ratings.filter(round=suggestion.round).exists()
    return "这位代表已经评价过本次办理。" if rated else ""


def why_not_again(signature: Signature) -> str:
    """Why this deputy gets no link for a second verdict now, or ""."""
    asked = signature.second_ratings.filter(round=signature.suggestion.round)
    if not asked.exists():
        return "没有请这位代表作落实后评价。"
    return "" if asked.filter(at=None).exists() else "这位代表已经作过落实后评价。"


@transaction.atomic
def make_link(signature: Signature, maker: Any, second: bool = False) -> str:
    """A new token for the present round, shown once; an earlier live one is void from now on. Raises Refused.

    second: for the verdict after the promises were kept.
    """
    signature = (
        Signature.objects.select_for_update(of=("self",))
        .select_related("suggestion__area")
        .get(pk=signature.pk)
    )
    if why := why_not_again(signature) if second else why_not_linked(signature):
        raise Refused(why)
    _live(signature, second).update(revoked_at=timezone.now())
    token = secrets.token_urlsafe(32)
    days = setting("rating_link_days", signature.suggestion.area).number
    link = RatingLink.objects.create(
        suggestion=signature.suggestion, signature=signature, round=signature.suggestion.round,
        second=second, digest=digest_of(token), made_by=maker, expires_at=timezone.now() + timedelta(days=days),
    )  # fmt: skip
    enter(EntryKind.DEED, "生成评价链接", maker, subject=signature.suggestion, data={"link": link.pk})
    return token


@transaction.atomic
def revoke(signature: Signature, actor: Any, second: bool = False) -> bool:
    """Make the live link void; False when there is none."""
    if not _live(signature, second).update(revoked_at=timezone.now()):
        return False
    enter(
        EntryKind.DEED, "作废评价链接", actor, subject=signature.suggestion, data={"signature": signature.pk}
    )
    return True


def _live(signature: Signature, second: bool) -> QuerySet[RatingLink]:
    rows = RatingLink.objects.filter(signature=signature, round=signature.suggestion.round, second=second)
    return rows.filter(used_at__isnull=True, revoked_at__isnull=True)


def find_link(token: str) -> RatingLink | None:
    """The link that may be used now; None for one that never was, is used, void, past its time or its round."""
    links = RatingLink.objects.filter(digest=digest_of(token), used_at=None, revoked_at=None)
    links = links.filter(expires_at__gt=timezone.now()).select_related(
        "signature__deputy", "suggestion__area", "suggestion__term__area"
    )
    link = links.first()
    return link if link and link.round == link.suggestion.round and _asked(link) else None


def _asked(link: RatingLink) -> bool:
    """Is the verdict that it is for still wanted?"""
    if link.second:
        return owed_of(link.suggestion).filter(signature=link.signature).exists()
    return link.suggestion.state == SuggestionState.REPLIED


@transaction.atomic
def use_link(token: str, verdict: Mapping[str, Any], address: str | None) -> Suggestion:
    """Take the verdict and spend the link, together or not at all. Raises OutOfStep, Refused."""
    link = RatingLink.objects.select_for_update(of=("self",)).filter(digest=digest_of(token)).first()
    if link is None or find_link(token) is None:
        raise OutOfStep("链接已使用、已作废或者已过期，请向人大代表工作机构索取新的链接。")
    data = {"signature": link.signature, "address": address, **verdict}
    action = "rate_again_by_link" if link.second else "rate_by_link"
    suggestion = perform(SUGGESTION, link.suggestion_id, action, None, **data)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return suggestion
