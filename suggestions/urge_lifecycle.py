"""How a letter of urging is served: sent, signed for by the unit, or withdrawn while nobody has signed."""

from typing import Any

from suggestions import parties, roles
from suggestions.choices import UrgeState
from suggestions.deeds.remarks import needs_reason, remark
from suggestions.models import Urge
from workflow.transitions import Lifecycle, Step, Transition

U = UrgeState


def _is_unit(letter: Urge, user: Any) -> bool:
    return parties.is_unit(letter.assignment, user)


def _is_committee(letter: Urge, user: Any) -> bool:
    return roles.is_committee(letter.suggestion, user)


def _sign(step: Step) -> None:
    step.subject.sign(step.actor)
    remark(step, str(step.subject))


def _withdraw(step: Step) -> None:
    needs_reason(step)
    remark(step, str(step.subject))


URGE = Lifecycle(
    name="催办",
    model=Urge,
    states=UrgeState,
    transitions=(
        Transition("sign_urge", "签收催办函", (U.SENT,), U.SIGNED, ("unit",), tells=("committee",), then=_sign,
                   style="primary", help="签收即送达；可以同时说明办理进度。"),
        Transition("withdraw_urge", "撤销催办", (U.SENT,), U.WITHDRAWN, ("committee",), tells=("unit",),
                   then=_withdraw, help="单位尚未签收，可以撤销；编号保留。"),
    ),
    actors={"unit": _is_unit, "committee": _is_committee},
    people={
        "unit": lambda letter: parties.unit(letter.assignment),
        "committee": lambda letter: roles.committee(letter.suggestion),
    },
)  # fmt: skip
