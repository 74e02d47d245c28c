"""A unit proposed from what happened to similar suggestions: who handled them, how they were classed, who handed back.

Candidates are found by suggestions.likeness among all years; how alike they
are is told from the pairs of characters of their titles. It is advice, shown
with its reasons; nothing is chosen for the person who dispatches.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from offices.models import Office
from suggestions.likeness import candidates, overlap, title_pairs
from suggestions.models import Assignment, Suggestion

ALIKE = 0.25  # the share of its pairs that a title must have in common
SHOWN, EXAMPLES = 3, 3


@dataclass
class Proposal:
    """A unit, and why it is proposed. handed_back: how many alike it gave back; wished: the lead deputy asks for it."""

    office: Office
    weight: float = 0.0
    led: list[Suggestion] = field(default_factory=list)
    handed_back: int = 0
    wished: bool = False

    @property
    def likely(self) -> bool:
        """May it be taken as it is: was it asked for, or has it led such things?"""
        return self.wished or bool(self.led)

    @property
    def classes(self) -> str:
        """A 3件、B 1件; those without a reply yet are not counted."""
        given = Counter(row.result_class.code for row in self.led if row.result_class)
        return "、".join(f"{code}类{count}件" for code, count in sorted(given.items()))

    @property
    def why(self) -> str:
        """The reasons in a sentence."""
        told = ["领衔代表建议由其承办"] if self.wished else []
        told += [f"主办过近似建议{len(self.led)}件"] if self.led else []
        told += [f"结果{self.classes}"] if self.classes else []
        told += [f"曾退办{self.handed_back}件"] if self.handed_back else []
        return "，".join(told)

    @property
    def examples(self) -> list[Suggestion]:
        return self.led[:EXAMPLES]


def propose(suggestion: Suggestion, user: Any) -> list[Proposal]:
    """The unit the deputy asks for (河南 art. 12, 上海 art. 12); those that handled what is like it, the likeliest
    first; then those that handed such things back.
    """
    pairs = title_pairs(suggestion.title)
    alike = _alike(pairs, _candidates(suggestion, pairs, user))
    found: dict[int, Proposal] = {}
    for likeness, row in alike:
        one = found.setdefault(row.lead_office_id, Proposal(row.lead_office))
        one.weight += likeness
        one.led.append(row)
    for office, count in _handed_back([row.pk for _, row in alike]).items():
        one = found.setdefault(office.pk, Proposal(office))
        one.handed_back = count
        one.weight -= count / 2
    if wish := suggestion.proposed_office:
        found.setdefault(wish.pk, Proposal(wish)).wished = True
    ranked = sorted(found.values(), key=lambda one: (not one.wished, -one.weight, one.office.pk))
    return [one for one in ranked if one.office.active][:SHOWN]


def _candidates(suggestion: Suggestion, pairs: set[str], user: Any) -> QuerySet[Suggestion]:
    """Of all years, of the same category, handed to a unit, and within the reader's reach."""
    rows = Suggestion.objects.visible_to(user).filter(
        pk__in=candidates(pairs, suggestion.area_id, suggestion.pk), category=suggestion.category_id,
        lead_office__isnull=False,
    )  # fmt: skip
    rows = rows.select_related("lead_office", "result_class")
    return rows.only("title", "number", "lead_office", "result_class")


def _alike(pairs: set[str], rows: Iterable[Suggestion]) -> list[tuple[float, Suggestion]]:
    told = [(overlap(pairs, title_pairs(row.title)), row) for row in rows]
    return sorted((one for one in told if one[0] >= ALIKE), key=lambda one: (-one[0], -one[1].pk))


def _handed_back(suggestions: list[int]) -> dict[Office, int]:
    """How many of these each unit asked to hand back."""
    if not suggestions:
        return {}
    rows = Assignment._base_manager.filter(suggestion__in=suggestions, events__action="hand_back")
    met: dict[Office, set[int]] = defaultdict(set)
    for part in rows.select_related("office").distinct():
        met[part.office].add(part.suggestion_id)
    return {office: len(found) for office, found in met.items()}
