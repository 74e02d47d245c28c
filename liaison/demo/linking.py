"""Whom committee members keep contact with, services to the people, good practice shown, and a project that was voted on."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from liaison.demo.network import Network
from liaison.demo.people import People
from stations.choices import LinkKind, LinkRank
from stations.linking import name_members, put_links
from stations.models import Activity, ContactLink, Label, LinkMember, LinkRecord, PlateRound, Showing
from stations.wish_lifecycle import IDEA
from stations.wishes import take_idea
from workflow.lifecycle import perform

TALKS = (
    ("visit", "代表工作单位", "了解履职情况和工作中的困难，听取对常委会工作的意见。", ""),
    ("talk", "代表联络站", "座谈代表建议办理情况。", "反映农贸市场周边停车难，已转市城管局研究。"),
    ("phone", "", "通报常委会近期工作，征求监督议题。", ""),
)
SHOWN = (("host", "接待流程上墙，登记、转办、反馈一张表管到底。", 60), ("host", "板凳议事进院落。", 60),
         ("speak", "用好微心愿和回音壁，做到件件有回音。", 0))  # fmt: skip


@dataclass
class Linking:
    people: People
    network: Network
    today: date

    def build(self) -> None:
        self.office, self.halls = self.people.users["office"], list(self.network.halls.values())
        self._members()
        self._contacts()
        self._services()
        self._shown()
        self._voted()

    def _members(self) -> None:
        """Two chiefs and three members of the city's committee; the demo deputy is a member with three of his own."""
        city = self.halls[0].area.get_parent().get_parent()
        chosen = [self.network.deputies[hall.pk][0] for hall in self.halls[:5]]
        since = self.today - timedelta(days=400)
        name_members(self.office, city, chosen[:1], LinkRank.MEMBER, since)
        name_members(self.office, city, chosen[1:3], LinkRank.CHIEF, since)
        name_members(self.office, city, chosen[3:], LinkRank.MEMBER, since)
        others = [one for hall in self.halls[5:11] for one in self.network.deputies[hall.pk][:3]]
        for number, row in enumerate(LinkMember.objects.order_by("pk")):
            mine = others[number * 3 : number * 3 + 3]
            put_links(self.office, row, mine, [], [], since)

    def _contacts(self) -> None:
        """Most were contacted lately, each third one too long ago."""
        talks = cycle(TALKS)
        LinkRecord.objects.bulk_create(
            LinkRecord(
                link=link, on=self.today - timedelta(days=300 if number % 3 == 0 else 20 + number * 7), way=way, place=place,
                content=content, issue=issue, recorded_by=self.office,
            )
            for (number, link), (way, place, content, issue) in zip(
                enumerate(ContactLink.objects.filter(kind=LinkKind.DEPUTY).order_by("pk")), talks, strict=False
            )
        )  # fmt: skip

    def _services(self) -> None:
        health = Label.objects.get(area=None, sort="service", name="健康服务")
        Activity.objects.filter(theme="义诊进社区").update(service=health)

    def _shown(self) -> None:
        row = PlateRound.objects.order_by("pk").last()
        for hall, (part, words, people) in zip(self.halls, SHOWN, strict=False):
            Showing.objects.create(
                round=row,
                station=hall,
                part=part,
                words=words,
                people=people,
                on=self.today,
                recorded_by=self.office,
            )

    def _voted(self) -> None:
        """A proposal that went through the vote and is under way; the other one waits to be sifted."""
        voter = {"voter_name": "网上群众", "phone": "13900000012", "confidential": False}
        row = take_idea(
            None, self.halls[0], voter, uuid.UUID(int=12), title="给老旧小区加装休息座椅", place="清河小区",
            benefit="老年居民约300人", text="老人散步没有地方歇脚。",
        )  # fmt: skip
        perform(IDEA, row.pk, "keep", self.office)
        vote = {
            "meeting": "云川市第十七届人民代表大会第五次会议",
            "voted_on": self.today,
            "valid": 320,
            "votes": 276,
        }
        perform(IDEA, row.pk, "choose", self.office, **vote)
        perform(IDEA, row.pk, "track", self.office, progress="已列入年度实施计划，正在选址。")
