"""Keeping the clocks of what is owed by rule in line with what was done, and letting them climb the ladder.

What is owed is reckoned from rows each morning: a clock that is owed and not there is started, one that is no longer
owed is stopped. Killed half-way or run twice, the next run ends at the same clocks.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from deputies.choices import GroupDuty
from deputies.models import GroupMember
from offices.choices import Role
from offices.limits import setting
from offices.models import Post
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

BATCH = 1000
Rows = Sequence[Mapping[str, Any]]


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
    fields = (
        "subject__deputy__name", "subject__deputy__user_id", "subject__area_id",
        "link_id", "link__deputy__name", "link__station__name", "link__enterprise",
    )  # fmt: skip
    return climb(LinkClock, LinkReminder, today, words=_link_words, people=_holders, fields=fields).sentence


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


def _link_words(row: Mapping[str, Any]) -> tuple[str, str]:
    name = row["subject__deputy__name"]
    if not row["link_id"]:
        return (
            f"{name}的联系对象不足",
            f"{reverse('stations:link_targets')}?member={row['subject_id']}&now=yes",
        )
    whom = row["link__deputy__name"] or row["link__station__name"] or row["link__enterprise"]
    return f"{name}联系{whom}", reverse("stations:link", args=(row["link_id"],))


def _holders(rows: Rows) -> dict[int, dict[str, list[int]]]:
    """The member himself; whom he is to keep contact with is named by his office, so that a lack of it is the office's."""
    lacks = [row for row in rows if not row["link_id"]]
    posts = Post.objects.in_force(timezone.localdate()).filter(
        role=Role.COMMITTEE, office__area__in={r["subject__area_id"] for r in lacks}
    )
    there = _gathered(posts.values_list("office__area", "user"))
    return {
        row["id"]: {
            RungTo.HOLDER: [user for user in [row["subject__deputy__user_id"]] if user]
            if row["link_id"]
            else there.get(row["subject__area_id"], [])
        }
        for row in rows
    }


# --- activities of stations and groups


def remind_frequency(today: dt.date) -> str:
    """Chore: stations and groups that lack something near the end of a period, or after it, hear of it by the ladder."""
    keep(FrequencyClock, _missed(today), ("subject", "station", "group"), today)
    fields = ("subject__period", "subject__counted", "subject__times", "station_id", "station__name", "group_id",
              "group__name")  # fmt: skip
    return climb(
        FrequencyClock, FrequencyReminder, today, words=_frequency_words, people=_callers, fields=fields
    ).sentence


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


def _frequency_words(row: Mapping[str, Any]) -> tuple[str, str]:
    where = "stations:station" if row["station_id"] else "deputies:group"
    rule = FrequencyRule(counted=row["subject__counted"])
    span = span_of(Period(row["subject__period"]), row["started_on"])
    what = f"{span.words}{rule.get_counted_display()}至少{row['subject__times']}次"
    url = reverse(where, args=(row["station_id"] or row["group_id"],))
    return f"{row['station__name'] or row['group__name']}{what}", url


def _callers(rows: Rows) -> dict[int, dict[str, list[int]]]:
    """The station's staff and its head; the group's leader and liaison, who call its meetings."""
    staff = Staff._base_manager.filter(
        station__in={row["station_id"] for row in rows}, ends_on=None, post__user__is_active=True
    ).order_by("pk")
    heads = staff.filter(duty=StaffDuty.HEAD)
    duties = (GroupDuty.LEADER, GroupDuty.LIAISON)
    members = GroupMember._base_manager.filter(
        group__in={row["group_id"] for row in rows}, ends_on=None, duty__in=duties, deputy__user__is_active=True
    ).order_by("pk")  # fmt: skip
    at, over = (
        _gathered(staff.values_list("station", "post__user")),
        _gathered(heads.values_list("station", "post__user")),
    )
    calling = _gathered(members.values_list("group", "deputy__user"))
    return {
        row["id"]: {
            RungTo.HOLDER: at.get(row["station_id"], []) + calling.get(row["group_id"], []),
            RungTo.HEAD: over.get(row["station_id"], []),
        }
        for row in rows
    }


def _gathered(pairs: Iterable[tuple[Any, int]]) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = {}
    for key, user in pairs:
        found.setdefault(key, []).append(user)
    return found
