"""Reminding members of their contacts, and offices of members who lack somebody to contact (seed rows RD-03, XR-05)."""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.limits import setting
from offices.models import Post
from pages.among import among
from stations.linking import with_last, with_links
from stations.models import ContactLink, LinkClock, LinkMember, LinkReminder
from stations.owing import Owed, gathered, keep
from workflow.deadlines import MONTHS, Rule
from workflow.ladder import climb
from workflow.models import RungTo
from workflow.rules import label_of
from workflow.telling import Clocks, Told, Words, page_of


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
    there = gathered(posts.values_list("office__area", "user"))
    yield from ((clock, RungTo.HOLDER, user) for clock, area in areas.items() for user in there.get(area, ()))
