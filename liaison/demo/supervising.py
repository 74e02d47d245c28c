"""Presidium members with their links, what is supervised this year, campaigns, and more of what the points observe."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from liaison.demo.network import Network
from liaison.demo.people import People
from liaison.demo.supervised import CAMPAIGNS, ENTERPRISES, ITEMS, SEEN
from stations.choices import LinkKind, LinkRank
from stations.linking import name_members, put_links
from stations.models import (
    Activity,
    ContactLink,
    FollowUp,
    Label,
    LinkMember,
    LinkRecord,
    Observation,
    Scrutiny,
)
from stations.scrutiny_lifecycle import SCRUTINY
from suggestions.models import Suggestion
from workflow.lifecycle import begin, perform


@dataclass
class Supervising:
    people: People
    network: Network
    today: date

    def build(self) -> None:
        self.office, self.halls = self.people.users["office"], list(self.network.halls.values())
        self.city = self.halls[0].area.get_parent().get_parent()
        self._presidium()
        self._scrutinies()
        self._campaigns()
        self._observations()

    def _presidium(self) -> None:
        """A town's presidium: three members, each with deputies, the station and an enterprise to keep contact with."""
        hall = next(one for one in self.halls if one.area.kind == "town")
        here, since = self.network.deputies[hall.pk], self.today - timedelta(days=300)
        name_members(self.office, hall.area, here[:3], LinkRank.PRESIDIUM, since)
        for number, row in enumerate(LinkMember.objects.filter(area=hall.area).order_by("pk")):
            put_links(self.office, row, here[3 + number :: 3][:2], [hall], [ENTERPRISES[number]], since)
        links = ContactLink.objects.filter(member__area=hall.area).exclude(kind=LinkKind.STATION)
        LinkRecord.objects.bulk_create(
            LinkRecord(
                link=link, on=self.today - timedelta(days=15 + number * 20), way="visit", place=hall.area.name,
                content="走访了解情况，听取对镇人大工作的意见。", issue="", recorded_by=self.office,
            )
            for number, link in enumerate(links.order_by("pk"))
        )  # fmt: skip

    def _scrutinies(self) -> None:
        """The year's plan of the city's committee: one done, two under way, one waits."""
        leads = list(LinkMember.objects.filter(area=self.city).order_by("pk"))
        for number, (title, source, points, deeds, outcome) in enumerate(ITEMS):
            row = Scrutiny.objects.create(
                area=self.city, year=self.today.year, title=title, source=source, points=points,
                due_on=self.today + timedelta(days=60 - number * 20),
            )  # fmt: skip
            row.leads.add(leads[number % len(leads)])
            begin(SCRUTINY, row, self.office)
            for back, (way, content, found, led_to) in enumerate(deeds):
                on = self.today - timedelta(days=40 - back * 12)
                deed = {"on": on, "way": way, "content": content, "found": found, "led_to": led_to}
                perform(SCRUTINY, row.pk, "record", self.office, **deed)
            if outcome:
                perform(SCRUTINY, row.pk, "finish", self.office, outcome=outcome)

    def _campaigns(self) -> None:
        """Two campaigns of the year, with activities and suggestions that belong to them."""
        made = [Label.objects.create(area=self.city, sort="campaign", name=name) for name in CAMPAIGNS]
        keys = list(
            Activity.objects.filter(area__path__startswith=self.city.path)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        Activity.objects.filter(pk__in=keys[::6]).update(campaign=made[0])
        Activity.objects.filter(pk__in=keys[1::9]).update(campaign=made[1])
        raised = list(Suggestion.objects.filter(area=self.city).order_by("pk").values_list("pk", flat=True))
        Suggestion.objects.filter(pk__in=raised[::8]).update(campaign=made[1])

    def _observations(self) -> None:
        """Each point's further records; some are followed on, some are over."""
        points = Observation.objects.order_by("pk").select_related("station__kind", "deputy")
        days = cycle((8, 35, 62, 90, 120))
        for first in {row.station_id: row for row in points}.values():
            for number, (title, text, advice) in enumerate(SEEN[first.station.kind.name]):
                on = self.today - timedelta(days=next(days))
                over = number == 1
                row = Observation.objects.create(
                    area=first.area, station=first.station, on=on, title=title, text=text, advice=advice,
                    deputy=first.deputy, recorded_by=first.recorded_by, category=first.category,
                    next_on=None if over else self.today + timedelta(days=15), closed_on=self.today if over else None,
                )  # fmt: skip
                FollowUp.objects.create(
                    observation=row, on=self.today - timedelta(days=2),
                    text="情况已改善，结束跟踪。" if over else "已与主管部门沟通，继续跟踪。",
                    recorded_by=first.recorded_by,
                )  # fmt: skip
