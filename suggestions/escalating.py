"""Answering for a late reply (超期回复问责, seed row CQ-01): 提醒 → 督办 → 通报 → 问责, one level after the other."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from notices.outbox import post
from offices.choices import Role
from offices.models import Office
from offices.posts import acting_post, holders
from suggestions import parties
from suggestions.choices import AssignmentRole, EscalationLevel
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.dues import OPEN_PARTS
from suggestions.models import Assignment, Escalation, Suggestion
from suggestions.serials import next_serial
from workflow.transitions import Refused, Step

LADDER = tuple(EscalationLevel)
ON_PAPER = (EscalationLevel.CIRCULATE, EscalationLevel.ACCOUNT)


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
    today = timezone.localdate()
    row = Escalation.objects.create(
        suggestion=suggestion, office=office, round=suggestion.round, level=level, on=today,
        days_late=late_by(suggestion), words=step.event.note.strip(), by=step.actor,
    )  # fmt: skip
    if level in ON_PAPER:
        row.year, row.number = today.year, next_serial(suggestion.area, level.value, today.year)
        row.save(update_fields=["year", "number"])
    _tell(row)
    remark(step, f"{office}：{row.paper or level.label}（超期{row.days_late}天）")


def may_sign(row: Escalation, user: Any) -> bool:
    """The people of the unit that a paper is served on."""
    post_ = acting_post(user)
    own = post_.principal if post_ else None
    return bool(
        row.number and own and own.role in (Role.HANDLER, Role.UNIT_HEAD) and own.office_id == row.office_id
    )


@transaction.atomic
def sign(row: Escalation, actor: Any) -> None:
    """The unit signs for its 通报 or 问责通知书, once. Raises Refused."""
    locked = Escalation._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if locked.signed_on:
        raise Refused("已经签收。")
    locked.signed_on, locked.signed_by = timezone.localdate(), actor
    locked.save(update_fields=["signed_on", "signed_by"])
    enter(
        EntryKind.DEED,
        f"签收{locked.get_level_display()}",
        actor,
        subject=row.suggestion,
        data={"escalation": row.pk},
    )


def _tell(row: Escalation) -> None:
    """The unit always; from 通报 on also the government office and the area's leaders."""
    part = next(p for p in answering(row.suggestion) if p.office_id == row.office_id)
    users: list[Any] = parties.unit(part)
    if row.level in ON_PAPER:
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
