"""Who belongs to a group: joining, leaving, moving, changing duty. The history is kept."""

from datetime import date
from typing import Any

from django.db import transaction

from deputies.choices import GroupDuty
from deputies.models import Deputy, Group, GroupMember
from journal.book import enter
from journal.models import EntryKind
from workflow.transitions import OutOfStep, Refused


@transaction.atomic
def join(group: Group, deputy: Deputy, duty: str, on: date, actor: Any) -> GroupMember:
    """Put a deputy into a group. Raises Refused: already in it, or it has a leader."""
    Group.objects.select_for_update().get(pk=group.pk)
    now = {member.deputy_id: member for member in _members(group)}
    if deputy.pk in now:
        raise Refused(f"{deputy.name}已是该组{now[deputy.pk].get_duty_display()}。", "deputy")
    _check_leader(now.values(), duty)
    member = GroupMember.objects.create(group=group, deputy=deputy, duty=duty, starts_on=on)
    enter(EntryKind.DEED, "加入代表小组", actor, subject=group, data={"deputy": deputy.pk, "duty": duty})
    return member


@transaction.atomic
def leave(member: GroupMember, on: date, actor: Any) -> None:
    """End a membership. Raises OutOfStep when it has ended, Refused for a day before it began."""
    member = _open(member)
    if on < member.starts_on:
        raise Refused("不能早于加入日期。", "on")
    member.ends_on = on
    member.save(update_fields=["ends_on"])
    enter(EntryKind.DEED, "退出代表小组", actor, subject=member.group, data={"deputy": member.deputy_id})


@transaction.atomic
def move(member: GroupMember, group: Group, on: date, actor: Any) -> GroupMember:
    """Out of one group and into another, as an ordinary member."""
    leave(member, on, actor)
    return join(group, member.deputy, GroupDuty.MEMBER, on, actor)


@transaction.atomic
def change_duty(member: GroupMember, duty: str, on: date, actor: Any) -> None:
    """Another duty from that day; what was before stays in the history unless it began that very day."""
    Group.objects.select_for_update().get(pk=member.group_id)
    member = _open(member)
    if on < member.starts_on:
        raise Refused("不能早于加入日期。", "on")
    others = [other for other in _members(member.group) if other.pk != member.pk]
    _check_leader(others, duty)
    if member.starts_on == on:
        member.duty = duty
        member.save(update_fields=["duty"])
    else:
        member.ends_on = on
        member.save(update_fields=["ends_on"])
        GroupMember.objects.create(group=member.group, deputy=member.deputy, duty=duty, starts_on=on)
    data = {"deputy": member.deputy_id, "duty": duty}
    enter(EntryKind.DEED, "调整组内职务", actor, subject=member.group, data=data)


def _members(group: Group) -> list[GroupMember]:
    return list(group.members.filter(ends_on__isnull=True).select_related("deputy"))


def _open(member: GroupMember) -> GroupMember:
    rows = GroupMember.objects.select_for_update(of=("self",)).select_related("group", "deputy")
    found = rows.get(pk=member.pk)
    if found.ends_on is not None:
        raise OutOfStep(f"{found.deputy.name}的这一任职已由他人结束，请查看最新情况。")
    return found


def _check_leader(members: Any, duty: str) -> None:
    leader = next((member for member in members if member.duty == GroupDuty.LEADER), None)
    if duty == GroupDuty.LEADER and leader:
        raise Refused(f"该组已有组长{leader.deputy.name}，请先调整其职务。", "duty")
