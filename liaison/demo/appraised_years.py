"""Years of the stations as institutions in bulk, for the large sizes: checks, appraisals with evidence, honours, plates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from liaison.demo.copying import write
from liaison.demo.network import Network
from liaison.demo.people import People
from liaison.demo.places import Places
from liaison.demo.stationed_years import moment
from stations.grades import AppraisalState, HonourKind, PlateState, RoundState
from stations.honouring import NUMERALS
from stations.models import (
    Appraisal,
    AppraisalEvent,
    AppraisalEvidence,
    AppraisalGroup,
    AppraisalRound,
    AppraisalScore,
    Candidate,
    Honour,
    PlateGroup,
    PlateRound,
    RoundEvent,
    StandardCheck,
    StandardSet,
    Tier,
)
from stations.rounds import begin_items
from stations.standard_use import adopt

STARS = ((95, 5), (90, 4), (85, 3))  # how the demo's points become stars
STEPS = ("create", "report", "inspect", "decide", "settle")
GROUPS = ("第一检查验收组", "第二检查验收组", "第三检查验收组")
PLATES, STANDING = 40, 80  # of so many candidates so many get a plate (DL-04)
PAPER = b"%PDF-1.4\n%%EOF\n"


@dataclass
class AppraisedYears:
    places: Places
    people: People
    network: Network
    years: int
    today: date
    rng: Random

    def build(self) -> None:
        self.office, self.city = self.people.users["office"], self.places.city
        self.paper = default_storage.save("appraisal/demo.pdf", ContentFile(PAPER))
        self._checks()
        for year in range(self.today.year - self.years, self.today.year):
            self._round(year)
            self._plates(year)

    def _checks(self) -> None:
        own = adopt(self.office, StandardSet.objects.get(area=None, name="八有"), self.city)
        items = list(own.items.filter(fact="", active=True))
        write(StandardCheck, (
            StandardCheck(station=station, item=item, met=self.rng.random() < 0.85, checked_by=self.office)
            for station in self.network.stations
            for item in items
        ))  # fmt: skip

    def _round(self, year: int) -> None:
        """One closed round of all stations: scores, a paper for each, events, the result, stars."""
        row = AppraisalRound.objects.create(
            area=self.city, year=year, name=f"云川市{year}年人大代表联络站考评", state=RoundState.CLOSED,
            starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), report_by=date(year, 12, 31),
        )  # fmt: skip
        row.tiers.set(Tier.objects.filter(name__in=("联络站", "联络点")))
        begin_items(row)
        RoundEvent.objects.create(subject=row, action="create", after=row.state, actor=self.office)
        groups = [AppraisalGroup.objects.create(round=row, name=name) for name in GROUPS]
        for group in groups:
            group.members.add(self.office)
        made = write(
            Appraisal, (self._appraisal(row, groups, station, year) for station in self.network.stations)
        )
        scores = write(AppraisalScore, self._scores(made, list(row.items.all())))
        write(AppraisalEvidence, (
            AppraisalEvidence(score=one, file=self.paper, name="佐证材料.pdf", size=len(PAPER), sent_by=self.office)
            for one in scores if one.self_points is not None and one.item.order == 12
        ))  # fmt: skip
        write(AppraisalEvent, (
            AppraisalEvent(subject=one, action=action, after=one.state, actor=self.office, at=moment(one.decided_on))
            for one in made
            for action in STEPS
        ))  # fmt: skip
        self._stars(made, year)

    def _appraisal(self, row: AppraisalRound, groups: list[AppraisalGroup], station, year: int) -> Appraisal:
        total = self.rng.randrange(550, 1000)
        points, told = Decimal(total) / 10, date(year, 12, 28)
        stars = next((number for least, number in STARS if points >= least), 0)
        return Appraisal(
            round=row, station=station, area=station.area, group=self.rng.choice(groups), state=AppraisalState.SETTLED,
            total=points, grade="excellent" if points >= 90 else "pass" if points >= 60 else "rectify", stars=stars,
            words="现场查看，台账齐全。", reported_on=told - timedelta(days=20), inspected_on=told - timedelta(days=10),
            decided_on=told, accepted_on=told,
        )  # fmt: skip

    def _scores(self, made: list[Appraisal], items: list) -> Iterator[AppraisalScore]:
        for one in made:
            for item in items:
                share = Decimal(self.rng.randrange(60, 101)) / 100
                points = round(item.points * share, 1)
                counted = {"got": int(share * 100), "out_of": 100} if item.fact else {"self_points": points}
                yield AppraisalScore(appraisal=one, item=item, points=points, **counted)

    def _stars(self, made: list[Appraisal], year: int) -> None:
        """The stars of a year last until the next appraisal."""
        on, last = date(year, 12, 28), year == self.today.year - 1
        write(Honour, (
            Honour(station=one.station, area=one.area, kind=HonourKind.STARS, stars=one.stars, granted_on=on, appraisal=one,
                   name=f"{year}年度{NUMERALS[one.stars]}星级联络站", ended_on=None if last else date(year + 1, 12, 28),
                   ended_because="" if last else f"{year + 1}年重新评定")
            for one in made if one.stars
        ))  # fmt: skip

    def _plates(self, year: int) -> None:
        most = min(STANDING, len(self.network.stations))
        row = PlateRound.objects.create(
            area=self.city, name=f"云川市{year}年示范人大代表联络站评选", plate="示范人大代表联络站", year=year, most=most,
            cut=max(1, min(PLATES, most // 2)), state=PlateState.AWARDED, awarded_on=date(year, 12, 30), letters="云示",
        )  # fmt: skip
        groups = [PlateGroup.objects.create(round=row, name=name) for name in GROUPS]
        last = year == self.today.year - 1
        chosen = self.rng.sample(self.network.stations, most)
        given = write(Honour, (
            Honour(station=station, area=station.area, kind=HonourKind.PLATE, name=row.plate, number=f"云示{year}-{place:03}",
                   granted_on=row.awarded_on, ended_on=None if last else date(year + 1, 12, 30),
                   ended_because="" if last else f"{year + 1}年重新授牌")
            for place, station in enumerate(chosen[: row.cut], 1)
        ))  # fmt: skip
        write(Candidate, (
            Candidate(round=row, station=station, area=station.area, group=groups[place % len(groups)],
                      reason="接待规范，件件有回音",
                      named_by=self.office, named_at=moment(date(year, 11, 1)), score=Decimal(1000 - place * 3) / 10,
                      scored_by=self.office, place=place, honour=given[place - 1] if place <= row.cut else None)
            for place, station in enumerate(chosen, 1)
        ))  # fmt: skip
