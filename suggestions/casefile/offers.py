"""What this person may do now about a suggestion and his own signature."""

from dataclasses import replace
from typing import Any

from django.urls import reverse

from pages.casefile import Offer
from suggestions.choices import SuggestionState
from suggestions.drafting import why_not_written
from suggestions.forms.steps import OWN_PAGE, SIGNATURE_FORMS, STEP_FORMS
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Suggestion
from suggestions.objections import made
from suggestions.rating_again import nothing_asked, owes
from suggestions.reference import noted
from suggestions.roles import is_committee, signature_of, writes
from suggestions.rounds import ratings_of, under_coordination, unrated
from suggestions.signature_lifecycle import SIGNATURE
from workflow.cases import offers

# what matters most stands first, what cannot be undone last
AGAIN = "修改公开内容"
PLACE = {"primary": 0, "link": 2, "danger": 3}


def case_offers(suggestion: Suggestion, user: Any) -> list[Offer]:
    """The steps of the suggestion, the deputy's own signature, and changing the draft."""
    found = offers(SUGGESTION, suggestion, user, STEP_FORMS, pages=OWN_PAGE)
    if has_rated(suggestion, user):
        found = [offer for offer in found if offer.action != "rate"]
    if any(offer.action == "rate_again" for offer in found) and not owes(suggestion, user):
        found = [offer for offer in found if offer.action != "rate_again"]
    # joining a group has a page with a preview (views.groups)
    found = [offer for offer in found if not offer.url.endswith("/join_group/")]
    if hasattr(suggestion, "publication"):
        found = [replace(offer, label=AGAIN) if offer.url.endswith("/publish/") else offer for offer in found]
    if has_objected(suggestion, user):
        found = [offer for offer in found if offer.action != "object"]
    if writes(suggestion, user) and not why_not_written(suggestion, user):
        found.insert(0, Offer("修改内容", reverse("suggestions:edit", args=(suggestion.pk,))))
    if links_wanted(suggestion) and is_committee(suggestion, user):
        found.append(Offer("评价链接", reverse("suggestions:rating-links", args=(suggestion.pk,))))
    found = _signature_offers(suggestion, user) + found
    return sorted(found, key=lambda offer: PLACE.get(offer.style, 1))


def links_wanted(suggestion: Suggestion) -> bool:
    """Is there a verdict that a deputy may be asked for by link?"""
    waits = suggestion.state == SuggestionState.REPLIED and not noted(suggestion)
    return waits or not nothing_asked(suggestion)


def in_order(found: list[Offer]) -> list[Offer]:
    """What matters most first; what cannot be done yet comes after what can, what cannot be undone last."""
    return sorted(found, key=lambda offer: 2 if offer.blocked else PLACE.get(offer.style, 1))


def _signature_offers(suggestion: Suggestion, user: Any) -> list[Offer]:
    own = signature_of(suggestion, user)
    if own is None:
        return []

    def url(action: str) -> str:
        return reverse("suggestions:signature-step", args=(own.pk, action))

    return [o for o in offers(SIGNATURE, own, user, SIGNATURE_FORMS, step_url=url) if o.action != "reopen"]


def has_rated(suggestion: Suggestion, user: Any) -> bool:
    own = signature_of(suggestion, user)
    return own is not None and own.pk in {rating.signature_id for rating in ratings_of(suggestion)}


def has_objected(suggestion: Suggestion, user: Any) -> bool:
    own = signature_of(suggestion, user)
    return own is not None and own.deputy_id in {one.deputy_id for one in made(suggestion)}


def waiting(suggestion: Suggestion, user: Any) -> str:
    """What to say when there is nothing to do."""
    if suggestion.state == SuggestionState.REPLIED and has_rated(suggestion, user):
        if under_coordination(suggestion):
            return "您已评价，正由人大代表工作机构协调。"
        return "您已评价，等待其他代表评价和办结。" if unrated(suggestion) else "您已评价，等待办结。"
    return ""
