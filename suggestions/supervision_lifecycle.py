"""How one supervision goes: its plan is made, its notice served and signed for, its lines ticked off, its result told."""

from typing import Any

from offices.choices import Role
from offices.posts import holds
from suggestions import roles
from suggestions import supervising as deeds
from suggestions.charging import attend, is_charged
from suggestions.choices import SupervisionState
from suggestions.models import Supervision
from workflow.transitions import Lifecycle, Transition

V = SupervisionState
PLAN_FIELDS = ("who", "what", "by_day")
OFFICE, UNIT = ("committee",), ("unit",)


def _is_committee(supervision: Supervision, user: Any) -> bool:
    return roles.is_committee(supervision.suggestion, user)


def _is_unit(supervision: Supervision, user: Any) -> bool:
    """The people of the units that answer."""
    if not holds(user, Role.HANDLER, Role.UNIT_HEAD):
        return False
    own = user.acting.principal.office_id
    return any(p.office_id == own and p.role != "co" for p in roles.assignments_of(supervision.suggestion))


SUPERVISION = Lifecycle(
    name="督办",
    model=Supervision,
    states=SupervisionState,
    transitions=(
        Transition("add_item", "增加方案事项", (V.PLANNED, V.SERVED), None, OFFICE, PLAN_FIELDS, then=deeds.add_item,
                   adds=True, help="督办方案：谁、做什么、何时完成。"),
        Transition("serve", "发出督办通知单", (V.PLANNED,), V.SERVED, OFFICE, ("due_on?",), tells=("units", "signers", "charged"),
                   when=deeds.without_plan, explain=deeds.without_plan, then=deeds.serve, style="primary",
                   help="编号后发给承办单位签收，并告知代表。"),
        Transition("drop", "撤销立项", (V.PLANNED,), V.ENDED, OFFICE, then=deeds.drop, style="danger",
                   confirm="撤销后不能恢复，只能重新立项。确定撤销吗？"),
        Transition("sign_notice", "签收督办通知单", (V.SERVED,), None, UNIT, tells=OFFICE, when=deeds.signed_already,
                   then=deeds.sign, style="primary"),
        Transition("attend", "登记督办情况", (V.PLANNED, V.SERVED), None, ("charged",), tells=("committee", "units"),
                   then=attend, adds=True, style="primary",
                   help="到场调研、召集协调、提出的要求，写明后告知承办单位和人大代表工作机构。"),
        Transition("finish_item", "登记事项完成", (V.SERVED,), None, ("committee", "unit"), ("item", "outcome"),
                   tells=OFFICE, when=deeds.nothing_left, then=deeds.finish_item),
        Transition("end", "结束督办", (V.SERVED,), V.ENDED, OFFICE, ("result",), tells=("units", "signers"),
                   then=deeds.end, confirm="结束后不能再登记。确定结束督办吗？"),
    ),
    actors={"committee": _is_committee, "unit": _is_unit, "charged": is_charged},
    people={
        "units": lambda supervision: roles.units(supervision.suggestion),
        "signers": lambda supervision: roles.signers(supervision.suggestion),
        "committee": lambda supervision: roles.committee(supervision.suggestion),
        "charged": lambda supervision: [supervision.charged, supervision.chief_charged],
    },
)  # fmt: skip
