"""A year's reception days by rule: what the rules ask for, what is there already, and writing the rest.

A plan is the same for one station and for a thousand: rules, holidays, days already there and deputies are read
in a few queries, the roster is made in one pass in memory, and everything is written in bulk.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from deputies.models import Deputy
from journal.book import enter
from journal.models import EntryKind
from offices.limits import setting
from offices.posts import acting_post
from stations.choices import ReceptionState
from stations.fairness import Choice, Duty, fill
from stations.models import DayRule, Reception, ReceptionEvent, RosterEntry, Station, next_numbers
from stations.pools import candidates, pool_stations, taken
from stations.yearplan import Planned, halves, year_plan
from workflow.calendar import legal_calendar

BATCH = 2000


@dataclass
class Plan:
    """What would be written. days: the plan, those left out too; choices: the roster, by a day's place in `new`.

    new: days to be made; bare: planned days already there on which nobody is on duty yet.
    """

    year: int
    days: list[Planned] = field(default_factory=list)
    new: list[Planned] = field(default_factory=list)
    bare: list[Reception] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    @property
    def moved(self) -> list[Planned]:
        return [day for day in self.new if day.on != day.named]

    @property
    def left_out(self) -> list[Planned]:
        return [day for day in self.days if day.on is None]

    @property
    def short(self) -> int:
        """How many days have fewer deputies than their rule asks for."""
        given: dict[int, int] = {}
        for choice in self.choices:
            given[choice.key] = given.get(choice.key, 0) + 1
        return sum(
            given.get(place, 0) < _wanted(self, place) for place in range(len(self.new) + len(self.bare))
        )


def _wanted(plan: Plan, place: int) -> int:
    fresh = len(plan.new)
    return (plan.new[place] if place < fresh else plan.bare[place - fresh]).rule.on_duty


def draw_up(stations: Iterable[Station], year: int, today: dt.date | None = None) -> Plan:
    """The plan of these stations for the rest of a year, from tomorrow on. Reads only.

    Days that a rule has made before are never made again, whatever became of them.
    """
    today = today or timezone.localdate()
    rows = [station for station in stations if station.closed_on is None]
    plan = Plan(year)
    plan.days = _by_rule(rows, year, today + dt.timedelta(days=1))
    done, held = _there(rows, year)
    for day in plan.days:
        slots = {(day.rule.station_id, day.on, half) for half in halves(day.rule.starts_at, day.rule.ends_at)}
        if day.on and (day.rule.pk, day.named) not in done and not slots & held:
            held |= slots
            plan.new.append(day)
    bare = Reception._base_manager.filter(
        rule__station__in=[row.pk for row in rows], roster=None, on__gt=today
    )
    bare = bare.filter(state__in=(ReceptionState.PLANNED, ReceptionState.PUBLISHED), on__year=year)
    plan.bare = list(bare.select_related("rule").order_by("on", "pk"))
    plan.choices = draw_roster(plan, rows, today)
    return plan


def _by_rule(stations: Sequence[Station], year: int, since: dt.date) -> list[Planned]:
    """What the rules say, holidays considered, in order of the days."""
    calendar, by_pk = legal_calendar(), {row.pk: row for row in stations}
    rules = DayRule._base_manager.filter(station__in=by_pk).filter(Q(ends_on=None) | Q(ends_on__gte=since))
    on_holiday: dict[int, str] = {}
    found: list[Planned] = []
    for rule in rules.order_by("station", "pk"):
        rule.station = by_pk[rule.station_id]
        area = rule.station.area
        if area.pk not in on_holiday:
            on_holiday[area.pk] = setting("reception_holiday", area, dt.date(year, 12, 31)).value
        found += year_plan(rule, year, since, calendar, on_holiday[area.pk])
    return sorted(found, key=lambda day: (day.on or day.named, day.rule.pk))


def _there(
    stations: Sequence[Station], year: int
) -> tuple[set[tuple[int, dt.date]], set[tuple[int, dt.date, str]]]:
    """(rule, named day) of the days made before, and (station, day, half) of those that stand."""
    rows = Reception._base_manager.filter(
        station__in=[row.pk for row in stations],
        on__range=(dt.date(year - 1, 12, 1), dt.date(year + 1, 2, 28)),
    )
    done, held = set(), set()
    facts = rows.values_list("rule", "rule_day", "station", "on", "starts_at", "ends_at", "state")
    for rule, named, station, on, first, last, state in facts:
        if rule:
            done.add((rule, named))
        if state != ReceptionState.CANCELLED:
            held |= {(station, on, half) for half in halves(first, last)}
    return done, held


def draw_roster(plan: Plan, stations: Sequence[Station], today: dt.date) -> list[Choice]:
    """Who comes on the new and the bare days of a plan."""
    pools = pool_stations(stations, today)
    duties = []
    for place, day in enumerate(plan.new):
        rule = day.rule
        duties.append(_duty(place, pools, rule, day.on, rule.starts_at, rule.ends_at, rule.theme))
    for place, row in enumerate(plan.bare, len(plan.new)):
        duties.append(_duty(place, pools, row.rule, row.on, row.starts_at, row.ends_at, row.theme))
    people = candidates(pools.values(), plan.year, today)
    return fill(duties, people, taken(today))


def _duty(
    place: int, pools: dict[int, int], rule: DayRule, on: Any, first: dt.time, last: dt.time, theme: str
) -> Duty:
    return Duty(place, pools.get(rule.station_id, 0), on, halves(first, last), rule.on_duty, theme)


@transaction.atomic
def carry_out(actor: Any, stations: Iterable[Station], year: int, today: dt.date | None = None) -> Plan:
    """Draw up the plan anew under lock, and write it: days, first events, rosters, one journal row.

    Two at the same time write it once: the second finds the days of the first.
    """
    rows = list(stations)
    keys = sorted(row.pk for row in rows)
    list(
        Station._base_manager.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .order_by("pk")
        .values_list("pk")
    )
    plan = draw_up(rows, year, today)
    lock_deputies(plan)
    made = _write_days(actor, plan)
    days = [*made, *plan.bare]
    write_roster(days, plan.choices)
    data = {"year": year, "stations": len(rows), "days": len(made), "on_duty": len(plan.choices)}
    enter(EntryKind.DEED, "安排年度接待日", actor, label=f"{year}年接待日计划", data=data)
    return plan


def write_roster(days: Sequence[Reception], choices: Iterable[Choice]) -> None:
    """The choices as rows; a choice's key is the place of its day."""
    RosterEntry._base_manager.bulk_create(
        (
            RosterEntry(reception=days[one.key], deputy_id=one.deputy, reason=one.reason[:120])
            for one in choices
        ),
        batch_size=BATCH,
    )


