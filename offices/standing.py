"""How the settings stand in an area: what the settings pages show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from offices.catalogue import GROUPS, KEYS, Key
from offices.changes import may_set
from offices.choices import StartEvent
from offices.defaults import ALWAYS
from offices.limits import Limit, timelines
from offices.models import Area, Setting


@dataclass(frozen=True)
class Standing:
    """One line: a setting, the value in force (None: nothing set), whose it is, and the next value."""

    key: Key
    now: Limit | None
    whose: str
    own: bool
    coming: Limit | None
    may_set: bool

    @property
    def since(self) -> date | None:
        """The day the value began; none for what has always been so."""
        return self.now.valid_from if self.now and self.now.valid_from > ALWAYS else None

    @property
    def words(self) -> str:
        return self.key.words(self.now.value, self.now.unit) if self.now else "未设置"

    @property
    def event(self) -> str:
        return StartEvent(self.now.start_event).label if self.now and self.now.start_event else ""

    @property
    def coming_words(self) -> str:
        return self.key.words(self.coming.value, self.coming.unit) if self.coming else ""


def groups(area: Area | None, user: Any) -> Iterator[tuple[str, list[Standing]]]:
    """The settings by group; those of the house only where they are set."""
    names = names_of(area)
    lines = timelines(area)
    for group in GROUPS:
        keys = [key for key in KEYS if key.group == group and (area is None or not key.house)]
        if keys:
            yield group, [_standing(key, lines.get(key.key, []), area, names, user) for key in keys]


def names_of(area: Area | None) -> dict[int | None, str]:
    """The area and those above it, by id; None is the default."""
    above = [*Area.objects.get_ancestors(area), area] if area else []
    return {None: "默认"} | {one.pk: one.name for one in above}


def _standing(key: Key, line: list[Limit], area: Area | None, names: dict, user: Any) -> Standing:
    today = timezone.localdate()
    now = next((limit for limit in line if limit.valid_from <= today), None)
    coming = min((limit for limit in line if _will_hold(limit, now, today, area)), key=_day, default=None)
    own = now is not None and now.area_id == (area.pk if area else None)
    return Standing(key, now, names.get(now.area_id, "") if now else "", own, coming, may_set(user, key))


def _day(limit: Limit) -> date:
    return limit.valid_from


def _will_hold(limit: Limit, now: Limit | None, today: date, area: Area | None) -> bool:
    """A future value counts if no nearer area's value stands before it."""
    return limit.valid_from > today and (
        now is None or limit.area_id == now.area_id or limit.area_id == (area.pk if area else None)
    )


def in_force(key: Key, area: Area | None) -> Limit | None:
    """The value of a setting today, if there is one."""
    today = timezone.localdate()
    return next((limit for limit in timelines(area).get(key.key, []) if limit.valid_from <= today), None)


@dataclass(frozen=True)
class Past:
    """One value in the history of a setting."""

    row: Setting
    words: str
    event: str
    whose: str
    own: bool
    holds: bool
    future: bool

    @property
    def always(self) -> bool:
        return self.row.valid_from <= ALWAYS


def history(key: Key, area: Area | None) -> list[Past]:
    """Every value that the area has or inherits, newest first."""
    names, now, today = names_of(area), in_force(key, area), timezone.localdate()
    rows = (
        Setting.objects.filter(key=key.key)
        .select_related("area", "created_by")
        .order_by("-valid_from", "-pk")
    )
    return [
        Past(
            row,
            key.words(row.value, row.unit),
            StartEvent(row.start_event).label if row.start_event else "",
            names[row.area_id],
            row.area_id == (area.pk if area else None),
            now is not None and now.setting_id == row.pk,
            row.valid_from > today,
        )
        for row in rows
        if row.area_id in names
    ]
