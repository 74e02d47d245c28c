"""Years of contacts kept by members of the city's standing committee, and services of deputies, for the large sizes."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle, islice

from django.db.models import F

from accounts.models import User
from deputies.models import Deputy
from liaison.demo.linking import TALKS
from offices.models import Area
from stations.choices import LinkKind, LinkRank
from stations.models import Activity, ContactLink, Label, LinkMember, LinkRecord

MEMBERS, EACH = 50, 20  # members, and deputies with whom each keeps contact
TALKS_A_YEAR = 2
SERVED = 12  # one activity in so many is a service


def build(office: User, city: Area, deputies: Sequence[Deputy], years: int, today: date) -> None:
    since = today - timedelta(days=365 * years)
    members = LinkMember.objects.bulk_create(
        LinkMember(area=city, deputy=one, rank=LinkRank.MEMBER if number else LinkRank.CHIEF, starts_on=since)
        for number, one in enumerate(deputies[:MEMBERS])
    )
    others = cycle(deputies[MEMBERS:])
    links = ContactLink.objects.bulk_create(
        ContactLink(member=member, kind=LinkKind.DEPUTY, deputy=one, starts_on=since)
        for member in members
        for one in islice(others, EACH)
    )
    talks = cycle(TALKS)
    LinkRecord.objects.bulk_create(
        (
            LinkRecord(
                link=link, on=today - timedelta(days=20 + number * 365 // TALKS_A_YEAR), way=way, place=place,
                content=content, issue=issue, recorded_by=office,
            )
            for link in links
            for number, (way, place, content, issue) in zip(range(TALKS_A_YEAR * years), talks, strict=False)
        ),
        batch_size=5000,
    )  # fmt: skip
    services = list(Label.objects.filter(area=None, sort="service").order_by("pk"))
    spread = Activity.objects.annotate(turn=F("pk") % (SERVED * len(services)))
    for number, kind in enumerate(services):
        spread.filter(turn=number * SERVED).update(service=kind)
