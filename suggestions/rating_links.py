"""Personal one-time links to rate without an account: made by the congress office, sent to the deputy himself."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.limits import setting
from suggestions.choices import SignatureState, SuggestionState
from suggestions.lifecycle import SUGGESTION
from suggestions.models import RatingLink, Signature, Suggestion
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


@transaction.atomic
def make_link(signature: Signature, maker: Any) -> str:
    """A new token for the present round, shown once; an earlier live one is void from now on. Raises Refused."""
    signature = (
        Signature.objects.select_for_update(of=("self",))
        .select_related("suggestion__area")
        .get(pk=signature.pk)
    )
    if why := why_not_linked(signature):
        raise Refused(why)
    _live(signature).update(revoked_at=timezone.now())
    token = secrets.token_urlsafe(32)
    days = setting("rating_link_days", signature.suggestion.area).number
    link = RatingLink.objects.create(
        suggestion=signature.suggestion, signature=signature, round=signature.suggestion.round,
        digest=digest_of(token), made_by=maker, expires_at=timezone.now() + timedelta(days=days),
    )  # fmt: skip
    enter(EntryKind.DEED, "生成评价链接", maker, subject=signature.suggestion, data={"link": link.pk})
    return token


@transaction.atomic
def revoke(signature: Signature, actor: Any) -> bool:
    """Make the live link void; False when there is none."""
    if not _live(signature).update(revoked_at=timezone.now()):
        return False
    enter(
        EntryKind.DEED, "作废评价链接", actor, subject=signature.suggestion, data={"signature": signature.pk}
    )
    return True


def _live(signature: Signature):
    rows = RatingLink.objects.filter(signature=signature, round=signature.suggestion.round)
    return rows.filter(used_at__isnull=True, revoked_at__isnull=True)


def find_link(token: str) -> RatingLink | None:
    """The link that may be used now; None for one that never was, is used, void, past its time or its round."""
    links = RatingLink.objects.filter(digest=digest_of(token), used_at=None, revoked_at=None)
    links = links.filter(expires_at__gt=timezone.now(), suggestion__state=SuggestionState.REPLIED)
    link = links.select_related("signature__deputy", "suggestion__area", "suggestion__term__area").first()
    return link if link and link.round == link.suggestion.round else None


@transaction.atomic
def use_link(token: str, verdict: Mapping[str, Any], address: str | None) -> Suggestion:
    """Take the verdict and spend the link, together or not at all. Raises OutOfStep, Refused."""
    link = RatingLink.objects.select_for_update(of=("self",)).filter(digest=digest_of(token)).first()
    if link is None or find_link(token) is None:
        raise OutOfStep("链接已使用、已作废或者已过期，请向人大代表工作机构索取新的链接。")
    data = {"signature": link.signature, "address": address, **verdict}
    suggestion = perform(SUGGESTION, link.suggestion_id, "rate_by_link", None, **data)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return suggestion
