"""What hangs on many suggestions at once: units, letters, ratings, contacts, co-signers.

For rows that were already read through visible_to; a few queries for a whole chunk.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from pages.planning import one_of
from suggestions.choices import (
    AssignmentRole,
    AssignmentState,
    ContactState,
    Grade,
    SignatureRole,
    SignatureState,
)
from suggestions.models import Assignment, Contact, Rating, Reply, Signature
from suggestions.models.veil import told_to_units

WORDS = {grade.value: grade.label for grade in Grade}
Lists = defaultdict[int, list[str]]


def _lists() -> Lists:
    return defaultdict(list)


@dataclass
class Around:
    """What hangs on the suggestions of one chunk, by their keys; a key is missing where nothing does."""

    leads: Lists = field(default_factory=_lists)
    cos: Lists = field(default_factory=_lists)
    letters: Lists = field(default_factory=_lists)
    attitudes: Lists = field(default_factory=_lists)
    results: Lists = field(default_factory=_lists)
    contacts: dict[int, int] = field(default_factory=dict)
    co_signers: dict[int, int] = field(default_factory=dict)


def look_around(rounds: Mapping[int, int], veiled: bool = False) -> Around:
    """What hangs on these suggestions (key -> present round): five queries, however many they are.

    veiled: without the verdicts whose time still runs, for those who are judged.
    """
    these, around = one_of("suggestion_id", rounds), Around()
    sent = Reply._base_manager.filter(these, sent_on__isnull=False)
    _handling(Assignment._base_manager.filter(these), sent, rounds, around)
    rated = Rating._base_manager.filter(these)
    _ratings(rated.filter(told_to_units()) if veiled else rated, rounds, around)
    met = Contact._base_manager.filter(these).exclude(state=ContactState.DISPUTED)
    signed = Signature._base_manager.filter(these, role=SignatureRole.CO, state=SignatureState.CONFIRMED)
    around.contacts, around.co_signers = _counted(met), _counted(signed)
    return around


def _counted(rows: QuerySet) -> dict[int, int]:
    return Counter(rows.order_by().values_list("suggestion_id", flat=True))


def _handling(parts: QuerySet, sent: QuerySet, rounds: Mapping[int, int], around: Around) -> None:
    """Units and letters, the letters of an earlier round where this one has none."""
    letters = dict(sent.order_by().values_list("assignment_id", "letter_number"))
    fields = ("pk", "suggestion_id", "round", "role", "office__name")
    parts = parts.exclude(state=AssignmentState.REVOKED).order_by("-round", "pk")
    for part, pk, round_, role, office in parts.values_list(*fields):
        present = round_ == rounds[pk]
        if present:
            (around.cos if role == AssignmentRole.CO else around.leads)[pk].append(office)
        if part in letters and (present or pk not in around.letters):
            around.letters[pk].append(letters[part])


def _ratings(rated: QuerySet, rounds: Mapping[int, int], around: Around) -> None:
    rows = rated.order_by("pk").values_list("suggestion_id", "round", "attitude", "result")
    for pk, round_, attitude, result in rows:
        if round_ == rounds[pk]:
            around.attitudes[pk].append(WORDS[attitude])
            around.results[pk].append(WORDS[result])
