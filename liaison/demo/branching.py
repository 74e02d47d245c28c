"""The demo station's opinions at every branch, voters who booked, and themes in the hands of a group; by the real steps."""

import uuid
from dataclasses import dataclass
from datetime import date
from random import Random

from deputies.models import Group
from liaison.demo import words
from liaison.demo.network import Network
from liaison.demo.people import People
from liaison.demo.places import Places
from offices.models import Setting
from stations.booking import ask_for_place
from stations.booking_lifecycle import BOOKING
from stations.choices import ReceptionState, Route
from stations.guiding import put
from stations.intake import NewMatter, log_visit
from stations.models import Opinion, Reception, Theme
from stations.notice_numbers import next_notice
from stations.opinion_lifecycle import OPINION
from stations.orders import send
from stations.reception_lifecycle import RECEPTION
from stations.rules import notice_text
from stations.theme_lifecycle import THEME
from stations.themes import propose
from workflow.lifecycle import perform

LIFTS = (
    ("城乡建设", "红星小区没有电梯，我家住六楼，老人上下楼太难，希望推进加装电梯。"),
    ("城乡建设", "红星小区老楼没有电梯，老人上下楼实在困难，盼着早点推进加装电梯。"),
    ("城乡建设", "红星小区三号楼的老人上下楼困难，能不能推进加装电梯，没有电梯太不方便。"),
)
SHUTTLES = (
    ("交通出行", "白云社区到中心医院没有直达公交，老人看病要转两趟车，希望增加一班公交。"),
    ("交通出行", "从白云社区去中心医院看病没有直达公交，转两趟车很不方便，希望增加公交。"),
)
PHONES = ("13900004321", "13900004322", "13900004323", "13900004324")


@dataclass
class Branching:
    places: Places
    people: People
    network: Network
    today: date
    rng: Random

    def build(self) -> None:
        self.clerk = self.people.users["station"]
        self.office = self.people.users["office"]
        self.hall = self.network.halls[self.places.towns[0].pk]
        self._ordered()
        self._at_the_hotline()
        self._pending()
        self._merged()
        self._bookings()
        self._themes()

    def _heard(self, said: tuple[str, str] | None = None, route: str = "", **fields) -> Opinion:
        """One voter more, who came by himself."""
        trouble = self.rng.choice(words.TROUBLES)
        category, text = said or (trouble[0], words.complaint(self.rng, trouble))
        voter = {"voter_name": words.name(self.rng), "phone": self.rng.choice(PHONES)}
        matter = NewMatter(text, self.places.categories[category], route, fields, "" if said else trouble[1])
        token = uuid.UUID(int=self.rng.getrandbits(128))
        logged = log_visit(self.clerk, self.hall, voter, [matter], on=self.today, token=token)
        return logged.visit.matters.get().opinion

    def _ordered(self) -> None:
        """Three opinions sent to their units on one order."""
        city = self.places.city
        rows = [self._heard() for _ in range(3)]
        units = [
            (self.places.fitting(city, row.category.name) or self.places.units[city.pk])[0] for row in rows
        ]
        send(self.clerk, dict(zip(rows, units, strict=True)), "请派人到现场核实。")

    def _at_the_hotline(self) -> None:
        """One waits for the hotline's number, one has it, one came back answered."""
        self._heard(route=Route.HOTLINE)
        for number, answer in (("1234520261120001", ""), ("1234520261120002", "已安排维修，三日内完成。")):
            row = self._heard(route=Route.HOTLINE)
            perform(OPINION, row.pk, "number", self.clerk, outside=number)
            if answer:
                perform(OPINION, row.pk, "hotline", self.clerk, answer=answer)
            else:  # the demo deputy follows it
                perform(
                    OPINION, row.pk, "oversee", self.clerk, overseer=self.network.deputies[self.hall.pk][0]
                )

    def _pending(self) -> None:
        row = self._heard()
        perform(OPINION, row.pk, "triage", self.clerk, level="county")
        perform(OPINION, row.pk, "ask", self.clerk, advice="建议转市住房和城乡建设局办理。")

    def _merged(self) -> None:
        """Two voters of one trouble, handled once."""
        first, second = (self._heard(said) for said in SHUTTLES)
        perform(OPINION, second.pk, "merge", self.clerk, into=first)

    def _bookings(self) -> None:
        """The next day is announced; one voter waits for an answer, one was told when to come, one another day."""
        rows = Reception.objects.filter(
            station=self.hall, on__gt=self.today, state=ReceptionState.PLANNED, roster__isnull=False
        )
        days = list(rows.distinct().order_by("on", "pk")[:2])
        for day in days:
            names = list(day.roster.order_by("pk").values_list("deputy__name", flat=True))
            told = notice_text(
                str(day.station), day.on, day.starts_at, day.ends_at, day.place, names, day.theme, ""
            )
            perform(RECEPTION, day.pk, "publish", self.clerk, notice_number=next_notice(day.station, day.on.year),
                    notice_text=told, late_ok=True)  # fmt: skip
        asked = [self._asks(days[0], phone) for phone in PHONES[:3]] if days else []
        if asked:
            perform(BOOKING, asked[1].pk, "confirm", self.clerk, note="请十点前后到。")
        if len(days) > 1:
            note = "当天预约较多。"
            perform(BOOKING, asked[2].pk, "propose", self.clerk, proposed=days[1], note=note)

    def _asks(self, day: Reception, phone: str):
        voter = {
            "voter_name": words.name(self.rng),
            "phone": phone,
            "about": self.rng.choice(words.TROUBLES)[1],
        }
        return ask_for_place(day, voter, uuid.UUID(int=self.rng.getrandbits(128)))

    def _themes(self) -> None:
        """One waits for the deputies' group, one is in its hands."""
        group = Group.objects.filter(stations=self.hall, active=True).order_by("pk").first()
        if group is None:
            return
        lifts = [self._heard(said) for said in LIFTS]
        self._theme(
            group, lifts, "老旧小区加装电梯难", "红星小区多位居民反映，希望小组走访后提出可行的办法。"
        )
        alike = Opinion.objects.filter(station=self.hall, state="closed", confidential=False).exclude(
            refusal__gt=""
        )
        taken = self._theme(
            group,
            list(alike.order_by("-opened_on", "-pk")[:3]),
            "办结事项回头看",
            "请小组抽查办结事项是否真正解决。",
        )
        perform(THEME, taken.pk, "take_up", self.clerk)
        perform(THEME, taken.pk, "record", self.clerk, note="走访三户，听取意见。")
        self._guided(group, lifts[:2])

    def _guided(self, group: Group, rows: list[Opinion]) -> None:
        """From now on the city's leader agrees to themes first; one waits for him."""
        leader = self.people.users["leader"]
        put(self.office, leader, list(self.network.halls.values())[:8], [group], self.today)
        Setting.objects.create(
            area=self.places.city, key="theme_approval", value="yes", unit="switch", valid_from=self.today,
            source="云川市人大常委会联系指导办法",
        )  # fmt: skip
        reason = "老人反映集中，请小组先摸清底数。"
        self._theme(group, rows, "老年人出行不便", reason)

    def _theme(self, group: Group, rows: list[Opinion], title: str, reason: str) -> Theme:
        category = rows[0].category
        return propose(self.clerk, group, rows, title=title, reason=reason, category=category)
