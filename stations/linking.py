"""Whether members of a standing committee or presidium keep contact as they are to (seed rows RD-03, XR-05).

How many: link_chief, link_member (deputies), link_presidium (of deputies, stations and enterprises each).
How often: whoever was not contacted for link_every months is overdue; a new link has as long from its first day.
All of them are dated settings of the member's area.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from journal.book import enter
from journal.models import EntryKind
from offices.limits import setting
from offices.models import Area
from offices.remembering import remembered
from pages.among import Keys
from pages.written import WrittenOfMany
from stations.choices import LinkKind, LinkRank
from stations.models import ContactLink, LinkMember, LinkRecord
from stations.quotas import by_area
from workflow.deadlines import add_months

K = LinkKind
EVERY = (K.DEPUTY, K.STATION, K.ENTERPRISE)
NONE = Value(0)
# the setting of how many: of a presidium how many of each kind
NEEDED = {LinkRank.CHIEF: "link_chief", LinkRank.MEMBER: "link_member", LinkRank.PRESIDIUM: "link_presidium"}


def with_last(links: QuerySet, today: dt.date) -> QuerySet:
    """Links with last_on (the last contact, or null), contacts (this year's) and oldest: the day before which it is overdue."""
    held = LinkRecord._base_manager.filter(link=OuterRef("pk")).order_by().values("link")
    this_year = held.filter(on__year=today.year)
    return links.annotate(
        last_on=Subquery(held.annotate(last=Max("on")).values("last")),
        contacts=Coalesce(Subquery(this_year.annotate(n=Count("pk")).values("n")), NONE),
        since=Coalesce(F("last_on"), F("starts_on")),
        oldest=by_area("link_every", today, "member__area", lambda n: add_months(today, -n), DateField),
    )


def overdue(links: QuerySet, today: dt.date) -> QuerySet:
    """The running links that were not contacted for too long."""
    held = LinkRecord._base_manager.filter(link=OuterRef("pk"))
    lately = Exists(held.filter(on__gte=OuterRef("oldest")))
    begun = Exists(held) | Q(starts_on__lt=F("oldest"))
    return with_last(links, today).filter(begun, ~lately, ends_on=None, member__ends_on=None)


def due_on(link: Any) -> dt.date:
    """The last day on which the next contact is in time. The member's area is to be loaded."""
    return add_months(link.since, setting("link_every", link.member.area).number)


def with_links(members: QuerySet, today: dt.date) -> QuerySet:
    """Members with deputies, stations and firms (how many they are linked to), lacking, quiet and contacts."""
    mine = ContactLink._base_manager.filter(member=OuterRef("pk"))
    running = mine.filter(ends_on=None)
    quiet = overdue(mine, today)
    records = LinkRecord._base_manager.filter(link__member=OuterRef("pk"), on__year=today.year)
    rows = members.annotate(
        deputies=_number(running.filter(kind=K.DEPUTY)), stations=_number(running.filter(kind=K.STATION)),
        firms=_number(running.filter(kind=K.ENTERPRISE)), quiet=_number(quiet),
        contacts=_number(records, "link__member"), needed=_needed(today),
    )  # fmt: skip
    return rows.annotate(lacking=_lacking())


def count_contacts(links: Sequence[Any], today: dt.date) -> None:
    """Let each of these links carry what with_last gives it. Their members' areas are to be loaded."""
    found = {pk: told for pk, *told in _contacts_of(today.year).read([one.pk for one in links])}
    oldest: dict[int, dt.date] = {}
    for one in links:
        area = one.member.area
        if area.pk not in oldest:
            oldest[area.pk] = add_months(today, -setting("link_every", area, today).number)
        one.last_on, one.contacts = found.get(one.pk, (None, 0))
        one.since, one.oldest = one.last_on or one.starts_on, oldest[area.pk]


@lru_cache(maxsize=2)
def _contacts_of(year: int) -> WrittenOfMany:
    """(link, last contact, contacts of the year)."""
    held, lately = LinkRecord._base_manager.order_by(), Count("pk", filter=Q(on__year=year))
    return WrittenOfMany(
        lambda page: held.filter(link__among=page).values_list("link").annotate(Max("on"), n=lately)
    )


def count_links(members: Sequence[Any], today: dt.date) -> None:
    """Let each of these members carry what with_links gives it. Their areas are to be loaded."""
    counts = remembered(("links of members", today), lambda: _links_of(today))
    told = {(member, what): n for what, member, n in counts.read([one.pk for one in members])}
    for one in members:
        held = [told.get((one.pk, kind), 0) for kind in EVERY]
        one.deputies, one.stations, one.firms = held
        one.quiet, one.contacts = told.get((one.pk, "quiet"), 0), told.get((one.pk, "contacts"), 0)
        one.needed = setting(NEEDED[one.rank], one.area, today).number
        short = [max(one.needed - n, 0) for n in held]
        one.lacking = sum(short) if one.rank == LinkRank.PRESIDIUM else short[0]


def _links_of(today: dt.date) -> WrittenOfMany:
    """(kind of link, quiet or contacts; member; how many)."""
    links, records = ContactLink._base_manager.all(), LinkRecord._base_manager.filter(on__year=today.year)

    def told(page: Keys) -> QuerySet:
        here = links.filter(member__among=page, ends_on=None).order_by()
        counted = here.values_list("kind", "member").annotate(n=Count("pk"))
        quiet = overdue(here, today).values_list(Value("quiet"), "member").annotate(n=Count("pk"))
        held = records.filter(link__member__among=page).order_by()
        return counted.union(
            quiet, held.values_list(Value("contacts"), "link__member").annotate(n=Count("pk")), all=True
        )

    return WrittenOfMany(told)


def _number(rows: QuerySet, by: str = "member") -> Coalesce:
    return Coalesce(
        Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n"), output_field=IntegerField()),
        NONE,
    )


def _needed(today: dt.date) -> Case:
    """How many deputies; of a presidium how many of each kind."""
    cases = [When(rank=rank, then=by_area(key, today)) for rank, key in NEEDED.items()]
    return Case(*cases, output_field=IntegerField())


def _lacking() -> Case:
    short = {kind: Greatest(F("needed") - F(kind), NONE) for kind in ("deputies", "stations", "firms")}
    every = short["deputies"] + short["stations"] + short["firms"]
    return Case(
        When(rank=LinkRank.PRESIDIUM, then=every), default=short["deputies"], output_field=IntegerField()
    )


def behind(members: QuerySet, today: dt.date) -> QuerySet:
    """The members in office who are linked to too few, or have let somebody wait too long."""
    return with_links(members.filter(ends_on=None), today).filter(Q(lacking__gt=0) | Q(quiet__gt=0))


def members_of(area: Area) -> QuerySet:
    """Who sits on the standing committee or presidium of the area now."""
    return LinkMember._base_manager.filter(area=area, ends_on=None)


@transaction.atomic
def name_members(actor: Any, area: Area, deputies: Iterable[Any], rank: str, on: dt.date) -> None:
    """Put these deputies on the area's list."""
    for deputy in deputies:
        row = LinkMember._base_manager.create(area=area, deputy=deputy, rank=rank, starts_on=on)
        enter(EntryKind.DEED, "登记组成人员", actor, subject=row, data={"rank": rank})


@transaction.atomic
def put_links(
    actor: Any,
    member: LinkMember,
    deputies: Iterable[Any],
    stations: Iterable[Any],
    firms: Iterable[str],
    on: dt.date,
) -> int:
    """Let the member keep contact with these from that day; whom he has already stays. How many are new."""
    LinkMember._base_manager.select_for_update(of=("self",)).get(pk=member.pk)
    running = ContactLink._base_manager.filter(member=member, ends_on=None)
    held = set(running.values_list("deputy", "station", "enterprise"))
    wanted = [
        *((K.DEPUTY, {"deputy": one}, (one.pk, None, "")) for one in deputies),
        *((K.STATION, {"station": one}, (None, one.pk, "")) for one in stations),
        *((K.ENTERPRISE, {"enterprise": name}, (None, None, name)) for name in firms),
    ]
    new = [(kind, whom) for kind, whom, key in wanted if key not in held]
    for kind, whom in new:
        row = ContactLink._base_manager.create(member=member, kind=kind, starts_on=on, **whom)
        enter(EntryKind.DEED, "登记联系对象", actor, subject=row, data={"from": on})
    return len(new)


@transaction.atomic
def end_member(actor: Any, member: LinkMember, on: dt.date) -> None:
    """He no longer sits there; his links end the same day."""
    for link in ContactLink._base_manager.filter(member=member, ends_on=None):
        end_link(actor, link, on)
    member.ends_on = max(on, member.starts_on)
    member.save(update_fields=["ends_on"])
    enter(EntryKind.DEED, "结束联系人", actor, subject=member, data={"to": on})


def end_link(actor: Any, link: ContactLink, on: dt.date) -> None:
    link.ends_on = max(on, link.starts_on)
    link.save(update_fields=["ends_on"])
    enter(EntryKind.DEED, "结束联系", actor, subject=link, data={"to": on})
