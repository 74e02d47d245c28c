"""What ends at the stations with a deputy's last mandate: his assignments, and his duties on days to come.

The assignments come back when the end is undone; the duties do not, for the station has been asked to find another.
"""

from datetime import date

from django.utils import timezone

from deputies.leaving import Follower
from deputies.models import Deputy
from stations.models import Reception, Stationing
from stations.reception_lifecycle import AHEAD, RECEPTION
from workflow.lifecycle import perform


def _leave_stations(deputy: Deputy, on: date) -> list[int]:
    rows = list(Stationing.objects.select_for_update().filter(deputy=deputy, ends_on__isnull=True))
    for row in rows:
        row.ends_on = max(on, row.starts_on)
    Stationing.objects.bulk_update(rows, ["ends_on"])
    return [row.pk for row in rows]


def _return_to_stations(keys: list[int]) -> None:
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
    for pk in keys:
        note = f"{deputy.name}的代表资格已终止，已从轮值名单中撤下，请另行安排轮值代表。"
        perform(RECEPTION, pk, "without", None, note=note, deputy=deputy)
    return keys


def _stay_off(keys: list[int]) -> None:
    """The days have other deputies by now, or none: who is on duty is the station's to say."""


ROSTERS = Follower("rosters", _leave_rosters, _stay_off)
