"""How a group's theme moves: proposed ─ take_up → taken ─ finish → done; decline, withdraw end it, again hands it on.

Where the area wants a leader's word first (把关主题, TG-07): checking ─ approve → proposed; return, amend go back and forth.
The suggestions room takes the step `draft` when a deputy of the group makes a suggestion of it.
"""

from typing import Any

from django.utils import timezone

from accounts.models import User
from deputies.choices import GroupDuty
from deputies.models import GroupMember
from offices.choices import Role
from offices.posts import holders, holds
from offices.scope import scope_of
from stations.actors import runs, staff_users, staffs
from stations.choices import UNAPPROVED, ThemeState
from stations.guiding import is_leader, leaders
from stations.models import Theme
from stations.models.themes import groups_of
from workflow.transitions import Lifecycle, Refused, Step, Transition

S = ThemeState


def is_member(theme: Theme, user: Any) -> bool:
    """Does the deputy belong to the group today?"""
    if not holds(user, Role.DEPUTY):
        return False
    return groups_of(scope_of(user).ids("deputy")).filter(group=theme.group_id).exists()


def is_proposer(theme: Theme, user: Any) -> bool:
    """The station that proposed it, and the congress's working organ of the area."""
    return bool(theme.station_id and staffs(user, theme.station_id)) or runs(user, theme.area_id)


def group_people(theme: Theme) -> list[User]:
    """The group's deputies who have an account; its leader first."""
    rows = GroupMember._base_manager.filter(group=theme.group_id, ends_on=None, deputy__user__is_active=True)
    found = rows.select_related("deputy__user").order_by("pk")
    return [row.deputy.user for row in sorted(found, key=lambda row: row.duty != GroupDuty.LEADER)]


def proposer_people(theme: Theme) -> list[User]:
    if theme.station_id:
        return staff_users(theme.station_id)
    return holders((Role.COMMITTEE,), area=theme.area)


def _put(step: Step, **values: Any) -> None:
    for name, value in values.items():
        setattr(step.subject, name, value)
    step.subject.save(update_fields=list(values))


def _reasoned(step: Step) -> None:
    if not step.event.note.strip():
        raise Refused("请写明理由。", "note")


def _approved(step: Step) -> None:
    _put(step, approved_on=timezone.localdate())


def _taken(step: Step) -> None:
    _put(step, taken_on=timezone.localdate())


def _finished(step: Step) -> None:
    _put(step, done_on=timezone.localdate())


def _recorded(step: Step) -> None:
    if not step.event.note.strip():
        raise Refused("请写明开展了什么工作。", "note")


def _handed_on(step: Step) -> None:
    if not step.subject.group.active:
        raise Refused("这个小组已停用，请选择其他小组。", "group")


# fmt: off
THEME = Lifecycle(
    name="小组议题",
    model=Theme,
    states=ThemeState,
    transitions=(
        Transition("approve", "同意交小组", (S.CHECKING,), S.PROPOSED, ("leader",), tells=("group", "proposer"), then=_approved,
                   style="primary", help="同意后交给代表小组研究是否承接。"),
        Transition("return", "退回修改", (S.CHECKING,), S.RETURNED, ("leader",), tells=("proposer",), then=_reasoned),
        Transition("amend", "修改后再报", (S.RETURNED,), S.CHECKING, ("proposer",), ("title", "reason"), tells=("leader",),
                   style="primary", help="修改后再请联系领导审定。"),
        Transition("take_up", "承接", (S.PROPOSED,), S.TAKEN, ("group", "proposer"), tells=("proposer", "group"), then=_taken,
                   style="primary", help="由小组代表承接；小组口头同意的，由提出单位代为登记。"),
        Transition("decline", "不承接", (S.PROPOSED,), S.DECLINED, ("group",), tells=("proposer",), then=_reasoned),
        Transition("again", "交给其他小组", (S.DECLINED,), S.PROPOSED, ("proposer",), ("group",), tells=("group",),
                   then=_handed_on, style="primary"),
        Transition("record", "登记开展的工作", (S.TAKEN,), None, ("group", "proposer"), then=_recorded, adds=True,
                   help="如走访、座谈、实地察看，一次一记。"),
        Transition("draft", "据此起草代表建议", (S.TAKEN,), None, ("group",), tells=("proposer",)),
        Transition("finish", "登记成果", (S.TAKEN,), S.DONE, ("group", "proposer"), ("done", "outcome"),
                   tells=("proposer", "group"), then=_finished, style="primary", help="写明开展了什么工作、有什么结果。"),
        Transition("withdraw", "撤回", (S.PROPOSED, S.TAKEN), S.WITHDRAWN, ("proposer",), tells=("group",), then=_reasoned,
                   style="danger"),
        Transition("withdraw", "撤回", UNAPPROVED, S.WITHDRAWN, ("proposer",), tells=("leader",), then=_reasoned,
                   style="danger"),
    ),
    actors={"group": is_member, "proposer": is_proposer, "leader": is_leader},
    people={"group": group_people, "proposer": proposer_people, "leader": leaders},
)
# fmt: on
