"""Answering for a late reply (超期回复问责, seed row CQ-01): 提醒 → 督办 → 通报 → 问责, one level after the other."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from suggestions.choices import AssignmentRole, EscalationLevel
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.dues import OPEN_PARTS
from suggestions.measures import DOCUMENTS, give_number, tell
from suggestions.models import Assignment, Escalation, Suggestion
from suggestions.serials import next_serial
from workflow.transitions import Refused, Step

LADDER = tuple(EscalationLevel)
CIRCULATE = EscalationLevel.CIRCULATE


def late_by(suggestion: Suggestion) -> int:
    """How many days the reply is late; 0 on the last day itself and before."""
    today = timezone.localdate()
    return max(0, (today - suggestion.due_on).days) if suggestion.due_on else 0


def answering(suggestion: Suggestion) -> list[Assignment]:
    """The parts that still owe their answer."""
    rows = suggestion.assignments.filter(round=suggestion.round, state__in=OPEN_PARTS)
    return list(rows.exclude(role=AssignmentRole.CO).select_related("office").order_by("pk"))


def next_levels(suggestion: Suggestion) -> dict[Assignment, EscalationLevel]:
    """The parts that still owe their answer, with the level that comes next in this round; none after the last."""
    rows = Escalation._base_manager.filter(suggestion=suggestion, round=suggestion.round)
    had = set(rows.values_list("office", "level"))
    found = {
        part: next((level for level in LADDER if (part.office_id, level) not in had), None)
        for part in answering(suggestion)
    }
    return {part: level for part, level in found.items() if level}


def not_late(suggestion: Suggestion) -> str:
    """Why nobody is to answer for anything, or ""."""
    if not late_by(suggestion):
        return "答复没有超期。"
    return "" if next_levels(suggestion) else "各级措施都已采取。"


def escalate(step: Step) -> None:
    """Record the next level for one unit and tell who must hear of it; a level is never skipped.

    With the number of a 通报 over several suggestions: for every unit whose next level that is.
    """
    needs_reason(step)
    levels, serial = next_levels(step.subject), step.data.get("serial")
    if serial:
        taken = [(part, level) for part, level in levels.items() if level == CIRCULATE]
        if not taken:
            raise Refused(why_not_circulated(step.subject))
    else:
        taken = [_of(step, levels)]
    rows = [_record(step, part, level, serial) for part, level in taken]
    remark(
        step,
        "；".join(
            f"{row.office}：{row.paper or row.get_level_display()}（超期{row.days_late}天）" for row in rows
        ),
    )


def _of(step: Step, levels: dict[Assignment, EscalationLevel]) -> tuple[Assignment, EscalationLevel]:
    """The unit that was chosen, with its level."""
    office = step.data.get("office")
    if office is None:
        raise Refused("请选择承办单位。", "office")
    part = next((part for part in answering(step.subject) if part.office_id == office.pk), None)
    if part is None:
        raise Refused("该单位没有尚未答复的承办事项。", "office")
    if part not in levels:
        raise Refused("对该单位的各级措施都已采取。", "office")
    return part, levels[part]


def _record(step: Step, part: Assignment, level: EscalationLevel, serial: int | None) -> Escalation:
    row = Escalation.objects.create(
        suggestion=step.subject, office=part.office, round=step.subject.round, level=level, on=timezone.localdate(),
        days_late=late_by(step.subject), words=step.event.note.strip(), by=step.actor,
    )  # fmt: skip
    if level in DOCUMENTS:
        give_number(row, serial)
    tell(row, part, shared=bool(serial))
    return row


# --- one 通报 over many suggestions


def to_circulate(suggestion: Suggestion) -> str:
    """Which units it would name."""
    units = "、".join(
        str(part.office) for part, level in next_levels(suggestion).items() if level == CIRCULATE
    )
    return f"通报{units}，答复已超期{late_by(suggestion)}天"


def why_not_circulated(suggestion: Suggestion) -> str:
    """Why none of its units is to be named now, or ""."""
    levels = set(next_levels(suggestion).values())
    if CIRCULATE in levels:
        return ""
    told = "、".join(level.label for level in LADDER if level in levels)
    return f"下一级措施是{told}，不能直接通报。"


def reserve(subjects: Sequence[Suggestion], actor: Any) -> dict[str, int]:
    """The one number; the suggestions are locked before the series, in the order in which every single step locks."""
    rows = Suggestion._base_manager.select_for_update(of=("self",)).order_by("pk")
    list(rows.filter(pk__in=[one.pk for one in subjects]).only("pk"))
    return {"serial": next_serial(subjects[0].area, CIRCULATE.value, timezone.localdate().year)}
