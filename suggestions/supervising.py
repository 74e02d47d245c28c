"""Supervision (督办): opening it on a suggestion, its plan, its notice, its end."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from offices.models import Area
from offices.posts import acting_post
from pages.dates import too_far
from suggestions.charging import check_knows, titled
from suggestions.choices import Grade, SerialKind, SuggestionState, SupervisionKind, SupervisionState
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.models import CategoryCommittee, NoticeReceipt, PlanItem, Suggestion, Supervision, Team
from suggestions.progress import of_suggestion
from suggestions.rating_again import still_dissatisfied
from suggestions.roles import assignments_of
from suggestions.serials import next_serial
from workflow.transitions import Refused, Step


def committee_for(suggestion: Suggestion) -> str:
    """The committee that the area's table names for the suggestion's category; "" where it names none."""
    rows = CategoryCommittee.objects.filter(area=suggestion.area, category=suggestion.category_id)
    return rows.values_list("committee", flat=True).first() or ""


def teams_of(area: Area) -> QuerySet[Team]:
    return Team.objects.filter(area=area, active=True).order_by("pk")


def open_of(suggestion: Suggestion) -> set[str]:
    """The kinds of supervision under way."""
    rows = suggestion.supervisions.exclude(state=SupervisionState.ENDED)
    return set(rows.values_list("kind", flat=True))


def every_kind_taken(suggestion: Suggestion) -> str:
    """Why no supervision is to be opened, or "": a closed one only where somebody is still not satisfied (挂号督办).

    A deputy with what was kept, or a rating meeting with the handling.
    """
    closed = suggestion.state == SuggestionState.CLOSED
    voted = {item.verdict for item in suggestion.discussed.all()}
    if closed and Grade.DISSATISFIED not in voted and not still_dissatisfied(suggestion):
        return "已办结。"
    return "各种督办方式都已立项。" if set(SupervisionKind.values) <= open_of(suggestion) else ""


def supervise(step: Step) -> None:
    """Open one way of supervising; a key one marks the suggestion (主任会议 fixes these, 代表法 art. 52)."""
    suggestion, data = step.subject, step.data
    kind = data["manner"]
    if kind in open_of(suggestion):
        raise Refused(f"{SupervisionKind(kind).label}已经立项。", "manner")
    who = _who(suggestion, data)
    row = Supervision.objects.create(
        suggestion=suggestion, area=suggestion.area, kind=kind, aim=data["aim"], **who
    )
    step.event.supervision = row
    step.event.save(update_fields=["supervision"])
    if kind == SupervisionKind.KEY and not suggestion.key:
        suggestion.key = True
        suggestion.save(update_fields=["key"])
        of_suggestion(suggestion)
    remark(step, "；".join(f"{label}：{named}" for label, named in row.parts) or SupervisionKind(kind).label)


def _who(suggestion: Suggestion, data: dict) -> dict:
    """Whoever the kind asks for, nobody else: a leader, a committee (by the area's table), a team for daily work."""
    kind, leader = data["manner"], data.get("leader", "").strip()
    committee, team = data.get("committee", "").strip(), data.get("team")
    charged, chief_charged = data.get("charged"), data.get("chief_charged")
    check_knows(suggestion, [charged], "charged")
    check_knows(suggestion, [chief_charged], "chief_charged")
    led = kind in (SupervisionKind.LEADER, SupervisionKind.KEY)
    leader = (leader or (titled(charged) if charged else "")) if led else ""
    committee, team = "" if led else committee, team if kind == SupervisionKind.DAILY else None
    if led and not leader:
        raise Refused("请填写督办领导。", "leader")
    if kind == SupervisionKind.COMMITTEE and not (committee := committee or committee_for(suggestion)):
        raise Refused("请填写督办机构：本区域的对口督办表没有列出这一类别。", "committee")
    if kind == SupervisionKind.DAILY and not team and not committee:
        raise Refused("日常督办请选择督查组，或填写督办机构。", "team")
    chief = data.get("chief", "").strip() or (titled(chief_charged) if chief_charged else "")
    return {
        "leader": leader, "chief": chief, "committee": committee, "team": team, "charged": charged,
        "chief_charged": chief_charged,
    }  # fmt: skip


# --- the plan and the notice


def add_item(step: Step) -> None:
    data = step.data
    if data["by_day"] < timezone.localdate():
        raise Refused("完成时限不能早于今天。", "by_day")
    if why := too_far(data["by_day"]):
        raise Refused(f"完成时限{why}", "by_day")
    item = PlanItem.objects.create(
        supervision=step.subject, who=data["who"], what=data["what"], due_on=data["by_day"]
    )
    remark(step, str(item))


def finish_item(step: Step) -> None:
    """One line of the plan is done; how, in words."""
    item = step.data["item"]
    if item.supervision_id != step.subject.pk or item.done_on:
        raise Refused("该事项已登记完成，请重新选择。", "item")
    item.done_on, item.outcome = timezone.localdate(), step.data["outcome"]
    item.save(update_fields=["done_on", "outcome"])
    remark(step, f"{item}。{item.outcome}")


def nothing_left(supervision: Supervision) -> str:
    return "" if supervision.items.filter(done_on__isnull=True).exists() else "方案事项都已登记完成。"


def without_plan(supervision: Supervision) -> str:
    return "" if supervision.items.exists() else "请先拟订督办方案（至少一项：谁、做什么、何时完成）。"


def serve(step: Step) -> None:
    """The notice (督办通知单) gets its number and goes to the units."""
    supervision, today = step.subject, timezone.localdate()
    supervision.year, supervision.served_on = today.year, today
    supervision.number = next_serial(supervision.area, SerialKind.SUPERVISION, today.year)
    supervision.due_on = step.data.get("due_on") or _last_day(supervision)
    supervision.save(update_fields=["year", "served_on", "number", "due_on"])
    answering = {
        p.office_id for p in assignments_of(supervision.suggestion) if p.role != "co" and p.state != "revoked"
    }
    NoticeReceipt.objects.bulk_create(
        NoticeReceipt(supervision=supervision, office_id=pk) for pk in sorted(answering)
    )
    remark(step, supervision.title)


def _last_day(supervision: Supervision) -> date | None:
    return supervision.items.order_by("-due_on").values_list("due_on", flat=True).first()


def signed_already(supervision: Supervision) -> str:
    waiting = any(receipt.signed_on is None for receipt in supervision.receipts.all())
    return "" if waiting else "督办通知单已签收。"


def receipt_of(supervision: Supervision, user: Any) -> NoticeReceipt | None:
    """The notice as this person's unit got it."""
    post = acting_post(user)
    own = post.principal.office_id if post else None
    return next((row for row in supervision.receipts.all() if row.office_id == own), None)


def sign(step: Step) -> None:
    """Each unit for itself."""
    receipt = receipt_of(step.subject, step.actor)
    if receipt is None or receipt.signed_on:
        raise Refused("本单位已签收督办通知单。" if receipt else "通知单没有发给本单位。")
    receipt.sign(step.actor)
    remark(step, f"{receipt.office}签收{step.subject.title}")


def end(step: Step) -> None:
    """The result in words; what the plan left undone is named in the timeline."""
    supervision = step.subject
    if not step.data["result"].strip():
        raise Refused("请填写督办结果。", "result")
    supervision.ended_on = timezone.localdate()
    supervision.save(update_fields=["ended_on"])
    left = supervision.items.filter(done_on__isnull=True).count()
    remark(step, f"{supervision.get_kind_display()}结束{f'，方案中还有{left}项未完成' if left else ''}。")


def drop(step: Step) -> None:
    needs_reason(step)
    step.subject.ended_on = timezone.localdate()
    step.subject.save(update_fields=["ended_on"])
