"""More time for the reply (延期答复): who asks, who agrees, how much the law allows (domain rule 17, 代表法 art. 51)."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from offices.choices import Unit
from offices.limits import setting
from offices.models import Area
from pages.dates import cn_date, due_date
from suggestions.choices import ExtensionState, SuggestionState
from suggestions.clockwork import SUGGESTION_CLOCKS
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.models import Assignment, Extension, Suggestion
from suggestions.reference import no_limit
from workflow.calendar import legal_calendar
from workflow.deadlines import Rule, compute
from workflow.models import Clock
from workflow.rules import rule_of
from workflow.transitions import Refused, Step

KEY = "extension_approval"
WHOLE = 0


def needs_consent(area: Area) -> bool:
    """Must the dispatcher agree (北京 art. 21), or does the unit state it and tell the deputy (河南 art. 20)?"""
    return setting(KEY, area).flag


def longer(suggestion: Suggestion, months: int = WHOLE) -> Rule:
    """The longer limit from the day of 交办: the area's whole one, or fewer months within it.

    Raises Refused for months that lie outside the present limit and the longest one.
    """
    limit = rule_of("reply_extended", suggestion.area, suggestion.dispatched_on)
    if not months:
        return limit
    if months not in dict(choices(suggestion)):
        raise Refused("延期后的期限须长于原期限，且不超过本区域规定的最长期限。", "months")
    return replace(limit, value=months)


def choices(suggestion: Suggestion) -> list[tuple[int, str]]:
    """(months, in words with the day) of what may be asked for, the shortest first."""
    short = rule_of("reply", suggestion.area, suggestion.dispatched_on)
    limit = rule_of("reply_extended", suggestion.area, suggestion.dispatched_on)
    if short.unit != Unit.MONTHS or limit.unit != Unit.MONTHS:
        return [(WHOLE, _until(suggestion, limit))]
    spans = range(short.value + 1, limit.value + 1)
    return [(months, _until(suggestion, replace(limit, value=months))) for months in spans]


def _until(suggestion: Suggestion, rule: Rule) -> str:
    sheet = compute(rule, suggestion.dispatched_on, legal_calendar())
    return f"自交办之日起共{rule.length}，至{due_date(sheet.due_on, sheet.provisional)}"


# --- guards


def no_extension(suggestion: Suggestion) -> str:
    """Extended once, and only the first handling: six months in all from 交办 (代表法 art. 51)."""
    if no_limit(suggestion):
        return "这件建议仅供参考，不计答复期限。"
    if suggestion.round > 1:
        return "重新办理不能延长答复期限。"
    extended = any(clock.rule == "reply_extended" for clock in suggestion.clocks.all())
    return "答复期限已经延长过。" if extended else ""


def not_by_itself(suggestion: Suggestion) -> str:
    """The office extends of its own accord only while no unit's request waits for an answer."""
    if asked := suggestion.extensions.filter(state=ExtensionState.ASKED).first():
        return f"{asked.assignment.office}已申请延期，请先答复该申请。"
    return no_extension(suggestion) or expired(suggestion)


def expired(suggestion: Suggestion, today: date | None = None) -> str:
    """A reply that is late already stays late: why it gets no longer limit, or ""."""
    if suggestion.due_on and suggestion.due_on < (today or timezone.localdate()):
        return f"答复期限已于{cn_date(suggestion.due_on)}届满，不能再延长。"
    return ""


def _not_now(assignment: Assignment, today: date | None = None) -> str:
    suggestion = assignment.suggestion
    if suggestion.state != SuggestionState.DISPATCHED:
        return "建议已不在办理中。"
    if why := expired(suggestion, today):
        return why
    if suggestion.extensions.filter(state=ExtensionState.ASKED).exists():
        return "延期申请已经提出，正等待答复。"
    return no_extension(suggestion)


def why_not_asked(assignment: Assignment) -> str:
    """Why the unit may not ask for more time now, or ""."""
    if not needs_consent(assignment.suggestion.area):
        return "本区域延期不须同意，由承办单位说明并告知代表。"
    return _not_now(assignment)


def why_not_stated(assignment: Assignment) -> str:
    """Why the unit may not simply state that it needs more time, or ""."""
    if needs_consent(assignment.suggestion.area):
        return "本区域延期须经交办机构同意，请提出申请。"
    return _not_now(assignment)


def over(extension: Extension) -> str:
    """Why a request can no longer be granted, or ""."""
    if extension.suggestion.state != SuggestionState.DISPATCHED:
        return "建议已不在办理中，延期申请不再有效。"
    return no_extension(extension.suggestion)


# --- deeds


def ask(step: Step) -> None:
    """The request with its reasons, for the dispatcher to decide."""
    needs_reason(step)
    _keep(step, ExtensionState.ASKED)


def state(step: Step) -> None:
    """Where no consent is needed: the unit says so, the limit moves, the deputies are told in writing."""
    needs_reason(step)
    row = _keep(step, ExtensionState.STATED)
    grant_on(row, step)


def _keep(step: Step, state: str) -> Extension:
    part, months = step.subject, step.data["months"]
    longer(part.suggestion, months)
    return Extension.objects.create(
        suggestion=part.suggestion, assignment=part, state=state, months=months,
        reason=step.event.note.strip(), asked_by=step.actor, asked_on=timezone.localdate(),
    )  # fmt: skip


def grant(step: Step) -> None:
    """The dispatcher agrees, to as much as was asked or to less; the deputies are told in writing."""
    extension = step.subject
    extension.months = step.data["months"]
    grant_on(extension, step)


def grant_on(extension: Extension, step: Step) -> None:
    clock = extend_to(extension.suggestion, extension.months)
    extension.until = clock.due_on
    extension.save(update_fields=["months", "until"])
    remark(step, f"答复期限延至{due_date(clock.due_on, clock.provisional)}。延期理由：{extension.reason}")


def extend_to(suggestion: Suggestion, months: int = WHOLE) -> Clock:
    """The longer limit runs from the day of 交办, so what is granted is the total, not an addition."""
    rule = longer(suggestion, months)
    SUGGESTION_CLOCKS.stop(suggestion, "reply", ended="已延期")
    return SUGGESTION_CLOCKS.start(suggestion, "reply_extended", on=suggestion.dispatched_on, rule=rule)
