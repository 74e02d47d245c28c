"""The lifecycle of one unit's part: how an assignment (主办、协办、分办) moves.

待签收 → 办理中 → 待签发 → 待发出 → 已答复          a unit that answers (主办、分办)
待签收 → 办理中 → 已答复                            a co-unit: its opinion ends its part (协办)
待签收、办理中 → 申请退办 → 已改交 or 办理中        handing back, decided by the dispatcher
"""

from collections.abc import Callable
from typing import Any

from suggestions import assignment_steps as steps
from suggestions import extending, parties, progress, reference, silence
from suggestions.checking import why_not_checked, why_not_face_to_face, why_not_met, why_unchecked
from suggestions.choices import AssignmentRole, AssignmentState, SuggestionState
from suggestions.clockwork import ASSIGNMENT_CLOCKS
from suggestions.contacts import why_not_drafted, why_not_sent
from suggestions.handbacks import why_not_handed_back
from suggestions.holding import note
from suggestions.models import Assignment
from suggestions.reading import drafted
from workflow.lifecycle import perform
from workflow.transitions import Lifecycle, Step, Transition

A = AssignmentState


# --- guards: why a step is not possible now


def _over(assignment: Assignment) -> str:
    """A suggestion that is no longer being handled takes its units' steps with it."""
    suggestion = assignment.suggestion
    if suggestion.state != SuggestionState.DISPATCHED or assignment.round != suggestion.round:
        return f"{suggestion}当前为“{suggestion.get_state_display()}”，本次承办已经结束。"
    return ""


def _answers(assignment: Assignment) -> str:
    return "协办单位不单独答复代表，请填写会办意见。" if assignment.role == AssignmentRole.CO else ""


def _joins(assignment: Assignment) -> str:
    return "" if assignment.role == AssignmentRole.CO else "主办（分办）单位须答复代表，不填会办意见。"


def _all(*guards: Any) -> Any:
    """The first reason that any of the guards gives."""

    def guard(assignment: Assignment) -> str:
        return next((why for check in (_over, *guards) if (why := check(assignment))), "")

    return guard


def _past_meeting(assignment: Assignment) -> str:
    """Why no contact is logged any more: an answered part takes the visit that follows (办后) until the case is closed."""
    if assignment.state != A.DONE:
        return _over(assignment)
    suggestion = assignment.suggestion
    if assignment.role == AssignmentRole.CO:
        return "会办意见已经提交。"
    if suggestion.state not in (SuggestionState.DISPATCHED, SuggestionState.REPLIED):
        return f"{suggestion}当前为“{suggestion.get_state_display()}”，不再登记面商。"
    return "" if assignment.round == suggestion.round else "这次办理已经结束。"


def _still_to_meet(assignment: Assignment) -> str:
    """Told beside the buttons: which contact must be logged before the reply can be drafted."""
    return "" if _over(assignment) or _answers(assignment) else why_not_drafted(assignment)


def _not_yet(assignment: Assignment) -> str:
    """Which contact, check or meeting must come before the reply leaves."""
    return why_not_sent(assignment) or why_unchecked(assignment) or why_not_met(assignment)


def _still_to_send(assignment: Assignment) -> str:
    return "" if _over(assignment) else _not_yet(assignment) or silence.why_not_sent(assignment)


def _received(step: Step, deed: Callable[[Step], None]) -> None:
    """Signed for; what is only kept for reference has its end with that."""
    deed(step)
    if reference.no_limit(step.subject.suggestion):
        perform(ASSIGNMENT, step.subject.pk, "keep", None)
        step.subject.refresh_from_db()


REPLY_FIELDS = (
    "text",
    "result_class",
    "contact_person",
    "contact_phone",
    "promises?",
    "lead_relays?",
    "co_note?",
)
FACE_FIELDS = ("on", "place", "people", "deputies", "points", "said")
CONTACT_FIELDS = ("stage", "way", "on", "place?", "people", "content")
WORKING = (A.RECEIVED, A.DRAFTED, A.SIGNED)
UNIT, HEAD, DISPATCHER = ("unit",), ("head",), ("dispatcher",)

