"""What ends with a deputy's last mandate: his groups, and what the rooms above let him do; and how it comes back.

Whoever still holds a mandate, at whatever level, stays in his groups: they may be of mixed levels (seed row ZY-02).
Which rows a step ended is written into its event, so that undoing the step opens exactly those again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from deputies.choices import GroupDuty, MandateState
from deputies.models import Deputy, GroupMember, Mandate
from workflow.transitions import Step


@dataclass(frozen=True)
class Follower:
    """Something that ends with the last mandate.

    close(deputy, on) ends it from that day and returns the keys of the rows it ended.
    open(deputy, keys) opens again what of them nothing has taken the place of.
    """

    name: str
    close: Callable[[Deputy, date], list[int]]
    open: Callable[[Deputy, list[int]], None]


def _leave_groups(deputy: Deputy, on: date) -> list[int]:
    rows = list(GroupMember.objects.select_for_update().filter(deputy=deputy, ends_on__isnull=True))
    for row in rows:
        row.ends_on = max(on, row.starts_on)
    GroupMember.objects.bulk_update(rows, ["ends_on"])
    return [row.pk for row in rows]


def _rejoin_groups(deputy: Deputy, keys: list[int]) -> None:
    """Open the memberships; a group that has another leader by now takes its former one as a member."""
    for row in GroupMember.objects.select_for_update().filter(pk__in=keys, ends_on__isnull=False):
        now = GroupMember.objects.filter(group=row.group_id, ends_on__isnull=True)
        if now.filter(deputy=row.deputy_id).exists():
            continue
        if row.duty == GroupDuty.LEADER and now.filter(duty=GroupDuty.LEADER).exists():
            since = row.ends_on + timedelta(days=1)
            GroupMember.objects.create(group_id=row.group_id, deputy_id=row.deputy_id, starts_on=since)
            continue
        row.ends_on = None
        row.save(update_fields=["ends_on"])


# the rooms above add theirs in their AppConfig.ready
FOLLOWERS = [Follower("memberships", _leave_groups, _rejoin_groups)]
# what stops already while no mandate may be used (代表法 art. 61); theirs too
PAUSED: list[Follower] = []


def follow(step: Step) -> None:
    """End what ends with the mandate that was just ended, if it was the deputy's last."""
    mandate: Mandate = step.subject
    deputy = Deputy._base_manager.select_for_update(of=("self",)).get(pk=mandate.deputy_id)
    if deputy.mandates.exclude(state=MandateState.ENDED).exists():
        return
    ended = {one.name: one.close(deputy, mandate.ends_on) for one in FOLLOWERS}
    step.event.data |= {"ended_with_it": ended}
    step.event.save(update_fields=["data"])


def pause(step: Step) -> None:
    """Stop what may not go on while the mandate is suspended, unless the deputy may act by another one."""
    deputy = Deputy._base_manager.select_for_update(of=("self",)).get(pk=step.subject.deputy_id)
    if deputy.mandates.filter(state=MandateState.ACTIVE).exists():
        return
    yesterday = timezone.localdate() - timedelta(days=1)
    step.event.data |= {"paused_with_it": {one.name: one.close(deputy, yesterday) for one in PAUSED}}
    step.event.save(update_fields=["data"])


def go_on(step: Step) -> None:
    """Open again what the last suspension of this mandate stopped."""
    stopped = step.subject.events.filter(action="suspend").order_by("at", "pk").last()
    closed = stopped.data.get("paused_with_it", {}) if stopped else {}
    for one in PAUSED:
        one.open(step.subject.deputy, closed.get(one.name, []))


def restore(step: Step) -> None:
    """Open what the last ending of this mandate closed."""
    ended = step.subject.events.filter(after=MandateState.ENDED).latest("at", "pk")
    closed = ended.data.get("ended_with_it", {})
    for one in FOLLOWERS:
        one.open(step.subject.deputy, closed.get(one.name, []))
