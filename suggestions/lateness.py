"""Replies that stay out, by the units that owe them: how many, how long, and what was done about it (seed row CQ-01)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from offices.models import Office
from pages.framed import with_known
from suggestions.choices import EscalationLevel, SuggestionState, UrgeState
from suggestions.models import Escalation, Suggestion, Urge

MOST = 200  # what one run on many takes
LEVELS = dict(EscalationLevel.choices)


_of_row = {"suggestion": OuterRef("pk")}
_levels = Escalation._base_manager.filter(**_of_row, round=OuterRef("round")).order_by("-pk")
_letters = (
    Urge._base_manager.filter(**_of_row).exclude(state=UrgeState.WITHDRAWN).order_by().values("suggestion")
)
PRESSED = {
    "level": Subquery(_levels.values("level")[:1]),
    "urged": Subquery(_letters.annotate(n=Count("pk")).values("n")),
    "last_urged": Subquery(_letters.annotate(on=Max("urged_on")).values("on")),
}


def late_rows(user: Any, today: date) -> QuerySet[Suggestion]:
    """Suggestions past the day of their reply, with `level`, `urged` and `last_urged`; the day itself is not late."""
    rows = Suggestion.objects.visible_to(user).filter(state=SuggestionState.DISPATCHED, due_on__lt=today)
    return with_known(rows, **PRESSED)


@dataclass
class LateUnit:
    """A unit with its late replies. keys: of the suggestions, the longest late first, as many as a run takes."""

    office: Office | None
    oldest: date
    keys: list[int] = field(default_factory=list)
    levels: Counter = field(default_factory=Counter)
    count: int = 0
    never_urged: int = 0
    days: int = 0

    @property
    def reached(self) -> str:
        """提醒2件、通报1件, the highest level first; "" while nothing was done."""
        order = [level for level in reversed(EscalationLevel.values) if self.levels[level]]
        return "、".join(f"{LEVELS[level]}{self.levels[level]}件" for level in order)


def by_unit(rows: QuerySet[Suggestion], today: date) -> list[LateUnit]:
    """The units with late replies, those with most first; None stands for suggestions without a lead unit."""
    found: dict[int | None, LateUnit] = {}
    values = rows.order_by("due_on", "pk").values_list("lead_office", "pk", "due_on", "level", "urged")
    for office, pk, due_on, level, urged in values.iterator(chunk_size=2000):
        unit = found.setdefault(office, LateUnit(None, due_on))
        unit.count += 1
        unit.never_urged += not urged
        if level:
            unit.levels[level] += 1
        if len(unit.keys) < MOST:
            unit.keys.append(pk)
    offices = Office.objects.in_bulk([pk for pk in found if pk is not None])
    for pk, unit in found.items():
        unit.office, unit.days = offices.get(pk), (today - unit.oldest).days
    return sorted(found.values(), key=lambda unit: (-unit.count, unit.oldest))
