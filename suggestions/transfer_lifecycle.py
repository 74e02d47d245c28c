"""How a first-tier dispatch moves: from the congress to a government office, and on to its units.

待转交 → 已转交                     passed on: the units have their parts
待转交 → 申请退回 → 已退回 or 待转交   given back, decided by the congress office
"""

from django.utils import timezone

from offices.choices import Role
from offices.posts import holders
from suggestions import roles
from suggestions.assigning import Plan, assign, check_own_unit
from suggestions.choices import AssignmentRole, SuggestionState, TransferState
from suggestions.clockwork import SUGGESTION_CLOCKS, TRANSFER_CLOCKS, start_parts
from suggestions.deeds.office import give_instead
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.groups import check_lead
from suggestions.handbacks import why_not_returned
from suggestions.holding import note
from suggestions.models import Transfer
from suggestions.transfers import check_forward, referees
from workflow.transitions import Lifecycle, Refused, Step, Transition

T = TransferState


def _over(transfer: Transfer) -> str:
    suggestion = transfer.suggestion
    if suggestion.state != SuggestionState.DISPATCHED or transfer.round != suggestion.round:
        return f"{suggestion}当前为“{suggestion.get_state_display()}”，本次交办已经结束。"
    return ""


def _not_returned(transfer: Transfer) -> str:
    return _over(transfer) or why_not_returned(transfer)


def forward(step: Step) -> None:
    """The second tier: the units have their parts and clocks; the day of the reply stays (代表法 art. 51)."""
    transfer, data, today = step.subject, step.data, timezone.localdate()
    plan = Plan(data.get("lead"), tuple(data.get("co") or ()), tuple(data.get("separate") or ()))
    check_forward(transfer, plan)
    plan.check(transfer.area, check_own_unit(transfer.office), whole=transfer.role == AssignmentRole.LEAD)
    if transfer.role == AssignmentRole.LEAD:
        check_lead(transfer.suggestion, plan.lead, instead_of=transfer.office)
    words = data.get("instruction", "").strip() or transfer.requirement
    suggestion = transfer.suggestion
    rows = assign(suggestion, plan, transfer.office, step.actor, today, words)
    start_parts(rows)
    transfer.forwarded_on = today
    transfer.save(update_fields=["forwarded_on"])
    if transfer.role == AssignmentRole.LEAD:
        suggestion.lead_office = plan.lead
        suggestion.save(update_fields=["lead_office"])
        SUGGESTION_CLOCKS.hand_over(suggestion, rows[0].office)
    remark(step, "；".join(f"{role.label}：{office}" for _, office, role in plan.parts()))


def give_back(step: Step) -> None:
    """In writing, to whoever dispatched (domain rule 13)."""
    needs_reason(step)
    if step.data.get("proposed_office") == step.subject.office:
        raise Refused("建议改交单位不能是本办公室。", "proposed_office")


def agree(step: Step) -> None:
    """Agreed, and given to another office at once; the day of the reply stays."""
    transfer, office = step.subject, step.data["successor"]
    if office == transfer.office:
        raise Refused("不能改交给申请退回的机构。", "successor")
    give_instead(transfer, office, step.actor)
    remark(step, f"{transfer.office} → {office}")


TRANSFER = Lifecycle(
    name="二级交办",
    model=Transfer,
    states=TransferState,
    transitions=(
        Transition("forward", "转交承办单位", (T.WAITING,), T.FORWARDED, ("referee",),
                   ("lead?", "co?", "separate?", "instruction?"), tells=("units", "committee", "signers"), when=_over,
                   then=forward, stops=("transfer", "hand_back"), style="primary",
                   help="转交后由所属单位签收办理，退办由本办公室决定。"),
        Transition("give_back", "申请退回", (T.WAITING,), T.HANDED_BACK, ("referee",), ("proposed_office?",),
                   tells=("committee",), when=_not_returned, then=give_back,
                   help="不属政府系统职责的，说明理由，由人大代表工作机构决定。"),
        Transition("agree_return", "同意退回并改交", (T.HANDED_BACK,), T.REVOKED, ("committee",), ("successor",),
                   tells=("referees", "units"), when=_over, then=agree,
                   stops=("hand_back",), voids=("transfer",), ended="已退回", style="primary",
                   help="同时改交其他单位，答复期限不变。"),
        Transition("refuse_return", "不同意退回", (T.HANDED_BACK,), T.WAITING, ("committee",), tells=("referees",),
                   when=_over, then=needs_reason, stops=("hand_back",), help="须说明理由，由政府办公室转交。"),
    ),
    actors={"referee": referees, "committee": lambda t, user: roles.is_committee(t.suggestion, user)},
    people={
        "units": lambda t: roles.units(t.suggestion),
        "committee": lambda t: roles.committee(t.suggestion),
        "signers": lambda t: roles.signers(t.suggestion),
        "referees": lambda t: holders((Role.GOVERNMENT,), office=t.office_id),
    },
    clocks=TRANSFER_CLOCKS,
    after=lambda step: note(step.subject.suggestion_id),
)  # fmt: skip
