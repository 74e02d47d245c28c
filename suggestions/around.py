"""What hangs on many suggestions at once: units, letters, ratings, contacts, co-signers.

For rows that were already read through visible_to; a few queries for a whole chunk.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from suggestions.choices import AssignmentRole, AssignmentState, Grade, SignatureRole, SignatureState
from suggestions.models import Assignment, Contact, Rating, Signature


@dataclass
class Around:
    """What hangs on the suggestions of one chunk, by their keys."""

    leads: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    cos: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    letters: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    attitudes: dict[int, Counter] = field(default_factory=lambda: defaultdict(Counter))
    results: dict[int, Counter] = field(default_factory=lambda: defaultdict(Counter))
    contacts: dict[int, int] = field(default_factory=dict)
    co_signers: dict[int, int] = field(default_factory=dict)


def look_around(rounds: Mapping[int, int]) -> Around:
    """What hangs on these suggestions (key -> present round): four queries, however many they are."""
    keys, around = list(rounds), Around()
    _handling(keys, rounds, around)
    _ratings(keys, rounds, around)
    met = Contact._base_manager.filter(suggestion__in=keys).order_by()
    around.contacts = dict(met.values_list("suggestion_id").annotate(Count("pk")))
    signed = Signature._base_manager.filter(
        suggestion__in=keys, role=SignatureRole.CO, state=SignatureState.CONFIRMED
    ).order_by()
    around.co_signers = dict(signed.values_list("suggestion_id").annotate(Count("pk")))
    return around


def _handling(keys: list[int], rounds: Mapping[int, int], around: Around) -> None:
    parts = Assignment._base_manager.filter(suggestion__in=keys).exclude(state=AssignmentState.REVOKED)
    fields = ("suggestion_id", "round", "role", "office__name", "reply__sent_on", "reply__letter_number")
    for pk, round_, role, office, sent_on, letter in parts.order_by("-round", "pk").values_list(*fields):
        if round_ == rounds[pk]:
            (around.cos if role == AssignmentRole.CO else around.leads)[pk].append(office)
        if sent_on and (round_ == rounds[pk] or not around.letters[pk]):
            around.letters[pk].append(letter)


def _ratings(keys: list[int], rounds: Mapping[int, int], around: Around) -> None:
    rated = Rating._base_manager.filter(suggestion__in=keys)
    for pk, round_, attitude, result in rated.values_list("suggestion_id", "round", "attitude", "result"):
        if round_ == rounds[pk]:
            around.attitudes[pk][Grade(attitude).label] += 1
            around.results[pk][Grade(result).label] += 1
