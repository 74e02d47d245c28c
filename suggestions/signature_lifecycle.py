"""How a co-signer answers an invitation (domain rule 28: co-signers must confirm themselves).

The steps leave their lines in the suggestion's timeline.
"""

from typing import Any

from django.utils import timezone

from offices.choices import Role
from offices.posts import holds
from suggestions.choices import AT_DEPUTY, SignatureRole, SignatureState
from suggestions.models import Signature
from workflow.transitions import Lifecycle, Step, Transition

S = SignatureState


def _is_oneself(signature: Signature, user: Any) -> bool:
    return holds(user, Role.DEPUTY) and signature.deputy.user_id == user.pk


def _is_lead(signature: Signature, user: Any) -> bool:
    return holds(user, Role.DEPUTY) and signature.suggestion.deputy.user_id == user.pk


def _closed(signature: Signature) -> str:
    """An invitation can be answered only while the text is still with the deputies."""
    if signature.role == SignatureRole.LEAD:
        return "领衔代表无需确认。"
    if signature.suggestion.state not in AT_DEPUTY:
        return "建议已经提交，不能再变更联名。"
    return ""


def _stamp(step: Step) -> None:
    step.subject.answered_at = timezone.now()
    step.subject.save(update_fields=["answered_at"])


SIGNATURE = Lifecycle(
    name="联名",
    model=Signature,
    states=SignatureState,
    transitions=(
        Transition("confirm", "确认联名", (S.INVITED,), S.CONFIRMED, ("oneself",), tells=("lead",), when=_closed,
                   then=_stamp, style="primary", help="确认后您将作为联名代表署名，并单独收到答复、单独评价。"),
        Transition("refuse", "谢绝联名", (S.INVITED,), S.DECLINED, ("oneself",), tells=("lead",), when=_closed,
                   then=_stamp, confirm="谢绝后您将不再署名。确定谢绝吗？"),
        Transition("reopen", "内容有修改，请重新确认", (S.CONFIRMED,), S.INVITED, ("lead",), tells=("oneself",),
                   when=_closed),
    ),
    actors={"oneself": _is_oneself, "lead": _is_lead},
    people={
        "oneself": lambda signature: [signature.deputy.user],
        "lead": lambda signature: [signature.suggestion.deputy.user],
    },
)  # fmt: skip