def lock_deputies(plan: Plan) -> None:
    """So that no desk takes one of them for the same hours meanwhile."""
    keys = sorted({choice.deputy for choice in plan.choices})
    list(
        Deputy._base_manager.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .order_by("pk")
        .values_list("pk")
    )


def _write_days(actor: Any, plan: Plan) -> list[Reception]:
    wanted = [(day.rule.station.code, day.on.year) for day in plan.new]
    numbers = next_numbers(Reception, "JD", wanted)
    made = Reception._base_manager.bulk_create(
        (_day(day, number) for day, number in zip(plan.new, numbers, strict=True)), batch_size=BATCH
    )
    post = acting_post(actor) if actor else None
    facts = {
        "action": "create", "after": ReceptionState.PLANNED, "actor": actor, "post": str(post) if post else "",
        "on_behalf_of": post.principal_name if post else "", "note": "按接待日规则生成",
    }  # fmt: skip
    ReceptionEvent._base_manager.bulk_create(
        (ReceptionEvent(subject=row, **facts) for row in made), batch_size=BATCH
    )
    return made


def _day(day: Planned, number: str) -> Reception:
    rule, station = day.rule, day.rule.station
    return Reception(
        station=station, area_id=station.area_id, number=number, on=day.on, starts_at=rule.starts_at,
        ends_at=rule.ends_at, place=rule.place or station.address, theme=rule.theme, rule=rule, rule_day=day.named,
    )  # fmt: skip
