"""How a mandate (代表资格) moves: suspended by 代表法 art. 61, ended by art. 62 (domain rule 85)."""

from typing import Any

from deputies.choices import ENDING, SUSPENDING, UNANNOUNCED, Basis, Level, MandateState
from deputies.models import Mandate
from offices.choices import Role
from offices.posts import holds
from offices.scope import scope_of
from workflow.transitions import Lifecycle, Refused, Step, Transition


def is_registrar(user: Any) -> bool:
    """Does the person keep the registry? The committees' offices do (代表法 art. 12)."""
    return holds(user, Role.COMMITTEE)


def _registrar(mandate: Mandate, user: Any) -> bool:
    return is_registrar(user) and mandate.deputy.area_id in scope_of(user).ids("area")


def _check_suspension(step: Step) -> None:
    if step.data["basis"] not in SUSPENDING:
        raise Refused("请选择代表法第六十一条规定的情形。", "basis")
    step.subject.ended_because = step.event.note[:200]
    step.subject.save(update_fields=["ended_because"])


def _clear_suspension(step: Step) -> None:
    """The suspension stays in the events; the mandate is whole again."""
    mandate = step.subject
    mandate.basis, mandate.ended_because, mandate.announcement, mandate.announced_on = "", "", "", None
    mandate.save(update_fields=["basis", "ended_because", "announcement", "announced_on"])


def _check_ending(step: Step) -> None:
    mandate, data = step.subject, step.data
    if data["basis"] not in ENDING:
        raise Refused("请选择代表法第六十二条规定的情形。", "basis")
    if data["basis"] == Basis.MOVED and mandate.level == Level.NATION:
        raise Refused("迁出或者调离只适用于地方各级人大代表。", "basis")
    if data["basis"] not in UNANNOUNCED and not data.get("announcement"):
        raise Refused("资格终止须经公告（代表法第六十三条），请填写公告文号。", "announcement")
    mandate.ended_because = step.event.note[:200]
    mandate.save(update_fields=["ended_because"])


S = MandateState
MANDATE = Lifecycle(
    name="代表资格",
    model=Mandate,
    states=MandateState,
    actors={"registrar": _registrar},
    transitions=(
        Transition(
            "suspend", "暂停执行职务", (S.ACTIVE,), S.SUSPENDED, ("registrar",),
            needs=("basis", "announcement?", "announced_on?"), tells=("deputy",), then=_check_suspension,
            style="secondary", help="应当通知代表本人、原选区或选举单位和所在小组。",
        ),
        Transition(
            "resume", "恢复执行职务", (S.SUSPENDED,), S.ACTIVE, ("registrar",),
            tells=("deputy",), then=_clear_suspension, style="primary", help="暂停的情形在任期内消失后恢复。",
        ),
        Transition(
            "end", "终止资格", (S.ACTIVE, S.SUSPENDED), S.ENDED, ("registrar",),
            needs=("basis", "ends_on", "announcement?", "announced_on?"), tells=("deputy",),
            then=_check_ending, style="danger", confirm="资格终止后不能恢复，确定吗？",
            help="由代表资格审查委员会报告，常委会（乡镇人大）公告。未办结的建议继续办理。",
        ),
        Transition(
            "expire", "任期届满", (S.ACTIVE, S.SUSPENDED), S.ENDED, ("clock",), needs=("basis", "ends_on"),
            then=_check_ending,
        ),
    ),
    people={"deputy": lambda mandate: [mandate.deputy.user] if mandate.deputy.user_id else []},
)  # fmt: skip
