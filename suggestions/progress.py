"""Reports on progress (半月报, seed row DJ-07): of which suggestions, how often, and what a report writes."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from offices.limits import setting
from suggestions.choices import AssignmentRole, AssignmentState
from suggestions.clockwork import ASSIGNMENT_CLOCKS
from suggestions.groups import companion_parts
from suggestions.models import Assignment, ProgressReport, Suggestion
from suggestions.reference import unwritten
from workflow.transitions import Refused, Step

KEY, RULE = "progress_reports", "progress"
NONE, KEY_ONES, ALL = "none", "key", "all"
WORKING = (AssignmentState.RECEIVED, AssignmentState.DRAFTED, AssignmentState.SIGNED)


def wanted(suggestion: Suggestion) -> bool:
    """Are its answering units to report on their progress, by the area's rule?"""
    of = setting(KEY, suggestion.area).value
    return of == ALL or (of == KEY_ONES and suggestion.key)


def begin(parts: Iterable[Assignment], on: date | None = None) -> None:
    """Start the rhythm for parts that answer and are at work, where it does not run yet."""
    for part in parts:
        answers = part.role != AssignmentRole.CO and part.state in WORKING
        if not answers or not wanted(part.suggestion) or unwritten(part.suggestion):
            continue
        if not part.clocks.filter(rule=RULE, stopped_on__isnull=True).exists():
            ASSIGNMENT_CLOCKS.start(part, RULE, on=on)


def report(step: Step) -> None:
    """One report; the days to the next one run from today."""
    part, today = step.subject, timezone.localdate()
    if not step.data["done"].strip():
        raise Refused("请填写已做的工作。", "done")
    running = part.clocks.filter(rule=RULE, stopped_on__isnull=True).first()
    late = max(0, (today - running.due_on).days) if running else 0
    ProgressReport.objects.create(
        suggestion=part.suggestion, assignment=part, on=today, late_days=late, done=step.data["done"].strip(),
        next_steps=step.data.get("next_steps", "").strip(), by=step.actor,
    )  # fmt: skip
    for one in (part, *companion_parts(part)):  # one thread of work: a report on one is a report on all
        ASSIGNMENT_CLOCKS.stop(one, RULE)
        begin([one])


def of_suggestion(suggestion: Suggestion) -> None:
    """Bring the rhythm in line with a suggestion that has become a key one, or is one no longer."""
    parts = list(suggestion.assignments.filter(round=suggestion.round).select_related("office"))
    if wanted(suggestion):
        begin(parts)
        return
    for part in parts:
        ASSIGNMENT_CLOCKS.stop(part, RULE, ended="不再要求")
