"""How to reach the deputies of a suggestion: who may read their numbers (代表法 art. 51), each reading journalled."""

from collections.abc import Iterable
from typing import Any

from deputies.models import Deputy
from journal.book import enter_reading
from suggestions import parties, roles
from suggestions.choices import HANDED, AssignmentState
from suggestions.models import Signature, Suggestion

WHAT = "代表联系电话"


def may_reach(suggestion: Suggestion, user: Any) -> bool:
    """The people of the units that handle it now, and the offices that dispatched it."""
    if suggestion.state not in HANDED:
        return False
    parts = [part for part in roles.assignments_of(suggestion) if part.state != AssignmentState.REVOKED]
    if any(parties.is_unit(part, user) for part in parts):
        return True
    return roles.is_committee(suggestion, user) or roles.is_government(suggestion, user)


def note_reading(suggestion: Suggestion, user: Any, why: str) -> None:
    """Write down that this person read the numbers, before they are shown."""
    enter_reading(user, suggestion, WHAT, why)


def phones_of(signatures: Iterable[Signature]) -> dict[int, str]:
    """{deputy: number}, unmasked; one query, for case pages do not read them."""
    return dict(
        Deputy._base_manager.filter(pk__in=[one.deputy_id for one in signatures]).values_list("pk", "phone")
    )
