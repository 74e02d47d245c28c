"""Joining a suggestion later (可否联名, domain rules 28, 95): what its deputy marked as open to others.

From its submission until its dispatch a deputy of the same congress and term may read it and ask to sign; the lead
agrees or not, each for himself. What nobody answered by then lapses. Who was turned down, or thought better of it,
may ask anew until then: the former answer stays in the timeline, and he says why.
"""

from typing import Any

from django.utils import timezone

from deputies.choices import MandateState
from deputies.models import Mandate
from notices.outbox import post
from offices.choices import Role
from offices.limits import setting
from offices.posts import holds
from suggestions.choices import COME_TO_NOTHING, Kind, SignatureRole, SignatureState, SuggestionState
from suggestions.models import Signature, Suggestion
from suggestions.roles import is_enterer, signature_of
from workflow.lifecycle import perform
from workflow.transitions import Lifecycle, OutOfStep, Refused, Step, Transition

KEY = "join_later"
JOINABLE = (SuggestionState.SUBMITTED, SuggestionState.SECOND, SuggestionState.REGISTERED)
ANSWERABLE = (*JOINABLE, SuggestionState.RETURNED)


def is_colleague(suggestion: Suggestion, user: Any) -> bool:
    """A deputy in office in the same congress and term, who neither signs nor has been asked to."""
    own = signature_of(suggestion, user)
    if not holds(user, Role.DEPUTY) or (own is not None and not over(own)):
        return False
    return Mandate.objects.filter(
        deputy__user=user, term=suggestion.term_id, state=MandateState.ACTIVE
    ).exists()


def why_not_joined(suggestion: Suggestion) -> str:
    """Why no further deputy may ask to sign, or ""."""
    if not suggestion.open_to_co:
        return "领衔代表没有注明可以联名。"
    if suggestion.confidential:
        return "保密办理的建议不再增加联名代表。"
    return "" if setting(KEY, suggestion.area).flag else "本区域规定提交后不再增加联名代表。"


def over(signature: Signature) -> bool:
    """Has it come to nothing, so that one may be asked, or ask, anew?"""
    return signature.role == SignatureRole.CO and signature.state in COME_TO_NOTHING


def ask(step: Step) -> None:
    """He asks; the lead is told and answers.

    Raises OutOfStep for a second request while one waits, Refused where he asks anew without a word.
    """
    suggestion = step.subject
    deputy = step.actor.deputy
    former = suggestion.signatures.filter(deputy=deputy).first()
    if former is not None and over(former):
        if not step.event.note.strip():
            raise Refused("请写明再次申请的理由。", "note")
        former.delete()
    _, new = Signature.objects.get_or_create(
        suggestion=suggestion, deputy=deputy,
        defaults={"role": SignatureRole.CO, "state": SignatureState.ASKED},
    )  # fmt: skip
    if not new:
        raise OutOfStep("您已经申请过联名。")
    if lead := suggestion.deputy.user:
        post(
            [lead], kind="suggestion.ask_to_join", key=f"suggestion.ask_to_join:{step.event.pk}",
            title=f"{deputy}代表申请联名：《{suggestion.title}》", body=step.event.note,
            url=suggestion.get_absolute_url(),
        )  # fmt: skip


def stands_in(signature: Signature, user: Any) -> bool:
    """Who entered a suggestion from paper notes the word of a lead deputy who has no account."""
    suggestion = signature.suggestion
    return suggestion.deputy.user_id is None and is_enterer(suggestion, user)


def why_not_answered(signature: Signature) -> str:
    """Why the lead can no longer take him in, or ""."""
    if signature.suggestion.state in ANSWERABLE:
        return ""
    return "建议已经交办或者结束，不能再增加联名代表。"


def accept(step: Step) -> None:
    """He signs from now on; one deputy's suggestion becomes a joint one."""
    answered(step)
    Suggestion._base_manager.filter(pk=step.subject.suggestion_id, kind=Kind.SINGLE).update(kind=Kind.JOINT)


def answered(step: Step) -> None:
    step.subject.answered_at = timezone.now()
    step.subject.save(update_fields=["answered_at"])


# --- what nobody answered before the dispatch: a small table of its own, for the lifecycle stands above this file

LAPSING = Lifecycle(
    name="联名",
    model=Signature,
    states=SignatureState,
    transitions=(
        Transition("lapse", "未及联名", (SignatureState.ASKED,), SignatureState.DECLINED, ("clock",), tells=("oneself",)),
    ),
    actors={},
    people={"oneself": lambda signature: [signature.deputy.user]},
)  # fmt: skip


def lapse_after(step: Step) -> None:
    """After a step of the suggestion: requests nobody answered in time fall away, and their deputies are told."""
    suggestion = step.subject
    if step.before not in ANSWERABLE or suggestion.state in ANSWERABLE:
        return
    asked = suggestion.signatures.filter(state=SignatureState.ASKED).order_by("pk")
    for pk in list(asked.values_list("pk", flat=True)):
        perform(LAPSING, pk, "lapse", None, note="建议已经交办或者结束，未及联名。")
