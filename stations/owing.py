"""Keeping the clocks of what is owed by rule in line with what was done, and letting them climb the ladder.

What is owed is reckoned from rows each morning: a clock that is owed and not there is started, one that is no longer
owed is stopped. Killed half-way or run twice, the next run ends at the same clocks.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone

from deputies.choices import GroupDuty
from deputies.models import GroupMember
from offices.choices import Role
from offices.limits import setting
from offices.models import Post
from pages.among import among
from stations.choices import Period, RuleSubject, StaffDuty
from stations.frequency import Span, is_near, lacking, open_rows, span_before, span_of
from stations.linking import with_last, with_links
from stations.models import (
    ContactLink,
    FrequencyClock,
    FrequencyReminder,
    FrequencyRule,
    LinkClock,
    LinkMember,
    LinkReminder,
    Staff,
)
from workflow.calendar import legal_calendar
from workflow.deadlines import DAYS, MONTHS, Rule, Sheet, compute
from workflow.ladder import climb
from workflow.models import Clock, RungTo
from workflow.rules import label_of
from workflow.telling import Clocks, Told, Words, page_of

BATCH = 1000


@dataclass(frozen=True)
class Owed:
    """A clock there should be: its rule, its first day, and which rows it is of (ids by field)."""

    rule: Rule
    start: dt.date
    of: tuple[tuple[str, int | None], ...]
    more: Mapping[str, int] = field(default_factory=dict, compare=False)


class Kept(NamedTuple):
    started: int
    stopped: int


@transaction.atomic
def keep(model: type[Clock], owed: Iterable[Owed], names: Sequence[str], today: dt.date) -> Kept:
    """Start and stop clocks until those that run are those owed. names: the fields that tell one clock from another.

    A clock whose first day or length has changed is stopped and started anew, and climbs from the bottom.
    """
    wanted = {(one.of, one.start, one.rule.value): one for one in owed}
    fields = ("pk", *(f"{name}_id" for name in names), "started_on", "sheet__rule__value")
    running = {}
    for pk, *of, start, value in model._base_manager.filter(stopped_on=None).values_list(*fields):
        running[tuple(zip(names, of, strict=True)), start, value] = pk
    gone = [pk for key, pk in running.items() if key not in wanted]
    model._base_manager.filter(pk__in=gone).update(stopped_on=today)
    sheet = cache(lambda rule, start: compute(rule, start, legal_calendar()))
    new = [
        _clock(model, one, sheet(one.rule, one.start)) for key, one in wanted.items() if key not in running
    ]
    model._base_manager.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    return Kept(len(new), len(gone))


def _clock(model: type[Clock], one: Owed, sheet: Sheet) -> Clock:
    return model(
        rule=one.rule.code, started_on=one.start, due_on=sheet.due_on, sheet=sheet.as_json(),
        **{f"{name}_id": key for name, key in (*one.of, *one.more.items())},
    )  # fmt: skip


# --- contacts of members


def remind_links(today: dt.date) -> str:
    """Chore: members who are to be in touch again, and offices whose members lack somebody, hear of it by the ladder."""
    keep(LinkClock, (*_contacts(today), *_namings(today)), ("subject", "link"), today)
    return climb(LinkClock, LinkReminder, today, _link_words()).sentence


def _contacts(today: dt.date) -> Iterable[Owed]:
    """Each running link, from the last contact (or its first day) on."""
    rule = cache(lambda area: _months("contact", setting("link_every", area, today)))
    rows = ContactLink._base_manager.filter(ends_on=None, member__ends_on=None)
    for link in with_last(rows, today).select_related("member__area"):
        of = (("subject", link.member_id), ("link", link.pk))
        yield Owed(rule(link.member.area), link.since, of)


def _namings(today: dt.date) -> Iterable[Owed]:
    """Each member who has fewer than he is to keep contact with, from when that was first seen."""
    rule = cache(lambda area: _months("naming", setting("link_name", area, today)))
    since = dict(LinkClock.objects.open().filter(link=None).values_list("subject", "started_on"))
    rows = with_links(LinkMember._base_manager.filter(ends_on=None), today).filter(lacking__gt=0)
    for member in rows.select_related("area"):
        of = (("subject", member.pk), ("link", None))
        yield Owed(rule(member.area), since.get(member.pk, today), of)


def _months(code: str, limit: Any) -> Rule:
    return Rule(code, label_of(code), limit.number, MONTHS, "", limit.source, limit.valid_from, roll=False)


def _link_words() -> Words:
    """Whom a member is to keep contact with; one who lacks somebody leads to the list where he is looked for."""
    name = F("subject__deputy__name")
    whom = Coalesce("link__deputy__name", "link__station__name", "link__enterprise", Value(""))
    named = Case(
        When(link=None, then=Concat(name, Value("的联系对象不足"))), default=Concat(name, Value("联系"), whom)
    )
    lacking = Concat(
        Value(f"{reverse('stations:link_targets')}?member="),
        Cast("subject_id", CharField()),
        Value("&now=yes"),
    )
    return Words(
        named, Case(When(link=None, then=lacking), default=page_of("stations:link", "link_id")), _holders
    )


def _holders(clocks: Clocks) -> Told:
    """The member himself; whom he is to keep contact with is named by his office, so that a lack of it is the office's."""
    own = LinkClock._base_manager.filter(
        among("pk", clocks.get("contact", ())), subject__deputy__user__isnull=False
    )
    for clock, user in own.values_list("pk", "subject__deputy__user"):
        yield clock, RungTo.HOLDER, user
    lacks = LinkClock._base_manager.filter(among("pk", clocks.get("naming", ())))
    areas = dict(lacks.values_list("pk", "subject__area"))
    posts = Post.objects.in_force(timezone.localdate()).filter(
        among("office__area", set(areas.values())), role=Role.COMMITTEE
    )
    there = _gathered(posts.values_list("office__area", "user"))
    yield from ((clock, RungTo.HOLDER, user) for clock, area in areas.items() for user in there.get(area, ()))


