"""Deeds of the congress office: reviewing, numbering, dispatching, extending, closing."""

from typing import Any

from django.utils import timezone

from notices.outbox import post
from offices.choices import Role
from offices.models import Area, Office
from offices.posts import acting_post
from pages.dates import due_date
from suggestions.assigning import Plan, assign, check_own_unit, check_recipient
from suggestions.choices import AssignmentRole, AssignmentState, TransferState
from suggestions.clockwork import ASSIGNMENT_CLOCKS, OF_PARTS, REPLYING, SUGGESTION_CLOCKS, start_parts
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.deeds.review import check_reason
from suggestions.extending import WHOLE, extend_to
from suggestions.groups import check_lead, part_ways
from suggestions.models import Suggestion, Transfer
from suggestions.numbering import number_for
from suggestions.origins import give_back, report
from suggestions.reviewing import objection
from suggestions.roles import assignments_of, congress_office, government, units
from suggestions.rounds import handed_back, under_coordination
from suggestions.transfers import is_tier, transfers_of
from workflow.transitions import Refused, Step


def register(step: Step) -> None:
    suggestion = step.subject
    if (said := objection(suggestion)) and not step.event.note.strip():
        raise Refused(f"政府办公室复审提出：{said.note}请写明不予采纳的理由。", "note")
    if suggestion.from_motion and not suggestion.motion_basis.strip():
        raise Refused("请写明主席团的决定，如“主席团第三次会议决定”。", "motion_basis")
    suggestion.number = number_for(suggestion)
    suggestion.registered_on = timezone.localdate()
    suggestion.save(update_fields=["number", "registered_on"])


def decline(step: Step) -> None:
    """Not registered, for one of the reasons of domain rule 31, told in words as well."""
    needs_reason(step)
    reason = check_reason(step.subject)
    give_back(step.subject, f"建议未立案（{reason}）：{step.event.note.strip()}")


def dispatch(step: Step) -> None:
    """Send it to its units (交办); the reply is due from this day on (代表法 art. 51)."""
    suggestion, data = step.subject, step.data
    plan = Plan(data.get("lead"), tuple(data.get("co") or ()), tuple(data.get("separate") or ()))
    plan.check(suggestion.area)
    check_lead(suggestion, plan.lead)
    suggestion.dispatched_on = timezone.localdate()
    suggestion.save(update_fields=["dispatched_on"])
    _assign(suggestion, plan, step.actor, data.get("requirement", ""))
    if plan.lead and is_tier(plan.lead):
        suggestion.lead_office = plan.lead
        suggestion.save(update_fields=["lead_office"])
    remark(step, "；".join(f"{role.label}：{office}" for _, office, role in plan.parts()))


def _assign(suggestion: Suggestion, plan: Plan, actor: Any, requirement: str) -> None:
    rows = assign(suggestion, plan, _dispatcher(suggestion, actor), actor, timezone.localdate(), requirement)
    start_parts(rows)


def _dispatcher(suggestion: Suggestion, actor: Any) -> Office:
    acting = acting_post(actor)
    return (acting and acting.principal.office) or congress_office(suggestion.area)


def nothing_handed_back(suggestion: Suggestion) -> str:
    return "" if handed_back(suggestion) else "没有待改交的承办单位。"


def redispatch(step: Step) -> None:
    """Give a part that was handed back to another unit; a co-unit's part may also fall away (domain rule 14)."""
    suggestion, part, office = step.subject, step.data["assignment"], step.data.get("office")
    if part not in handed_back(suggestion):
        raise Refused("这一部分不需要改交。", "assignment")
    if office is not None:
        _may_receive(office, suggestion.area, step.actor, "office")
        _check_successor(suggestion, part.office, office)
        plan = Plan(**{part.role: office if part.role == AssignmentRole.LEAD else (office,)})
        _assign(suggestion, plan, step.actor, part.requirement)
        if part.role == AssignmentRole.LEAD:
            SUGGESTION_CLOCKS.hand_over(suggestion, office)
            remark(step, part_ways(suggestion, office))
    elif part.role != AssignmentRole.CO:
        raise Refused("请选择改交单位；只有协办可以不再交办。", "office")
    remark(step, f"{part.office} → {office or '不再协办'}")
    ASSIGNMENT_CLOCKS.stop(part, "redispatch")


