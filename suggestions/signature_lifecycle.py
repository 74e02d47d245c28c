"""How a co-signer answers: the invitation (domain rule 28: he confirms himself), and the wish to withdraw (rule 33).

The steps leave their lines in the suggestion's timeline.
"""

from typing import Any

from django.utils import timezone

from offices.choices import Role
from offices.posts import holds
from suggestions import joining
from suggestions.choices import (
    AT_DEPUTY,
    UNDER_REVIEW,
    WRITABLE,
    Kind,
    SignatureRole,
    SignatureState,
    SuggestionState,
    Withdrawal,
)
from suggestions.deeds.remarks import needs_reason
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Signature, Suggestion
from suggestions.reading import wording
from suggestions.roles import co_signed, committee, is_committee
from suggestions.withdrawing import undecided
from workflow.lifecycle import perform
from workflow.transitions import Lifecycle, Step, Transition

S = SignatureState
BEFORE_DISPATCH = (*WRITABLE, *UNDER_REVIEW, SuggestionState.REGISTERED)


def _is_oneself(signature: Signature, user: Any) -> bool:
    return holds(user, Role.DEPUTY) and signature.deputy.user_id == user.pk


def _is_lead(signature: Signature, user: Any) -> bool:
    return holds(user, Role.DEPUTY) and signature.suggestion.deputy.user_id == user.pk


def _is_noting(signature: Signature, user: Any) -> bool:
    """The office, for a co-signer who has no account to answer with."""
    return signature.deputy.user_id is None and is_committee(signature.suggestion, user)


def _closed(signature: Signature) -> str:
    """An invitation can be answered only while the text is still with the deputies."""
    if signature.role == SignatureRole.LEAD:
        return "领衔代表无需确认。"
    if signature.suggestion.state not in AT_DEPUTY:
        return "建议已经提交，不能再变更联名。"
    return ""


def _stays(signature: Signature) -> str:
    """Why one cannot leave now: units already work on what was signed, or the delegation's head must sign."""
    suggestion = signature.suggestion
    if signature.role == SignatureRole.LEAD:
        return "领衔代表不能退出，可以撤回建议。"
    if suggestion.state not in BEFORE_DISPATCH:
        return "建议已经交办，不能退出联名。"
    heads = suggestion.kind == Kind.DELEGATION and suggestion.state not in AT_DEPUTY
    if heads and suggestion.delegation and suggestion.delegation.head_id == signature.deputy_id:
        return "代表团建议须由团长签名，团长不能退出。"
    return ""


def _not_asked(signature: Signature) -> str:
    asked = signature.withdrawal == Withdrawal.ASKED
    return "" if asked else "目前没有征求您对撤回的意见，或您已经表态。"


def _stamp(step: Step) -> None:
    step.subject.answered_at = timezone.now()
    step.subject.save(update_fields=["answered_at"])


def _leave(step: Step) -> None:
    """He leaves with his reason on record; without co-signers it is one deputy's suggestion again."""
    needs_reason(step)
    _stamp(step)
    suggestion = step.subject.suggestion
    if suggestion.kind == Kind.JOINT and not co_signed(suggestion).exists():
        Suggestion._base_manager.filter(pk=suggestion.pk).update(kind=Kind.SINGLE)


def _agree(step: Step) -> None:
    """The last one to agree takes it back for all; the lead's reason stands in the timeline."""
    _answer(step, Withdrawal.AGREED)
    rows = Suggestion._base_manager.select_related("area", "deputy")
    suggestion = rows.select_for_update(of=("self",)).get(pk=step.subject.suggestion_id)
    if not undecided(suggestion):
        action = "end" if suggestion.state == SuggestionState.DISPATCHED else "withdraw"
        asked = suggestion.events.filter(action="ask_withdrawal").order_by("at", "pk").last()
        perform(
            SUGGESTION, suggestion.pk, action, None, note=asked.note if asked else "全体联名代表同意撤回。"
        )


def _refuse(step: Step) -> None:
    _answer(step, Withdrawal.REFUSED)


def _note_agreement(step: Step) -> None:
    needs_reason(step)
    _agree(step)


def _note_refusal(step: Step) -> None:
    needs_reason(step)
    _refuse(step)


def _answer(step: Step, answer: Withdrawal) -> None:
    step.subject.withdrawal = answer
    step.subject.save(update_fields=["withdrawal"])


SIGNATURE = Lifecycle(
    name="联名",
    model=Signature,
    states=SignatureState,
    transitions=(
        Transition("confirm", "确认联名", (S.INVITED,), S.CONFIRMED, ("oneself",), tells=("lead",), when=_closed,
                   then=_stamp, style="primary", help="确认后您将作为联名代表署名，并单独收到答复、单独评价。",
                   reads=lambda signature: wording(signature.suggestion)),
        Transition("refuse", "谢绝联名", (S.INVITED,), S.DECLINED, ("oneself",), tells=("lead",), when=_closed,
                   then=_stamp, confirm="谢绝后您将不再署名，也不再看到这件建议。确定谢绝吗？"),
        Transition("leave", "退出联名", (S.CONFIRMED,), S.LEFT, ("oneself",), tells=("lead", "committee"),
                   when=_stays, then=_leave, confirm="退出后您将不再署名，也不再看到这件建议。确定退出吗？",
                   help="交办前可以退出，须说明理由；退出记入办理经过。"),
        Transition("agree_withdrawal", "同意撤回", (S.CONFIRMED,), None, ("oneself",), tells=("lead",),
                   when=_not_asked, then=_agree, style="primary", confirm="全体联名代表同意后建议即撤回。确定同意吗？"),
        Transition("refuse_withdrawal", "不同意撤回", (S.CONFIRMED,), None, ("oneself",), tells=("lead",),
                   when=_not_asked, then=_refuse),
        Transition("note_agreement", "登记书面同意撤回", (S.CONFIRMED,), None, ("noting",), tells=("lead",),
                   when=_not_asked, then=_note_agreement, style="primary", help="代表没有账号，凭其书面意见登记。"),
        Transition("note_refusal", "登记不同意撤回", (S.CONFIRMED,), None, ("noting",), tells=("lead",),
                   when=_not_asked, then=_note_refusal, help="代表没有账号，凭其书面意见登记。"),
        Transition("reopen", "内容有修改，请重新确认", (S.CONFIRMED,), S.INVITED, ("lead",), tells=("oneself",),
                   when=_closed),
        Transition("accept", "同意联名", (S.ASKED,), S.CONFIRMED, ("lead", "stand_in"), tells=("oneself", "committee"),
                   when=joining.why_not_answered, then=joining.accept, style="primary",
                   help="同意后这位代表署名，并单独收到答复、单独评价。"),
        Transition("turn_down", "不同意联名", (S.ASKED,), S.DECLINED, ("lead", "stand_in"), tells=("oneself",),
                   then=joining.answered),
        Transition("take_back", "撤回联名申请", (S.ASKED,), S.LEFT, ("oneself",), tells=("lead",), then=joining.answered,
                   confirm="撤回后这件建议交办前还可以再次申请。确定撤回吗？"),
    ),
    actors={"oneself": _is_oneself, "lead": _is_lead, "stand_in": joining.stands_in, "noting": _is_noting},
    people={
        "oneself": lambda signature: [signature.deputy.user],
        "lead": lambda signature: [signature.suggestion.deputy.user],
        "committee": lambda signature: committee(signature.suggestion) if signature.suggestion.submitted_on else [],
    },
)  # fmt: skip
