"""Who is on duty when: the roster of many days in one pass in memory. No database, no clock.

Every deputy is to come as often as the quota of his level says (seed row TL-02 "121"). A day takes
first whoever still lacks days and has the fewest left to make them up on, then whoever has come least;
a day with a theme takes one deputy whose expertise it names, as long as the quotas leave room for it.
"""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import groupby
from typing import NamedTuple


class Duty(NamedTuple):
    """A day to be filled. key: the caller's; pool: whose deputies may come; halves: see yearplan.halves."""

    key: int
    pool: int
    on: dt.date
    halves: tuple[str, ...]
    wanted: int
    theme: str = ""


@dataclass(slots=True)
class Candidate:
    """A deputy of a pool. needs: days a year by quota; served: days he already has; away: spans of leave."""

    pk: int
    needs: int = 1
    served: int = 0
    expertise: tuple[str, ...] = ()
    away: Sequence[tuple[dt.date, dt.date]] = ()
    last: dt.date | None = None
    gone: int = field(default=0)  # days of the pool still to come on which he is away

    @property
    def lacks(self) -> int:
        return max(0, self.needs - self.served)

    def absent(self, on: dt.date) -> bool:
        return any(first <= on <= last for first, last in self.away)


class Choice(NamedTuple):
    """Who was chosen for which day, and why in words."""

    key: int
    deputy: int
    reason: str


Taken = set[tuple[int, dt.date, str]]
LONG_AGO = dt.date.min
AHEAD = 2  # days that one who knows the theme may be ahead of the others


def fill(duties: Iterable[Duty], pools: Mapping[int, Sequence[Candidate]], taken: Taken) -> list[Choice]:
    """Choose deputies for the days, in order of the days. taken: (deputy, day, half) already given; grows.

    A day that cannot be filled wholly gets as many as there are. Candidates of several pools are one object.
    """
    by_pool: dict[int, list[Duty]] = {}
    for duty in duties:
        by_pool.setdefault(duty.pool, []).append(duty)
    found: list[Choice] = []
    for pool, days in by_pool.items():
        found += _fill_pool(
            sorted(days, key=lambda duty: (duty.on, duty.halves, duty.key)), pools.get(pool, ()), taken
        )
    return found


def _fill_pool(days: list[Duty], pool: Sequence[Candidate], taken: Taken) -> list[Choice]:
    dates = [duty.on for duty in days]
    room, lacking = sum(duty.wanted for duty in days), sum(one.lacks for one in pool)
    leaves = [one for one in pool if one.away]
    found: list[Choice] = []
    for on, group in groupby(enumerate(days), key=lambda pair: pair[1].on):
        left = len(dates) - bisect_right(dates, on)
        for one in leaves:
            one.gone = sum(_between(dates, max(first, on), last) for first, last in one.away if last > on)
        for _, duty in group:
            chosen = _choose(duty, pool, taken, left, spare=room > lacking)
            for one, reason in chosen:
                lacking -= bool(one.lacks)
                one.served, one.last = one.served + 1, duty.on
                taken.update((one.pk, duty.on, half) for half in duty.halves)
                found.append(Choice(duty.key, one.pk, reason))
            room -= duty.wanted
    return found


def _between(dates: list[dt.date], first: dt.date, last: dt.date) -> int:
    """How many of the sorted days lie after `first`, up to `last`."""
    return max(0, bisect_right(dates, last) - bisect_right(dates, first))


def _choose(
    duty: Duty, pool: Sequence[Candidate], taken: Taken, left: int, spare: bool
) -> list[tuple[Candidate, str]]:
    free, away, busy = [], 0, 0
    for one in pool:
        if one.away and one.absent(duty.on):
            away += 1
        elif any((one.pk, duty.on, half) in taken for half in duty.halves):
            busy += 1
        else:
            free.append(one)
    note = _passed_over(away, busy)
    chosen: list[tuple[Candidate, str]] = []
    if duty.theme and spare and (expert := _expert(free, duty.theme)):
        chosen.append((expert, f"专长“{fitting(expert.expertise, duty.theme)}”与接待主题相符{note}"))
        free.remove(expert)

    def turn(one: Candidate) -> tuple:
        density = one.lacks / max(
            1, left + 1 - one.gone
        )  # days still owed for each day on which he could come
        return (-density, one.served, one.last or LONG_AGO, one.pk)

    for one in nsmallest(duty.wanted - len(chosen), free, key=turn):
        chosen.append((one, _why(one, left) + note))
    return chosen


def _expert(free: Sequence[Candidate], theme: str) -> Candidate | None:
    """Who knows the theme and has come least, unless he has come much oftener than the others."""
    experts = [one for one in free if fitting(one.expertise, theme)]
    if not experts:
        return None
    expert = min(experts, key=lambda one: (one.served, one.last or LONG_AGO, one.pk))
    return expert if expert.served <= min(one.served for one in free) + AHEAD else None


def _why(one: Candidate, left: int) -> str:
    if one.lacks and one.away and one.gone:
        return f"全年应接待{one.needs}次，已排{one.served}次，后续有请假，优先安排"
    if one.lacks:
        return f"全年应接待{one.needs}次，已排{one.served}次"
    return f"已满{one.needs}次，本轮次数较少（{one.served}次）"


def _passed_over(away: int, busy: int) -> str:
    said = [f"{away}人请假"] * bool(away) + [f"{busy}人已有轮值"] * bool(busy)
    return f"；未选{'、'.join(said)}" if said else ""


def fitting(expertise: Sequence[str], theme: str) -> str:
    """The first word of the expertise that the theme names, or ""."""
    return next((word for word in expertise if word in theme), "")


def words_of(expertise: str) -> tuple[str, ...]:
    """The words of a registry entry such as 教育、医疗卫生; of two characters or more."""
    return tuple(word for word in re.split(r"[、，,；;。\s/]+", expertise) if len(word) > 1)
