"""Reading dated settings: one cached look-up.

A process keeps the timelines of each area it was asked about, for as long as
the epoch lasts; asking costs one look into the cache and no query.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from offices.epoch import changed
from offices.models import Area, Setting
from offices.remembering import remembered
from pages.dates import today


@dataclass(frozen=True)
class Limit:
    """A value in force: what, since when, by whose rule. number, decimal and flag read the value.

    area_id: whose value it is; None is the default for all areas.
    """

    key: str
    value: str
    unit: str
    start_event: str
    source: str
    valid_from: date
    setting_id: int
    area_id: int | None = None

    @property
    def number(self) -> int:
        return int(self.value)

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.value)

    @property
    def flag(self) -> bool:
        return self.value == "yes"


Timelines = dict[str, list[Limit]]
# the columns of a row in the order of a Limit's fields
READ = ("key", "value", "unit", "start_event", "source", "valid_from", "pk", "area_id")


def setting(key: str, area: Area | None = None, on: date | None = None) -> Limit:
    """The value of `key` in force in `area` on a day (today by default).

    Looks from the area upwards, then at the default for all areas.
    Raises LookupError when nothing is set.
    """
    on = on or today()
    for limit in timelines(area).get(key, ()):
        if limit.valid_from <= on:
            return limit
    raise LookupError(f"参数未设置：{key} ({area or '全部区域'}, {on})")


def timelines(area: Area | None) -> Timelines:
    """Every value that can ever hold in the area, by key: nearest area first, newest first."""
    path = area.path if area else ""
    return remembered(("limits", path), lambda: _load(path))


def _load(path: str) -> Timelines:
    above = [path[:end] for end in range(Area.steplen, len(path) + 1, Area.steplen)]
    rows = Setting.objects.filter(Q(area=None) | Q(area__path__in=above)).values_list("area__path", *READ)
    found: Timelines = {}
    limits = [(len(where or ""), Limit(*read)) for where, *read in rows]
    for _, limit in sorted(limits, key=lambda one: (one[0], one[1].valid_from), reverse=True):
        found.setdefault(limit.key, []).append(limit)
    return found


def forget_settings() -> None:
    """Make every process read the settings anew once this transaction is committed.

    Saving or deleting a Setting does it by itself; only bulk writers call it.
    """
    changed()
