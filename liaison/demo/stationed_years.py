"""Years of the stations' own work in bulk, for the large sizes: activities, contacts, points, money, grids, reviews."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from liaison.demo import words
from liaison.demo.copying import write
from liaison.demo.institution import ACTS, BRANDS, SEEN
from liaison.demo.network import Network
from liaison.demo.people import People
from stations.models import (
    Activity,
    Brand,
    DeputyReview,
    FollowUp,
    FundEntry,
    Grid,
    GridDeputy,
    Guide,
    Label,
    Observation,
    Participation,
    Station,
    StationKind,
    VoterContact,
)

HALL_ACTS, POINT_ACTS = 12, 4  # a year: once a month at a station (TL-06), once a quarter at a point
POINTS = 8  # one station in so many observes something
SEEN_A_YEAR = 6
CONTACTS = 10  # voters on a deputy's list (ZY-06)
GRIDS = 6  # small grids a town


@dataclass
class StationedYears:
    people: People
    network: Network
    years: int
    today: date
    rng: Random

    def build(self) -> None:
        self.halls = list(self.network.halls.values())
        self.keepers = {hall.area_id: self.network.clerks[hall.pk] for hall in self.halls}
        self.home = {hall.area_id: self.network.deputies.get(hall.pk, []) for hall in self.halls}
        self.kinds = {row.name: row for row in Label.objects.filter(area=None, sort="kind")}
        self.functions = list(Label.objects.filter(area=None, sort="function"))
        self.brands = [
            Brand.objects.create(area=hall.area, name=f"{BRANDS[n % len(BRANDS)][0]}（{hall.area.name}）", since=date(2019, 5, 1))
            for n, hall in enumerate(self.halls)
        ]  # fmt: skip
        for brand, hall in zip(self.brands, self.halls, strict=True):
            brand.stations.add(hall)
        for back in range(self.years):
            self._activities(back)
            self._points(back)
            self._money(self.today.year - back)
            self._reviews(self.today.year - 1 - back)
        self._contacts()
        self._grids()
        self._guides()

    def _day(self, back: int) -> date:
        """Some day of the year that ended so many years ago."""
        return self.today - timedelta(days=back * 365 + self.rng.randrange(365))

    def _activities(self, back: int) -> None:
        rows = [
            self._activity(station, self._day(back))
            for station in self.network.stations
            for _ in range(HALL_ACTS if station.pk in self.network.clerks else POINT_ACTS)
            if station.area_id in self.keepers
        ]
        write(Activity, rows)
        write(Participation, (
            Participation(activity=row, deputy=deputy)
            for row in rows
            for deputy in self._some(row.area_id, 3)
        ))  # fmt: skip

    def _activity(self, station: Station, on: date) -> Activity:
        kind, theme, done, outcome = self.rng.choice(ACTS)
        place = self.halls.index(station) if station.pk in self.network.clerks else -1
        return Activity(
            area=station.area, station=station, kind=self.kinds[kind], theme=theme, done=done, outcome=outcome, on=on,
            function=self.rng.choice(self.functions), brand=self.brands[place] if place >= 0 else None,
            place=station.address, others=self.rng.randrange(5, 60), recorded_by=self.keepers[station.area_id],
            recorded_at=moment(on),
        )  # fmt: skip

    def _some(self, area_id: int, most: int) -> list:
        here = self.home.get(area_id, [])
        return self.rng.sample(here, min(most, len(here)))

    def _points(self, back: int) -> None:
        """What points saw; followed once each."""
        kinds = list(StationKind.objects.filter(observes=True))
        points = [row for row in self.network.stations if row.area_id in self.keepers][::POINTS]
        if back == 0:
            for number, row in enumerate(points):
                row.kind = kinds[number % len(kinds)]
            Station.objects.bulk_update(points, ("kind",), batch_size=500)
        rows = write(
            Observation, (self._seen(row, self._day(back)) for row in points for _ in range(SEEN_A_YEAR))
        )
        write(FollowUp, (
            FollowUp(observation=row, on=min(self.today, row.on + timedelta(days=20)), text="已向主管部门了解情况。",
                     recorded_by=row.recorded_by, recorded_at=moment(row.on))
            for row in rows
        ))  # fmt: skip

    def _seen(self, station: Station, on: date) -> Observation:
        _, title, text, advice = self.rng.choice(SEEN)
        old = on < self.today - timedelta(days=60)
        return Observation(
            area=station.area, station=station, on=on, title=title, text=text, advice=advice, observer=words.name(self.rng),
            recorded_by=self.keepers[station.area_id], recorded_at=moment(on),
            next_on=None if old else on + timedelta(days=70), closed_on=on + timedelta(days=40) if old else None,
        )  # fmt: skip

    def _money(self, year: int) -> None:
        write(FundEntry, (
            FundEntry(area=row.area, station=row, year=year, kind=kind, on=min(self.today, date(year, month, 1)), item=item,
                      amount=Decimal(self.rng.randrange(1, 25) * 1000), recorded_by=self.keepers.get(row.area_id))
            for row in self.network.stations
            for kind, month, item in (("allotment", 3, "年度运行经费"), ("spending", 6, "办公支出"), ("spending", 9, "活动支出"))
        ))  # fmt: skip

    def _reviews(self, year: int) -> None:
        grades = list(Label.objects.filter(area=None, sort="grade"))
        write(DeputyReview, (
            DeputyReview(area=hall.area, station=hall, deputy=deputy, year=year, grade=self.rng.choice(grades[:3]),
                         words="接待认真，联系群众经常。", recorded_by=self.network.clerks[hall.pk],
                         recorded_at=moment(date(year, 12, 20)))
            for hall in self.halls
            for deputy in self.network.deputies.get(hall.pk, [])
        ))  # fmt: skip

    def _contacts(self) -> None:
        write(VoterContact, self._listed())

    def _listed(self) -> Iterator[VoterContact]:
        for hall in self.halls:
            for deputy in self.network.deputies.get(hall.pk, []):
                for _ in range(self.rng.randrange(CONTACTS - 3, CONTACTS + 3)):
                    yield VoterContact(
                        station=hall, deputy=deputy, name=words.name(self.rng), address=self.rng.choice(words.PLACES),
                        starts_on=self._day(self.rng.randrange(self.years)), recorded_by=self.network.clerks[hall.pk],
                    )  # fmt: skip

    def _grids(self) -> None:
        bigs = write(Grid, (
            Grid(area=hall.area, tier="big", code=f"{hall.area.code}-D", name=f"{hall.area.name}大网格") for hall in self.halls
        ))  # fmt: skip
        smalls = write(Grid, (
            Grid(area=big.area, parent=big, tier="small", code=f"{big.area.code}-X{number}", households=400,
                 name=f"{big.area.name}第{number}网格")
            for big in bigs
            for number in range(1, GRIDS + 1)
        ))  # fmt: skip
        write(GridDeputy, (
            GridDeputy(grid=grid, deputy=deputy, starts_on=date(2022, 5, 1))
            for grid in (*bigs, *smalls)
            for deputy in self._some(grid.area_id, 2)
        ))  # fmt: skip

    def _guides(self) -> None:
        """One leader for all stations of the towns: the demo has no other."""
        leader = self.people.users["leader"]
        write(Guide, (
            Guide(area=hall.area, leader=leader, station=hall, starts_on=date(2022, 2, 1), recorded_by=self.people.users["office"])
            for hall in self.halls
        ))  # fmt: skip


def moment(on: date) -> datetime:
    """Four in the afternoon of a day, in China."""
    return timezone.make_aware(datetime(on.year, on.month, on.day, 16))
