"""Answering for a late reply (超期回复问责, seed row CQ-01): 提醒 → 督办 → 通报 → 问责, one level after the other."""

from typing import Any

from django.utils import timezone

from notices.outbox import post
from offices.choices import Role
from offices.models import Office
from offices.posts import holders
from suggestions import parties
from suggestions.choices import AssignmentRole, EscalationLevel
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.dues import OPEN_PARTS
from suggestions.models import Assignment, Escalation, Suggestion
from workflow.transitions import Refused, Step

LADDER = tuple(EscalationLevel)


def late_by(suggestion: Suggestion) -> int:
    """How many days the reply is late; 0 on the last day itself and before."""
    today = timezone.localdate()
    return max(0, (today - suggestion.due_on).days) if suggestion.due_on else 0


def answering(suggestion: Suggestion) -> list[Assignment]:
    """The parts that still owe their answer."""
    rows = suggestion.assignments.filter(round=suggestion.round, state__in=OPEN_PARTS)
    return list(rows.exclude(role=AssignmentRole.CO).select_related("office").order_by("pk"))


def next_level(suggestion: Suggestion, office: Office) -> EscalationLevel | None:
    """The level that comes next for this unit in this round; None after the last."""
    rows = Escalation._base_manager.filter(suggestion=suggestion, office=office, round=suggestion.round)
    had = set(rows.values_list("level", flat=True))
    return next((level for level in LADDER if level not in had), None)


def not_late(suggestion: Suggestion) -> str:
    """Why nobody is to answer for anything, or ""."""
    if not late_by(suggestion):
        return "答复没有超期。"
    if not any(next_level(suggestion, part.office) for part in answering(suggestion)):
        return "各级措施都已采取。"
    return ""


def escalate(step: Step) -> None:
    """Record the next level for one unit and tell who must hear of it; a level is never skipped."""
    needs_reason(step)
    suggestion, office = step.subject, step.data["office"]
    if office not in [part.office for part in answering(suggestion)]:
        raise Refused("该单位没有尚未答复的承办事项。", "office")
    level = next_level(suggestion, office)
    if level is None:
        raise Refused("对该单位的各级措施都已采取。", "office")
    row = Escalation.objects.create(
        suggestion=suggestion, office=office, round=suggestion.round, level=level, on=timezone.localdate(),
        days_late=late_by(suggestion), words=step.event.note.strip(), by=step.actor,
    )  # fmt: skip
    _tell(row)
    remark(step, f"{office}：{level.label}（超期{row.days_late}天）")


def _tell(row: Escalation) -> None:
    """The unit always; from 通报 on also the government office and the area's leaders."""
    part = next(p for p in answering(row.suggestion) if p.office_id == row.office_id)
    users: list[Any] = parties.unit(part)
    if row.level in (EscalationLevel.CIRCULATE, EscalationLevel.ACCOUNT):
        if row.office.coordinator_id:
            users += holders((Role.GOVERNMENT,), office=row.office.coordinator_id)
        if not row.suggestion.confidential:
            users += holders((Role.LEADER,), area=row.suggestion.area_id)
    post(
        users,
        kind="suggestion.escalate",
        key=f"escalation:{row.pk}",
        title=f"{row.get_level_display()}：{row.suggestion}答复超期{row.days_late}天（{row.office}）",
        body=row.words,
        url=row.suggestion.get_absolute_url(),
        urgent=True,
    )