def give_instead(transfer: Transfer, office: Office, actor: Any) -> None:
    """Give what a government office gave back to another office; the day of the reply stays."""
    suggestion = transfer.suggestion
    _may_receive(office, suggestion.area, actor, "successor")
    _check_successor(suggestion, transfer.office, office, "successor")
    lead = transfer.role == AssignmentRole.LEAD
    _assign(suggestion, Plan(**{transfer.role: office if lead else (office,)}), actor, transfer.requirement)
    if lead:
        suggestion.lead_office = office
        suggestion.save(update_fields=["lead_office"])
        SUGGESTION_CLOCKS.hand_over(suggestion, office)


def _check_successor(suggestion: Suggestion, before: Office, office: Office, field: str = "office") -> None:
    if office == before:
        raise Refused("不能改交给申请退办的单位。", field)
    present = suggestion.assignments.filter(round=suggestion.round).exclude(state=AssignmentState.REVOKED)
    tiers = suggestion.transfers.filter(round=suggestion.round).exclude(state=TransferState.REVOKED)
    if present.filter(office=office).exists() or tiers.filter(office=office).exists():
        raise Refused(f"“{office}”已在承办单位中。", field)


def _may_receive(office: Office, area: Area, actor: Any, field: str) -> None:
    """A government office gives parts to units it coordinates, a congress office by the way the area says."""
    acting = acting_post(actor)
    post = acting.principal if acting else None
    if post and post.role == Role.GOVERNMENT and post.office:
        check_own_unit(post.office)(office, area, field)
    else:
        check_recipient(office, area, field)


def extend(step: Step) -> None:
    """The office gives more time of its own accord; the deputies and units are told (代表法 art. 51)."""
    needs_reason(step)
    clock = extend_to(step.subject, step.data.get("months") or WHOLE)
    remark(step, f"答复期限延至{due_date(clock.due_on, clock.provisional)}。")


def close(step: Step) -> None:
    """Closed (办结、销号); the voters' opinions in it get their answer."""
    step.subject.closed_on = timezone.localdate()
    step.subject.save(update_fields=["closed_on"])
    report(step.subject)


def why_not_undone(suggestion: Suggestion) -> str:
    """Why the dispatch cannot be called back, or "": only while nobody has begun."""
    if suggestion.round > 1:
        return "重新办理的建议不能撤回交办。"
    begun = [part for part in assignments_of(suggestion) if part.state != AssignmentState.SENT]
    if begun:
        return f"{begun[0].office}已签收或已处理，不能撤回交办。"
    passed = [one for one in transfers_of(suggestion) if one.state != TransferState.WAITING]
    return f"{passed[0].office}已转交或已处理，不能撤回交办。" if passed else ""


def undispatch(step: Step) -> None:
    """As it was before: registered, its limit of dispatch running on; nobody has begun, so nothing of the parts stays.

    Who was dispatched to stays in the timeline and the journal.
    """
    suggestion = step.subject
    _tell_units(step)
    remark(
        step, "、".join(str(part.office) for part in (*assignments_of(suggestion), *transfers_of(suggestion)))
    )
    suggestion.assignments.filter(round=suggestion.round).delete()
    suggestion.transfers.filter(round=suggestion.round).delete()
    SUGGESTION_CLOCKS.stop(suggestion, *REPLYING, *OF_PARTS, ended="已收回")
    suggestion.dispatched_on = suggestion.due_on = suggestion.lead_office = None
    suggestion.save(update_fields=["dispatched_on", "due_on", "lead_office"])
    stopped = suggestion.clocks.filter(rule="dispatch").order_by("-pk").values_list("pk", flat=True)[:1]
    suggestion.clocks.filter(pk__in=list(stopped)).update(stopped_on=None)


def _tell_units(step: Step) -> None:
    suggestion = step.subject
    post(
        [*units(suggestion), *government(suggestion)],
        kind="suggestion.undispatch",
        key=f"suggestion.undispatch:{step.event.pk}:units",
        title=f"{suggestion}的交办已撤回，请勿办理",
        body=step.event.note,
    )


def government_close(step: Step) -> None:
    """The government side's own closing (双销号, seed row XH-10)."""
    step.subject.government_closed_on = timezone.localdate()
    step.subject.save(update_fields=["government_closed_on"])


def conclude(step: Step) -> str:
    """Write down how the coordination went and what it came to (domain rule 21)."""
    row, data, today = under_coordination(step.subject), step.data, timezone.localdate()
    if row is None or not row.opened_on <= data["on"] <= today:
        raise Refused("协调日期应在转入协调之日至今天之间。", "on")
    row.on, row.people, row.record, row.outcome = data["on"], data["people"], data["record"], data["outcome"]
    row.led_by, row.concluded_on = step.actor, today
    row.save()
    remark(step, f"{row.get_outcome_display()}。{data['record']}")
    return row.outcome
