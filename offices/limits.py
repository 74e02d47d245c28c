"""Reading dated settings: one cached look-up."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache
from django.utils import timezone

from offices.models import Area, Setting

_VERSION = "settings:version"


@dataclass(frozen=True)
class Limit:
    """A value in force: what, since when, by whose rule. number and flag read the value."""

    key: str
    value: str
    unit: str
    start_event: str
    source: str
    valid_from: date
    setting_id: int

    @property
    def number(self) -> int:
        return int(self.value)

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.value)

    @property
    def flag(self) -> bool:
        return self.value == "yes"


def setting(key: str, area: Area | None = None, on: date | None = None) -> Limit:
    """The value of `key` in force in `area` on a day (today by default).

    Looks from the area upwards, then at the default for all areas.
    Raises LookupError when nothing is set.
    """
    on = on or timezone.localdate()
    for limit in _timeline(key, area):
        if limit.valid_from <= on:
            return limit
    raise LookupError(f"参数未设置: {key} ({area or '全部区域'}, {on})")


def _timeline(key: str, area: Area | None) -> list[Limit]:
    """Every value of the key that can hold in the area: nearest area first, newest first."""
    name = f"settings:{cache.get(_VERSION, 0)}:{area.path if area else ''}:{key}"
    rows = cache.get(name)
    if rows is None:
        rows = _load(key, area)
        cache.set(name, rows, 3600)
    return rows


def _load(key: str, area: Area | None) -> list[Limit]:
    steps = Area.steplen
    paths = [area.path[:end] for end in range(len(area.path), 0, -steps)] if area else []
    found = Setting.objects.filter(key=key).select_related("area").order_by("-valid_from")
    by_path: dict[str, list[Limit]] = {}
    for row in found:
        limit = Limit(row.key, row.value, row.unit, row.start_event, row.source, row.valid_from, row.pk)
        by_path.setdefault(row.area.path if row.area else "", []).append(limit)
    return [limit for path in (*paths, "") for limit in by_path.get(path, [])]


def forget_settings() -> None:
    """Make every process read the settings anew; called when one is written."""
    try:
        cache.incr(_VERSION)
    except ValueError:
        cache.set(_VERSION, 1, None)