# --- activities of stations and groups


def remind_frequency(today: dt.date) -> str:
    """Chore: stations and groups that lack something near the end of a period, or after it, hear of it by the ladder."""
    keep(FrequencyClock, _missed(today), ("subject", "station", "group"), today)
    return climb(FrequencyClock, FrequencyReminder, today, _frequency_words()).sentence


def _missed(today: dt.date) -> Iterable[Owed]:
    """Who lacks in the period that nears its end, and who still lacks in the last one although he was reminded."""
    rules = FrequencyRule.objects.in_force(today).select_related("area").prefetch_related("tiers")
    for rule in rules:
        now, last = span_of(rule.period, today), span_before(rule.period, today)
        yield from (owed for row, owed in _late(rule, now, today) if is_near(rule, row.area, today))
        reminded = FrequencyClock.objects.open().filter(subject=rule, started_on=last.start)
        if known := set(reminded.values_list(rule.subject, flat=True)):
            yield from (owed for row, owed in _late(rule, last, today) if row.pk in known)


def _late(rule: FrequencyRule, span: Span, today: dt.date) -> Iterable[tuple[Any, Owed]]:
    """Each station or group that lacks in the period, with its clock."""
    length = Rule(
        "frequency", label_of("frequency"), (span.end - span.start).days, DAYS, "", rule.source, rule.starts_on, roll=False
    )  # fmt: skip
    other = RuleSubject.GROUP if rule.subject == RuleSubject.STATION else RuleSubject.STATION
    for row in lacking(rule, open_rows(rule, today), span).select_related("area").order_by("pk"):
        of = {"subject": rule.pk, rule.subject: row.pk, other: None}
        key = tuple((name, of[name]) for name in ("subject", "station", "group"))
        yield row, Owed(length, span.start, key, {"area": row.area_id})


def _frequency_words() -> Words:
    """The station or group, and what it lacks in which period."""
    running = FrequencyClock.objects.open().order_by().values_list("subject", "started_on").distinct()
    rules = FrequencyRule._base_manager.in_bulk({rule for rule, _ in running})
    lacks = [When(subject=pk, started_on=start, then=Value(_lack(rules[pk], start))) for pk, start in running]
    named = Concat(
        Coalesce("station__name", "group__name"),
        Case(*lacks, default=Value(""), output_field=CharField()),
    )
    page = Case(
        When(group=None, then=page_of("stations:station", "station_id")),
        default=page_of("deputies:group", "group_id"),
    )
    return Words(named, page, _callers)


def _lack(rule: FrequencyRule, start: dt.date) -> str:
    span = span_of(Period(rule.period), start)
    return f"{span.words}{rule.get_counted_display()}至少{rule.times}次"


def _callers(clocks: Clocks) -> Told:
    """The station's staff and its head; the group's leader and liaison, who call its meetings."""
    told = FrequencyClock._base_manager.filter(among("pk", chain.from_iterable(clocks.values())))
    rows = list(told.values_list("pk", "station", "group"))
    staff = Staff._base_manager.filter(
        station__in={station for _, station, _ in rows}, ends_on=None, post__user__is_active=True
    ).order_by("pk")
    heads = staff.filter(duty=StaffDuty.HEAD)
    duties = (GroupDuty.LEADER, GroupDuty.LIAISON)
    members = GroupMember._base_manager.filter(
        group__in={group for *_, group in rows}, ends_on=None, duty__in=duties, deputy__user__is_active=True
    ).order_by("pk")
    at, over, calling = (
        _gathered(pairs) for pairs in (
            staff.values_list("station", "post__user"), heads.values_list("station", "post__user"),
            members.values_list("group", "deputy__user"),
        )
    )  # fmt: skip
    for clock, station, group in rows:
        here = (*at.get(station, ()), *calling.get(group, ()))
        yield from ((clock, RungTo.HOLDER, user) for user in here)
        yield from ((clock, RungTo.HEAD, user) for user in over.get(station, ()))


def _gathered(pairs: Iterable[tuple[Any, int]]) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = {}
    for key, user in pairs:
        found.setdefault(key, []).append(user)
    return found