ASSIGNMENT = Lifecycle(
    name="承办",
    model=Assignment,
    states=AssignmentState,
    transitions=(
        Transition("receive", "签收", (A.SENT,), A.RECEIVED, UNIT, when=_over,
                   then=lambda step: _received(step, steps.sign_for), style="primary",
                   help="签收后由本单位办理；不属本单位职责的，请在退办期限内申请退办。"),
        Transition("hand_back", "申请退办", (A.SENT, A.RECEIVED), A.HANDED_BACK, UNIT, ("proposed_office?",),
                   tells=DISPATCHER, when=_all(why_not_handed_back), then=steps.hand_back,
                   help="须书面说明理由，经交办机构同意后改交；不得自行转给其他单位。"),
        Transition("agree_hand_back", "同意退办", (A.HANDED_BACK,), A.REVOKED, DISPATCHER, tells=("unit",),
                   when=_over, starts=("redispatch",),
                   stops=("hand_back",), voids=("first_contact", "co_opinion", "progress"), ended="已退办",
                   help="同意后请尽快改交其他单位。"),
        Transition("reassign", "同意退办并改交", (A.HANDED_BACK,), A.REVOKED, DISPATCHER, ("successor",), tells=("unit",),
                   when=_over, then=steps.reassign, style="primary",
                   stops=("hand_back",), voids=("first_contact", "co_opinion", "progress"), ended="已退办",
                   help="同意退办，同时改交其他单位；答复期限不变。"),
        Transition("refuse_hand_back", "不同意退办", (A.HANDED_BACK,), A.RECEIVED, DISPATCHER, tells=("unit",),
                   when=_over, then=lambda step: _received(step, steps.refuse_hand_back), stops=("hand_back",),
                   help="须说明理由，由原单位继续办理。"),
        Transition("give_opinion", "提交会办意见", (A.RECEIVED,), A.DONE, UNIT, ("opinion",), tells=("lead_unit",),
                   when=_all(_joins), then=steps.give_opinion, style="primary",
                   stops=("hand_back", "co_opinion", "opinion_redo"), help="会办意见由主办单位在答复中一并说明。"),
        Transition("return_opinion", "退回会办意见", (A.DONE,), A.RECEIVED, ("lead_unit", "dispatcher"), tells=("unit",),
                   when=_all(silence.not_an_opinion), then=silence.send_back,
                   help="意见空泛、没有具体措施的，说明理由退回，由协办单位限期重新提出。"),
        Transition("note_use", "反馈参考情况", (A.RECEIVED,), A.DONE, UNIT, ("used",), tells=("signers",),
                   when=_all(_answers, reference.why_not_noted), then=steps.note_use, style="primary",
                   stops=("hand_back", "first_contact", "progress"),
                   help="代表注明仅供参考、不需书面答复：写明研究和采用的情况即可，也可以照常书面答复。"),
        Transition("keep", "留作参考", (A.RECEIVED,), A.DONE, ("clock",), when=_all(reference.why_not_kept),
                   then=steps.keep, stops=("hand_back", "first_contact", "co_opinion", "progress")),
        Transition("log_contact", "登记面商", (*WORKING, A.DONE), None, UNIT, CONTACT_FIELDS,
                   tells=("signers",), when=_past_meeting, then=steps.log_contact, adds=True,
                   stops=("hand_back", "first_contact"),
                   help="登记与代表的见面、电话、走访或书面沟通；登记后告知代表。"),
        Transition("ask_extension", "申请延期答复", WORKING, None, UNIT, ("months",), tells=DISPATCHER,
                   when=_all(_answers, extending.why_not_asked), then=extending.ask,
                   help="涉及面广、处理难度大，不能按期答复的，说明理由，经交办机构同意后延期。"),
        Transition("state_extension", "延期答复并告知代表", WORKING, None, UNIT, ("months",), tells=("dispatcher", "signers"),
                   when=_all(_answers, extending.why_not_stated), then=extending.state,
                   confirm="延期后不能撤销，并会书面告知每一位签名代表。确定延期吗？",
                   help="涉及面广、处理难度大，不能按期答复的，说明理由并书面告知代表。"),
        Transition("report_progress", "报送进展", WORKING, None, UNIT, ("done", "next_steps?"), tells=DISPATCHER,
                   when=_all(_answers), then=progress.report, adds=True,
                   help="报送已做的工作和下一步打算，交办机构和代表都能看到。"),
        Transition("draft_reply", "拟写答复，提交签发", (A.RECEIVED,), A.DRAFTED, UNIT, REPLY_FIELDS, tells=("head",),
                   when=_all(_answers, why_not_drafted), explain=_still_to_meet, then=steps.draft, style="primary",
                   stops=("hand_back",),
                   help="提交后由本单位负责人签发；签发之前可以撤回修改。"),
        Transition("take_back", "撤回送签", (A.DRAFTED,), A.RECEIVED, UNIT, tells=HEAD, when=_over,
                   help="尚未签发，撤回后可以修改答复再提交。"),
        Transition("return_draft", "退回修改", (A.DRAFTED,), A.RECEIVED, HEAD, tells=("unit",), when=_over,
                   then=steps.return_draft),
        Transition("sign_reply", "签发", (A.DRAFTED,), A.SIGNED, HEAD, tells=("unit",), when=_over, then=steps.sign,
                   style="primary", confirm="签发后由经办人编号发出。确定签发这份答复吗？", help="签发后由经办人编号发出。",
                   reads=drafted),
        Transition("check_reply", "审核通过", (A.SIGNED,), None, DISPATCHER, tells=("unit",), when=_all(why_not_checked),
                   then=steps.check_reply, style="primary", help="通过后由承办单位编号发出。", reads=drafted),
        Transition("send_back", "退回重拟", (A.SIGNED,), A.RECEIVED, DISPATCHER, tells=("unit", "head"),
                   when=_all(why_not_checked), then=steps.send_back, help="须写明审核意见，由承办单位修改后重新签发。"),
        Transition("record_face_reply", "登记当面答复", (A.DRAFTED, A.SIGNED, A.DONE), None, UNIT, FACE_FIELDS,
                   tells=("signers",), when=why_not_face_to_face, then=steps.record_face_reply,
                   help="当面答复代表后登记，可打印当面答复记录由双方签字。"),
        Transition("recall", "撤回签发", (A.SIGNED,), A.RECEIVED, HEAD, tells=("unit",), when=_over, then=steps.recall,
                   help="答复尚未发出，撤回后由经办人修改重拟。"),
        Transition("send_reply", "发出答复", (A.SIGNED,), A.DONE, UNIT, ("letter_number", "letter_on"), tells=HEAD,
                   when=_all(_not_yet, silence.why_not_sent), explain=_still_to_send, then=steps.send, style="primary",
                   stops=("hand_back", "first_contact", "progress"),
                   confirm="答复发出后不能修改。确定发出吗？", help="发出后代表即可看到答复并评价。"),
    ),
    actors={
        "unit": parties.is_unit,
        "head": parties.is_head,
        "dispatcher": parties.is_dispatcher,
        "lead_unit": parties.is_lead_unit,
    },
    people={
        "unit": parties.unit,
        "head": parties.heads,
        "dispatcher": parties.dispatchers,
        "lead_unit": parties.lead_unit,
        "signers": parties.signers,
    },
    clocks=ASSIGNMENT_CLOCKS,
    after=lambda step: note(step.subject.suggestion_id),
)  # fmt: skip
