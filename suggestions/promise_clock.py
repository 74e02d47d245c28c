"""The clock of a promise: to the day that the unit named itself, and explained like every other day."""

from datetime import date

from suggestions.models import Promise, SuggestionClock
from workflow.calendar import legal_calendar
from workflow.deadlines import Rule, compute
from workflow.rules import label_of

RULE = "promise"


def start(promise: Promise, on: date) -> SuggestionClock:
    """Run from a day until the promised one; the unit holds it, in this term and the next."""
    rule = Rule(
        code=RULE, label=label_of(RULE), value=max(1, (promise.due_on - on).days), unit="day", start_event="",
        source=f"{promise.office}在{_where(promise)}的承诺", valid_from=on, roll=False,
    )  # fmt: skip
    sheet = compute(rule, on, legal_calendar())
    return SuggestionClock.objects.create(
        subject=promise.suggestion, promise=promise, rule=RULE, office=promise.office, started_on=on,
        due_on=sheet.due_on, provisional=sheet.provisional, sheet=sheet.as_json(),
    )  # fmt: skip


def _where(promise: Promise) -> str:
    return f"{promise.meeting}上" if promise.meeting else "答复中"


def stop(promise: Promise, on: date, ended: str = "") -> None:
    SuggestionClock.objects.open().filter(promise=promise).update(stopped_on=on, ended=ended)
