"""Reception days, visits, matters and what became of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from deputies.choices import Gender
from liaison.demo import voices, words
from liaison.demo.clocks import Sheets
from liaison.demo.copying import write
from liaison.demo.network import Network
from liaison.demo.places import Places
from liaison.demo.sizes import Size
from pages.fields import keyed_digest
from pages.search import fill_grams
from stations.choices import Channel, OpinionState, ReceptionState, Route, TellWay
from stations.models import (
    Matter,
    Opinion,
    OpinionClock,
    OpinionEvent,
    Reception,
    ReceptionEvent,
    RosterEntry,
    Visit,
)

BATCH = 1000
ON, R = OpinionState, ReceptionState
FATES = (
    (Route.ON_SPOT, ON.CLOSED, 30),
    (Route.COMMUNITY, ON.CLOSED, 20),
    (Route.TOWN, ON.CLOSED, 15),
    (Route.OFFICE, ON.CLOSED, 20),
    (Route.REFUSED, ON.CLOSED, 6),
    (Route.OFFICE, ON.REFERRED, 0),
)


@dataclass
class Receiving:
    places: Places
    network: Network
    size: Size
    today: date
    rng: Random
    sheets: Sheets

    def build(self) -> None:
        total = self.size.receptions * self.size.years
        days = self.size.years * 365
        self.opinions_each = self.size.opinions / self.size.receptions
        self.numbers: dict[str, int] = defaultdict(int)
        hosts = list(self.network.halls.values())
        for first in range(0, total, BATCH):
            plan = []
            for number in range(first, min(first + BATCH, total)):
                back = days - number * days // total
                station = hosts[number % len(hosts)] if self.rng.random() < 0.8 else self._any_station()
                plan.append((station, self.today - timedelta(days=back)))
            self._batch(plan, R.CLOSED)
        self._coming()

    def _any_station(self):
        return self.rng.choice(self.network.stations[5:])

    def _coming(self) -> None:
        """What lies ahead: today's day of the demo station and some planned ones."""
        hosts = list(self.network.halls.values())
        self._batch([(hosts[0], self.today)], R.PUBLISHED, visits=False)
        ahead = [(host, self.today + timedelta(days=3 + n % 25)) for n, host in enumerate(hosts[:12])]
        self._batch(ahead, R.PLANNED, visits=False)

    def _batch(self, plan: list, state: str, visits: bool = True) -> None:
        rows = write(Reception, (self._reception(station, on, state) for station, on in plan))
        roster = [
            RosterEntry(reception=row, deputy=deputy, attended=self._came(state))
            for row in rows
            for deputy in self._deputies(row.station)
        ]
        write(RosterEntry, roster)
        write(
            ReceptionEvent,
            (
                ReceptionEvent(
                    subject=row,
                    action="create",
                    after=row.state,
                    at=at(row.on - timedelta(days=10)),
                    actor=self._clerk(row.station),
                )
                for row in rows
            ),
        )
        if visits:
            self._visits(rows)

    def _came(self, state: str) -> bool | None:
        """Most come; of a day still ahead nobody knows."""
        return self.rng.random() < 0.86 if state == R.CLOSED else None

    def _deputies(self, station) -> list:
        mine = self.network.deputies.get(station.pk) or self.network.deputies.get(self._hall(station).pk, [])
        return self.rng.sample(mine, min(2, len(mine)))

    def _hall(self, station):
        return self.network.halls[station.area_id]

    def _clerk(self, station):
        return self.network.clerks[self._hall(station).pk]

    def _number(self, letters: str, station, on: date) -> str:
        """The next number of a station's year, as stations.models.next_number gives it."""
        prefix = f"{letters}-{station.code}-{on.year}"
        self.numbers[prefix] += 1
        return f"{prefix}-{self.numbers[prefix]:04}"

    def _notice(self, station, on: date) -> str:
        """Under the mark of the congress's organ of the place, whose stations share its numbers."""
        key = f"GG-{station.area_id}-{on.year}"
        self.numbers[key] += 1
        return f"{self.places.committees[station.area_id].letter_mark}公告〔{on.year}〕{self.numbers[key]}号"

    def _reception(self, station, on: date, state: str) -> Reception:
        number = self._number("JD", station, on)
        return Reception(
            station=station,
            area=station.area,
            number=number,
            state=state,
            on=on,
            starts_at=time(9),
            ends_at=time(11),
            place=station.address,
            theme="倾听民声 服务群众",
            scope_note="本辖区选民反映的公共事务和民生问题",
            published_on=on - timedelta(days=5) if state != R.PLANNED else None,
            notice_number=self._notice(station, on) if state != R.PLANNED else "",
            notice_text=f"定于{on.year}年{on.month}月{on.day}日9:00至11:00在{station.address}接待选民，欢迎反映意见。"
            if state != R.PLANNED
            else "",
            summary="接待情况已整理归档。" if state == R.CLOSED else "",
        )

    def _visits(self, receptions: list) -> None:
        visits, told = [], []
        for reception in receptions:
            count = int(self.opinions_each) + (self.rng.random() < self.opinions_each % 1)
            while count > 0:
                matters = min(count, 1 + (self.rng.random() < 0.2))
                visits.append(self._visit(reception))
                told.append(matters)
                count -= matters
        write(Visit, visits)
        self._opinions(
            [(visit, order) for visit, n in zip(visits, told, strict=True) for order in range(1, n + 1)]
        )

    def _visit(self, reception) -> Visit:
        rng = self.rng
        phone = f"13{rng.randint(0, 999999999):09}" if rng.random() < 0.7 else ""
        return Visit(
            reception=reception,
            station=reception.station,
            area=reception.area,
            on=reception.on,
            number=self._number("DJ", reception.station, reception.on),
            voter_name=words.name(rng),
            gender=rng.choice(Gender.values),
            phone=phone,
            phone_digest=keyed_digest(phone) if phone else "",
            address=rng.choice(words.PLACES),
            confidential=rng.random() < 0.03,
            recorded_by=self._clerk(reception.station),
            recorded_at=at(reception.on, 10),
        )

    def _opinions(self, asked: list) -> None:
        rows = [self._opinion(visit) for visit, _ in asked]
        fill_grams(rows)
        write(Opinion, rows)
        write(
            Matter, (self._matter(row, visit, order) for row, (visit, order) in zip(rows, asked, strict=True))
        )
        write(OpinionEvent, (event for row in rows for event in self._events(row)))
        write(OpinionClock, (self._clock(row) for row in rows if row.referred_on))

    def _opinion(self, visit) -> Opinion:
        rng = self.rng
        trouble, place = rng.choice(words.TROUBLES), rng.choice(words.PLACES)
        route = rng.choices([f[0] for f in FATES], [f[2] for f in FATES])[0]
        refused = rng.choice(words.NOT_ACCEPTED) if route == Route.REFUSED else None
        if refused:
            trouble = (refused[0], refused[1], "")
        row = Opinion(
            station=visit.station,
            area=visit.area,
            number=self._number("YJ", visit.station, visit.on),
            text=refused[1] if refused else words.complaint(rng, trouble, place),
            summary="" if refused else f"{place}{trouble[1]}",
            route=route,
            refusal=refused[2] if refused else "",
            go_instead=refused[3] if refused else "",
            category=self.places.categories[trouble[0]],
            confidential=visit.confidential,
            opened_on=visit.on,
            channel=Channel.RECEPTION,
        )
        self._decide(row, trouble, place)
        return row

    def _decide(self, row: Opinion, trouble, place: str) -> None:
        """Older opinions are closed; of the last two months' some are still on their way."""
        rng, age = self.rng, (self.today - row.opened_on).days
        open_still = age < 60 and rng.random() < 0.5 and row.route != Route.REFUSED
        row.state = ON.CLOSED
        if row.route in (Route.COMMUNITY, Route.TOWN, Route.OFFICE):
            row.referred_on = row.opened_on + timedelta(days=1)
            row.due_on = self.sheets.of("opinion", row.area, row.referred_on).due_on
            row.receiver = f"{row.area.name}有关社区" if row.route == Route.COMMUNITY else row.area.name
            if row.route == Route.OFFICE:
                units = self.places.fitting(self.places.city, row.category.name)
                row.office = rng.choice(units or self.places.units[self.places.city.pk][:24])
                row.receiver = ""
            if open_still:
                row.state = ON.REFERRED
        elif open_still:
            row.state, row.route = (ON.OPENED, "") if rng.random() < 0.6 else (ON.ANSWERED, row.route)
        if row.state in (ON.CLOSED, ON.ANSWERED) and row.route != Route.REFUSED:
            answered = max(
                row.opened_on + timedelta(days=rng.randint(0, 25)), row.referred_on or row.opened_on
            )
            row.answered_on = min(self.today, answered)
            row.answer = voices.answer(rng, trouble, place)

    def _matter(self, row: Opinion, visit, order: int) -> Matter:
        told = row.state == ON.CLOSED
        return Matter(
            visit=visit,
            opinion=row,
            order=order,
            text=row.text,
            category=row.category,
            told_on=(row.answered_on or row.opened_on) if told else None,
            told_how=TellWay.PHONE if told else "",
            told_by=visit.recorded_by if told else None,
        )

    def _events(self, row: Opinion):
        clerk = self._clerk(row.station)
        yield OpinionEvent(
            subject=row, action="create", after=ON.OPENED, actor=clerk, at=at(row.opened_on, 10)
        )
        if row.referred_on:
            yield OpinionEvent(
                subject=row,
                action="refer",
                before=ON.OPENED,
                after=ON.REFERRED,
                actor=clerk,
                at=at(row.referred_on),
            )
        if row.state == ON.CLOSED:
            on = row.answered_on or row.opened_on
            yield OpinionEvent(
                subject=row, action="close", before=ON.ANSWERED, after=ON.CLOSED, actor=clerk, at=at(on, 16)
            )

    def _clock(self, row: Opinion) -> OpinionClock:
        facts = self.sheets.stored("opinion", row.area, row.referred_on)
        stopped = row.answered_on if row.state != ON.REFERRED else None
        return OpinionClock(
            subject=row, rule="opinion", office=row.office, started_on=row.referred_on, stopped_on=stopped, **facts
        )  # fmt: skip


def at(day: date, hour: int = 15) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
