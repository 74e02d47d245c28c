"""A deputy's assignments to stations end with his last mandate, and come back when its end is undone."""

from datetime import date

from deputies.leaving import Follower
from deputies.models import Deputy
from stations.models import Stationing


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
