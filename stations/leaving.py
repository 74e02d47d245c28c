"""What ends at the stations with a deputy's last mandate: his assignments, his duties on days to come, his contacts.

All come back when the end is undone; not the duties of a day for which the station has found another meanwhile.
"""

from contextlib import suppress
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from deputies.choices import MandateState
from deputies.leaving import Follower
from deputies.models import Deputy
from stations.models import Absence, ContactLink, LinkMember, Reception, Stationing
from stations.reception_lifecycle import AHEAD, RECEPTION
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused


def _leave_stations(deputy: Deputy, on: date) -> list[int]:
    rows = list(Stationing.objects.select_for_update().filter(deputy=deputy, ends_on__isnull=True))
    for row in rows:
        row.ends_on = max(on, row.starts_on)
    Stationing.objects.bulk_update(rows, ["ends_on"])
    return [row.pk for row in rows]


def _return_to_stations(deputy: Deputy, keys: list[int]) -> None:
    """Open those whose station is open and which nothing has taken the place of."""
    rows = Stationing.objects.select_for_update(of=("self",)).filter(pk__in=keys, ends_on__isnull=False)
    for row in rows.filter(station__closed_on__isnull=True):
        if not Stationing.objects.filter(
            station=row.station_id, deputy=row.deputy_id, ends_on__isnull=True
        ).exists():
            row.ends_on = None
            row.save(update_fields=["ends_on"])


STATIONINGS = Follower("stationings", _leave_stations, _return_to_stations)


def _leave_rosters(deputy: Deputy, on: date) -> list[int]:
    """Off the roster of every day that is still ahead; each station is told. Returns the keys of the days."""
    days = Reception._base_manager.filter(
        roster__deputy=deputy, state__in=AHEAD, on__gt=on, on__gte=timezone.localdate()
    )
    keys = list(days.order_by("on", "pk").values_list("pk", flat=True))
    suspended = deputy.mandates.filter(state=MandateState.SUSPENDED).exists()
    why = "已暂停执行代表职务" if suspended else "的代表资格已终止"
    for pk in keys:
        note = f"{deputy.name}{why}，已从轮值名单中撤下，请另行安排轮值代表。"
        perform(RECEPTION, pk, "without", None, note=note, deputy=deputy)
    return keys


def _return_to_rosters(deputy: Deputy, keys: list[int]) -> None:
    """Back on the days still ahead whose roster the station has left as it was; each station is told.

    A day that has been given to others, or on which he is on duty elsewhere or away by now, stays without him.
    """
    away = Absence._base_manager.filter(
        deputy=deputy, starts_on__lte=OuterRef("on"), ends_on__gte=OuterRef("on")
    )
    days = Reception._base_manager.filter(pk__in=keys, state__in=AHEAD, on__gte=timezone.localdate())
    for day in days.exclude(Exists(away)).order_by("on", "pk"):
        note = f"{deputy.name}可以执行代表职务了，已恢复轮值；如不合适，请调整轮值代表。"
        with suppress(Refused, OutOfStep):
            perform(RECEPTION, day.pk, "with", None, note=note, deputy=deputy)


ROSTERS = Follower("rosters", _leave_rosters, _return_to_rosters)


def _leave_links(deputy: Deputy, on: date) -> list[int]:
    """Nobody keeps contact with him as a deputy any more, nor he with others as a member."""
    mine = Q(deputy=deputy) | Q(member__deputy=deputy)
    return _ended(ContactLink._base_manager.filter(mine, ends_on=None), on)


def _leave_lists(deputy: Deputy, on: date) -> list[int]:
    return _ended(LinkMember._base_manager.filter(deputy=deputy, ends_on=None), on)


def _ended(rows: QuerySet, on: date) -> list[int]:
    found = list(rows.select_for_update(of=("self",)))
    for row in found:
        row.ends_on = max(on, row.starts_on)
        row.save(update_fields=["ends_on"])
    return [row.pk for row in found]


def _opened(rows: QuerySet) -> None:
    """Open the rows again, but for those whose like has been entered anew."""
    for row in rows.select_for_update(of=("self",)):
        row.ends_on = None
        with suppress(IntegrityError), transaction.atomic():
            row.save(update_fields=["ends_on"])


LINK_MEMBERS = Follower(
    "link_members", _leave_lists, lambda deputy, keys: _opened(LinkMember._base_manager.filter(pk__in=keys))
)
CONTACT_LINKS = Follower(
    "contact_links", _leave_links, lambda deputy, keys: _opened(ContactLink._base_manager.filter(pk__in=keys))
)
