"""How a mandate (代表资格) moves: suspended by 代表法 art. 61, ended by art. 62 (domain rule 85)."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from deputies.choices import ENDING, SUSPENDING, UNANNOUNCED, Basis, Level, MandateState
from deputies.leaving import follow, go_on, pause, restore
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
    pause(step)


def _clear_suspension(step: Step) -> None:
    """The suspension stays in the events; the mandate is whole again."""
    mandate = step.subject
    mandate.basis, mandate.ended_because, mandate.announcement, mandate.announced_on = "", "", "", None
    mandate.save(update_fields=["basis", "ended_because", "announcement", "announced_on"])
    go_on(step)


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
    follow(step)


def _ended_from(mandate: Mandate) -> str:
    """The state from which the mandate was ended last; "" where nobody wrote it down."""
    ended = [event for event in mandate.events.all() if event.after == MandateState.ENDED]
    return max(ended, key=lambda event: (event.at, event.pk)).before if ended else ""


def _restorable(state: MandateState) -> Callable[[Mandate], str]:
    """The guard of the two ways back: to the state it had, while its term runs and nothing stands in its place."""

    def guard(mandate: Mandate) -> str:
        if _ended_from(mandate) != state:
            return f"终止之前的状态不是“{state.label}”。"
        if mandate.term.ends_on and mandate.term.ends_on < timezone.localdate():
            return f"{mandate.term}已届满，不能撤销终止登记。"
        others = mandate.deputy.mandates.filter(term=mandate.term_id).exclude(state=MandateState.ENDED)
        return "该代表在本届已另有代表资格。" if others.exists() else ""

    return guard


def _undo_ending(step: Step) -> None:
    """The mandate is as it was before it was ended; what ended with it opens again."""
    mandate = step.subject
    suspended = mandate.events.filter(action="suspend").order_by("at", "pk").last()
    past = suspended if suspended and mandate.state == MandateState.SUSPENDED else None
    facts = past.data if past else {}
    mandate.basis, mandate.ended_because = facts.get("basis", ""), past.note[:200] if past else ""
    mandate.announcement, mandate.announced_on = facts.get("announcement", ""), facts.get("announced_on")
    mandate.ends_on = None
    mandate.save(update_fields=["basis", "ended_because", "announcement", "announced_on", "ends_on"])
    restore(step)


S = MandateState
RESTORE = {
    "roles": ("registrar",), "tells": ("deputy",), "then": _undo_ending, "style": "secondary",
    "help": "只用于终止登记有误的更正；随终止一并结束的小组成员身份和进站恢复，经历中留有记录。",
}  # fmt: skip
MANDATE = Lifecycle(
    name="代表资格",
    model=Mandate,
    states=MandateState,
    actors={"registrar": _registrar},
    transitions=(
        Transition(
            "suspend", "暂停执行职务", (S.ACTIVE,), S.SUSPENDED, ("registrar",),
            needs=("basis", "announcement?", "announced_on?"), tells=("deputy",), then=_check_suspension,
            style="secondary", help="应当通知代表本人、原选区或选举单位和所在小组；没有其他资格的，同时撤下以后的轮值。",
        ),
        Transition(
            "resume", "恢复执行职务", (S.SUSPENDED,), S.ACTIVE, ("registrar",),
            tells=("deputy",), then=_clear_suspension, style="primary", help="暂停的情形在任期内消失后恢复。",
        ),
        Transition(
            "end", "终止资格", (S.ACTIVE, S.SUSPENDED), S.ENDED, ("registrar",),
            needs=("basis", "ends_on", "announcement?", "announced_on?"), tells=("deputy",),
            then=_check_ending, style="danger", confirm="资格终止后，本人不再有其他代表资格的，其小组任职和进站同时结束，确定吗？",
            help="由代表资格审查委员会报告，常委会（乡镇人大）公告。未办结的建议继续办理。",
        ),
        Transition(
            "expire", "任期届满", (S.ACTIVE, S.SUSPENDED), S.ENDED, ("clock",), needs=("basis", "ends_on"),
            then=_check_ending,
        ),
        Transition("restore", "撤销终止登记", (S.ENDED,), S.ACTIVE, when=_restorable(S.ACTIVE), **RESTORE),
        Transition(
            "restore_suspended", "撤销终止登记", (S.ENDED,), S.SUSPENDED, when=_restorable(S.SUSPENDED), **RESTORE
        ),
    ),
    people={"deputy": lambda mandate: [mandate.deputy.user] if mandate.deputy.user_id else []},
)  # fmt: skip
