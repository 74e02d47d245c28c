"""What limits a dispatch would start today: each day, and why it falls there; nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from offices.choices import StartEvent
from offices.models import Area
from pages.dates import cn_date, due_date
from suggestions.models import Suggestion
from suggestions.reference import no_limit, unwritten
from workflow.calendar import legal_calendar
from workflow.deadlines import Sheet, compute
from workflow.rules import rule_of

# rule -> whose limit it is
OF_A_DISPATCH = {
    "reply": "主办（分办）单位答复代表",
    "co_opinion": "协办单位提出会办意见",
    "first_contact": "主办（分办）单位首次联系代表",
    "hand_back": "承办单位可以申请退办",
}


@dataclass(frozen=True)
class Ahead:
    """One limit that a dispatch would start. length: 自交办次日起3个月; why: with its source.

    steps: the reckoning, in words, as its sheet will show it.
    """

    rule: str
    what: str
    due_on: date
    provisional: bool
    length: str
    why: str
    steps: tuple[str, ...]

    @property
    def day(self) -> str:
        return due_date(self.due_on, self.provisional)


def limits_ahead(
    area: Area, rules: Iterable[str] = tuple(OF_A_DISPATCH), on: date | None = None
) -> list[Ahead]:
    """The limits in the order of their days; one that the area has not set is left out."""
    on = on or timezone.localdate()
    found = [_ahead(rule, area, on) for rule in rules]
    return sorted((one for one in found if one), key=lambda one: one.due_on)


def of_suggestion(suggestion: Suggestion) -> tuple[str, ...]:
    """Which limits this one would start: fewer where its deputy wants it for reference alone (reference_only)."""
    spared = {"reply", "co_opinion"} if no_limit(suggestion) else set()
    if unwritten(suggestion) and not suggestion.wants_contact:
        spared.add("first_contact")
    return tuple(rule for rule in OF_A_DISPATCH if rule not in spared)


def _ahead(code: str, area: Area, on: date) -> Ahead | None:
    try:
        sheet = compute(rule_of(code, area, on), on, legal_calendar())
    except LookupError:
        return None
    what = OF_A_DISPATCH.get(code, sheet.rule.label)
    return Ahead(
        code, what, sheet.due_on, sheet.provisional, _length(sheet), _why(sheet), tuple(_steps(sheet))
    )


def _length(sheet: Sheet) -> str:
    return f"自{StartEvent.DISPATCHED.label}次日起{sheet.rule.length}"


def _why(sheet: Sheet) -> str:
    return f"{_length(sheet)}；依据：{sheet.rule.source}"


def _steps(sheet: Sheet) -> list[str]:
    """2026年11月23日至27日：…; the days that count for nothing say why."""
    told = []
    for step in sheet.steps:
        span = cn_date(step.first) + ("" if step.last == step.first else f"至{cn_date(step.last)}")
        told.append(f"{span}：{step.what}")
    return told
