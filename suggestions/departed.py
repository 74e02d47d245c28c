"""Deputies whose mandate ended before their term did (代表法 art. 62): nobody waits for their word any more.

Who left with the whole term keeps his verdict (domain rule 27).
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from deputies.choices import Basis, MandateState
from deputies.models import Mandate
from suggestions.models import Signature, Suggestion

OTHERWISE = (Basis.EXPIRED, Basis.MISTAKEN)


def departed(suggestion: Suggestion, signatures: Iterable[Signature]) -> set[int]:
    """The deputies, by key, who signed this and have left its congress since; asks only where there is somebody to ask for."""
    people = {signature.deputy_id for signature in signatures}
    if not people:
        return set()
    rows = Mandate._base_manager.filter(deputy__in=people, term=suggestion.term_id)
    left = rows.filter(state=MandateState.ENDED).exclude(basis__in=OTHERWISE).values_list("deputy", flat=True)
    return set(left) - set(rows.exclude(state=MandateState.ENDED).values_list("deputy", flat=True))


def still_there() -> Q:
    """The same for many signatures at once."""
    rows = Mandate._base_manager.filter(deputy=OuterRef("deputy"), term=OuterRef("suggestion__term"))
    left = Exists(rows.filter(state=MandateState.ENDED).exclude(basis__in=OTHERWISE))
    return ~Q(left) | Q(Exists(rows.exclude(state=MandateState.ENDED)))
