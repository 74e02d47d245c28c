"""Reminding stations and groups of what they lack in a period of a rule of frequency (seed rows ZY-08, TG-05)."""

import datetime as dt
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Coalesce, Concat

from deputies.choices import GroupDuty
from deputies.models import GroupMember
from pages.among import among
from stations.choices import Period, RuleSubject, StaffDuty
from stations.frequency import Span, is_near, lacking, open_rows, span_before, span_of
from stations.models import FrequencyClock, FrequencyReminder, FrequencyRule, Staff
from stations.owing import Owed, gathered, keep
from workflow.deadlines import DAYS, Rule
from workflow.ladder import climb
from workflow.models import RungTo
from workflow.rules import label_of
from workflow.telling import Clocks, Told, Words, page_of


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
        gathered(pairs) for pairs in (
            staff.values_list("station", "post__user"), heads.values_list("station", "post__user"),
            members.values_list("group", "deputy__user"),
        )
    )  # fmt: skip
    for clock, station, group in rows:
        here = (*at.get(station, ()), *calling.get(group, ()))
        yield from ((clock, RungTo.HOLDER, user) for user in here)
        yield from ((clock, RungTo.HEAD, user) for user in over.get(station, ()))
