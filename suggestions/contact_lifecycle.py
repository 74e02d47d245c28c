"""How the deputy answers a contact that a unit logged (三见面, seed row YQ-06): it was so, or it was not."""

from typing import Any

from offices.choices import Role
from offices.limits import setting
from offices.posts import holds
from suggestions import parties, roles
from suggestions.choices import ContactState, SuggestionState
from suggestions.contacts import CONFIRMED_KEY
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.models import Contact
from workflow.transitions import Lifecycle, Refused, Step, Transition

C = ContactState


def _is_signer(contact: Contact, user: Any) -> bool:
    return holds(user, Role.DEPUTY) and roles.is_signer(contact.suggestion, user)


def _over(contact: Contact) -> str:
    closed = contact.suggestion.state == SuggestionState.CLOSED
    return "建议已办结，面商记录不再更改。" if closed else ""


def _says_why(step: Step) -> None:
    if not step.data["objection"].strip():
        raise Refused("请写明与实际不符之处。", "objection")


def _unasked(contact: Contact) -> str:
    """Where nobody need confirm, nobody need do it for him either."""
    confirmed = setting(CONFIRMED_KEY, contact.suggestion.area).flag
    return _over(contact) or ("" if confirmed else "本区域的面商不须代表确认。")


def _vouch(step: Step) -> None:
    """For a deputy who does not answer, or has no account: the office asked him, and says how."""
    needs_reason(step)
    remark(step, "经人大代表工作机构向代表核实")


CONTACT = Lifecycle(
    name="面商",
    model=Contact,
    states=ContactState,
    transitions=(
        Transition("confirm_contact", "确认属实", (C.LOGGED, C.DISPUTED), C.CONFIRMED, ("signer",), when=_over,
                   style="primary"),
        Transition("dispute_contact", "与实际不符", (C.LOGGED,), C.DISPUTED, ("signer",), ("objection",),
                   tells=("unit", "committee"), when=_over, then=_says_why),
        Transition("vouch_contact", "代为确认", (C.LOGGED,), C.CONFIRMED, ("committee",), tells=("unit", "signers"),
                   when=_unasked, then=_vouch),
    ),
    actors={
        "signer": _is_signer,
        "committee": lambda contact, user: roles.is_committee(contact.suggestion, user),
    },
    people={
        "unit": lambda contact: parties.unit(contact.assignment),
        "committee": lambda contact: roles.committee(contact.suggestion),
        "signers": lambda contact: roles.signers(contact.suggestion),
    },
)  # fmt: skip
