"""Deeds on the station tree, its staff and its deputies; each is entered in the journal."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from deputies.choices import GroupDuty
from deputies.models import Deputy, GroupMember
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.models import Post
from stations.appraisal_lifecycle import APPRAISAL, UNSETTLED
from stations.choices import UNFINISHED, ReceptionState, StaffDuty
from stations.models import Appraisal, Opinion, Reception, Staff, Station, Stationing, Visit
from workflow.lifecycle import perform
from workflow.transitions import Refused

ROLE_OF = {
    StaffDuty.HEAD: Role.STATION_HEAD,
    StaffDuty.DEPUTY_HEAD: Role.STATION_HEAD,
    StaffDuty.CLERK: Role.CLERK,
}
ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def found(actor: Any, station: Station, parent: Station | None) -> Station:
    """Put a new station into the tree."""
    if parent:
        Station.objects.add_child(parent, instance=station)
    else:
        _lock_roots()
        Station.objects.add_root(instance=station)
    enter(EntryKind.DEED, "设立站点", actor, subject=station, data={"parent": parent.pk if parent else None})
    return station


@transaction.atomic
def move(actor: Any, station: Station, parent: Station | None) -> None:
    """Another place in the tree, with everything below."""
    _lock_roots()
    if parent:
        Station.objects.move(station, parent, "last-child")
    elif station.depth > 1:
        Station.objects.move(station, Station.objects.get_first_root_node(), "last-sibling")
    enter(EntryKind.DEED, "移动站点", actor, subject=station, data={"parent": parent.pk if parent else None})


def _lock_roots() -> None:
    """One rearrangement at a time."""
    list(Station._base_manager.select_for_update().filter(depth=1).values_list("pk"))


def why_not_close(station: Station) -> list[str]:
    """What still has to be finished here before the station may be closed."""
    open_days = Reception._base_manager.filter(station=station).exclude(
        state__in=(ReceptionState.CLOSED, ReceptionState.CANCELLED)
    )
    opinions = Opinion._base_manager.filter(station=station, state__in=UNFINISHED)
    below = Station._base_manager.filter(path__startswith=station.path, closed_on=None).exclude(pk=station.pk)
    found = (
        (open_days.order_by("on"), "未结束的接待日"), (opinions.order_by("pk"), "未办结的群众意见"),
        (below.order_by("path"), "未撤销的下级站点"),
    )  # fmt: skip
    return [f"还有{words}：{_named(rows)}" for rows, words in found if rows.exists()]


def _named(rows: Any) -> str:
    names = [str(row) for row in rows[:4]]
    return "、".join(names[:3]) + ("等" if len(names) > 3 else "")


def last_worked(station: Station) -> dt.date | None:
    """The last day on which the station received or registered anybody."""
    held = Reception._base_manager.filter(station=station, state=ReceptionState.CLOSED).aggregate(
        on=Max("on")
    )
    came = Visit._base_manager.filter(station=station).aggregate(on=Max("on"))
    return max((row["on"] for row in (held, came) if row["on"]), default=None)


@transaction.atomic
def restore(actor: Any, station: Station) -> None:
    """Take a closed station back into use; who worked there and belonged to it is appointed anew. Raises Refused."""
    station = Station._base_manager.select_for_update().get(pk=station.pk)
    if not station.closed_on:
        raise Refused("该站点已在用。")
    above = Station._base_manager.filter(path=station.path[: -Station.steplen], closed_on__isnull=False)
    if above.exists():
        raise Refused("上级站点已经撤销，请先恢复上级站点。")
    was, station.closed_on = station.closed_on, None
    station.save(update_fields=["closed_on"])
    enter(EntryKind.DEED, "恢复站点", actor, subject=station, data={"closed_on": was})


@transaction.atomic
def close(actor: Any, station: Station, on: dt.date) -> None:
    """Close a station; its assignments end the same day. Raises Refused with what is still open."""
    station = Station._base_manager.select_for_update().get(pk=station.pk)
    if station.closed_on:
        raise Refused("该站点已经撤销。")
    if why := why_not_close(station):
        raise Refused("；".join(why) + "。")
    station.closed_on = on
    station.save(update_fields=["closed_on"])
    for entry in Staff.objects.filter(station=station, ends_on=None).select_related("post"):
        end_staff(actor, entry, max(on, entry.starts_on))
    for row in Stationing.objects.filter(station=station, ends_on=None):
        end_stationing(actor, row, max(on, row.starts_on))
    _end_appraisals(station, on)
    enter(EntryKind.DEED, "撤销站点", actor, subject=station, data={"on": on})


def _end_appraisals(station: Station, on: dt.date) -> None:
    """A closed station is not appraised any more, so that no round waits for it."""
    running = Appraisal._base_manager.filter(station=station, state__in=UNSETTLED)
    for pk in running.order_by("pk").values_list("pk", flat=True):
        perform(APPRAISAL, pk, "exempt", None, note=f"站点于{on.month}月{on.day}日撤销")


@transaction.atomic
def appoint(actor: Any, station: Station, user: User, duty: str, starts_on: dt.date) -> Staff:
    """Give a person a duty at a station, and the post that goes with it. Raises Refused."""
    if Station._base_manager.filter(pk=station.pk, closed_on__isnull=False).exists():
        raise Refused("该站点已经撤销，不能任命工作人员。")
    here = Staff.objects.select_for_update(of=("self",)).filter(station=station, ends_on=None)
    if here.filter(post__user=user).exists():
        raise Refused(f"{user}已是本站工作人员。", "user")
    if duty == StaffDuty.HEAD and (head := here.filter(duty=duty).select_related("post__user").first()):
        raise Refused(f"本站已有站长{head.post.user}，请先结束其任职。", "duty")
    role = ROLE_OF[StaffDuty(duty)]
    post = Post.objects.in_force(starts_on).filter(
        user=user, role=role, area=station.area, stands_in_for=None, ends_on=None
    ).first() or Post.objects.create(
        user=user, role=role, area=station.area, title=StaffDuty(duty).label, starts_on=starts_on
    )
    row = Staff.objects.create(station=station, post=post, duty=duty, starts_on=starts_on)
    enter(EntryKind.ACCOUNT, f"任命{row.get_duty_display()}", actor, subject=station, data={"user": user.pk})
    return row


@transaction.atomic
def end_staff(actor: Any, row: Staff, on: dt.date) -> None:
    """End a duty; the post ends with the last duty that hung on it."""
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    if not Staff.objects.filter(post=row.post, ends_on=None).exists():
        row.post.ends_on = max(on, row.post.starts_on)
        row.post.save(update_fields=["ends_on"])
    enter(
        EntryKind.ACCOUNT,
        f"免去{row.get_duty_display()}",
        actor,
        subject=row.station,
        data={"user": row.post.user_id},
    )


@transaction.atomic
def assign(
    actor: Any,
    station: Station,
    deputies: Iterable[Deputy],
    starts_on: dt.date,
    *,
    moving: bool = False,
    remark: str = "",
) -> int:
    """Assign deputies to a station; moving ends what they had elsewhere. Returns how many came anew. Raises Refused."""
    if Station._base_manager.filter(pk=station.pk, closed_on__isnull=False).exists():
        raise Refused("该站点已经撤销，不能编入代表。")
    keys = sorted(deputy.pk for deputy in deputies)
    locked = Deputy._base_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    running = Stationing.objects.filter(deputy__in=keys, ends_on=None)
    there = set(running.filter(station=station).values_list("deputy", flat=True))
    if moving:
        for row in running.exclude(station=station):
            end_stationing(actor, row, max(starts_on - ONE_DAY, row.starts_on))
    new = [
        Stationing(station=station, deputy=deputy, starts_on=starts_on, remark=remark)
        for deputy in locked
        if deputy.pk not in there
    ]
    Stationing.objects.bulk_create(new)
    enter(
        EntryKind.DEED,
        "代表编组进站",
        actor,
        subject=station,
        data={"deputies": [row.deputy_id for row in new]},
    )
    return len(new)


def end_stationing(actor: Any, row: Stationing, on: dt.date) -> None:
    """End an assignment; the row stays as history."""
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    enter(
        EntryKind.DEED, "结束代表编组", actor, subject=row.station, data={"deputy": row.deputy_id, "on": on}
    )


def likely_heads(station: Station) -> list[str]:
    """The leaders of the station's groups: in many places the leader is the head (seed row TG-02). A hint only."""
    today = timezone.localdate()
    rows = GroupMember._base_manager.filter(
        group__stations=station, duty=GroupDuty.LEADER, starts_on__lte=today, ends_on=None
    )
    return [
        f"{row.deputy}（{row.group}组长）" for row in rows.select_related("deputy", "group").order_by("pk")
    ]
