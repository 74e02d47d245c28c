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
Busy = dict[tuple[dt.date, str], set[int]]
LONG_AGO = dt.date.min
AHEAD = 2  # days that one who knows the theme may be ahead of the others


def fill(duties: Iterable[Duty], pools: Mapping[int, Sequence[Candidate]], taken: Taken) -> list[Choice]:
    """Choose deputies for the days, in order of the days. taken: (deputy, day, half) already given.

    A day that cannot be filled wholly gets as many as there are. Candidates of several pools are one object.
    """
    busy: Busy = {}
    for deputy, on, half in taken:
        busy.setdefault((on, half), set()).add(deputy)
    by_pool: dict[int, list[Duty]] = {}
    for duty in duties:
        by_pool.setdefault(duty.pool, []).append(duty)
    found: list[Choice] = []
    for pool, days in by_pool.items():
        found += _fill_pool(sorted(days, key=_in_order), pools.get(pool, ()), busy)
    return found


def _in_order(duty: Duty) -> tuple:
    return duty.on, duty.halves, duty.key


def _fill_pool(days: list[Duty], pool: Sequence[Candidate], busy: Busy) -> list[Choice]:
    dates = [duty.on for duty in days]
    room, lacking = sum(duty.wanted for duty in days), sum(one.lacks for one in pool)
    leaves = [one for one in pool if one.away]
    found: list[Choice] = []
    for on, group in groupby(days, key=lambda duty: duty.on):
        left = len(dates) - bisect_right(dates, on)
        for one in leaves:
            one.gone = sum(_between(dates, max(first, on), last) for first, last in one.away if last > on)
        home = [one for one in pool if not (one.away and one.absent(on))]
        for duty in group:
            for one, reason in _choose(duty, home, len(pool) - len(home), busy, left, spare=room > lacking):
                lacking -= bool(one.lacks)
                one.served, one.last = one.served + 1, on
                for half in duty.halves:
                    busy.setdefault((on, half), set()).add(one.pk)
                found.append(Choice(duty.key, one.pk, reason))
            room -= duty.wanted
    return found


def _between(dates: list[dt.date], first: dt.date, last: dt.date) -> int:
    """How many of the sorted days lie after `first`, up to `last`."""
    return max(0, bisect_right(dates, last) - bisect_right(dates, first))


def _choose(
    duty: Duty, home: Sequence[Candidate], away: int, busy: Busy, left: int, spare: bool
) -> list[tuple[Candidate, str]]:
    taken = set().union(*(busy.get((duty.on, half), ()) for half in duty.halves))
    free = [one for one in home if one.pk not in taken] if taken else list(home)
    note = _passed_over(away, len(home) - len(free))
    chosen: list[tuple[Candidate, str]] = []
    if duty.theme and spare and (expert := _expert(free, duty.theme)):
        chosen.append((expert, f"专长“{fitting(expert.expertise, duty.theme)}”与接待主题相符{note}"))
        free.remove(expert)

    def turn(one: Candidate) -> tuple:
        owed = one.needs - one.served
        density = (
            owed / max(1, left + 1 - one.gone) if owed > 0 else 0
        )  # days owed for each on which he could come
        return (-density, one.served, one.last or LONG_AGO, one.pk)

    for one in nsmallest(duty.wanted - len(chosen), free, key=turn):
        chosen.append((one, _why(one) + note))
    return chosen


def _expert(free: Sequence[Candidate], theme: str) -> Candidate | None:
    """Who knows the theme and has come least, unless he has come much oftener than the others."""
    experts = [one for one in free if one.expertise and fitting(one.expertise, theme)]
    if not experts:
        return None
    expert = min(experts, key=lambda one: (one.served, one.last or LONG_AGO, one.pk))
    return expert if expert.served <= min(one.served for one in free) + AHEAD else None


def _why(one: Candidate) -> str:
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
