"""Years of deputies' letters and of what a standing committee supervised, for the large sizes."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from random import Random

from liaison.demo import words
from liaison.demo.copying import write
from liaison.demo.people import People
from liaison.demo.places import Places
from liaison.demo.registry import Registry
from pages.search import fill_grams
from stations.choices import ScrutinyState, ScrutinyWay
from stations.models import LinkMember, Scrutiny, ScrutinyRecord
from suggestions.choices import Consent, DeclineReason, Kind, SuggestionState
from suggestions.models import Suggestion

LETTERS, SCRUTINIES, RECORDS = 150, 60, 4  # in a year; records of each item


@dataclass
class SupervisedYears:
    places: Places
    people: People
    registry: Registry
    years: int
    today: date
    rng: Random

    def build(self) -> None:
        self.office, self.city = self.people.users["office"], self.places.city
        days = [self.today - timedelta(days=365 * year) for year in range(self.years)]
        self._letters(days)
        self._supervised(days)

    def _day(self, until: date) -> date:
        return until - timedelta(days=self.rng.randint(1, 360))

    def _letters(self, days: list[date]) -> None:
        """What was not registered and kept as a deputy's letter."""
        area, term = self.city, self.registry.terms[self.city.pk][-1]
        rows = [
            Suggestion(
                area=area, term=term, deputy=self.rng.choice(self.registry.by_congress[area.pk]), kind=Kind.SINGLE,
                category=self.places.categories[trouble[0]], consent=Consent.NONE, submitted_on=self._day(day),
                state=SuggestionState.LETTER, decline_reason=self.rng.choice(DeclineReason.values),
                **words.suggestion(self.rng, trouble),
            )
            for day in days
            for trouble in self.rng.choices(words.TROUBLES, k=LETTERS)
        ]  # fmt: skip
        fill_grams(rows)
        write(Suggestion, rows)

    def _supervised(self, days: list[date]) -> None:
        """The plan of supervision of each year: this year's under way, the others done."""
        members, ways = list(LinkMember.objects.filter(area=self.city)), ScrutinyWay.values
        made = write(Scrutiny, (
            Scrutiny(
                area=self.city, year=day.year, title=f"{day.year}年第{number + 1}项监督事项", points="办理质量和群众反映。",
                due_on=self._day(day), state=ScrutinyState.PLANNED if day == self.today else ScrutinyState.DONE,
                done_on=None if day == self.today else day, outcome="" if day == self.today else "已听取报告并跟踪落实。",
            )
            for day, number in product(days, range(SCRUTINIES))
        ))  # fmt: skip
        leads = Scrutiny.leads.through
        write(leads, (leads(scrutiny=one, linkmember=self.rng.choice(members)) for one in made))
        write(ScrutinyRecord, (
            ScrutinyRecord(subject=one, on=one.due_on - timedelta(days=10 * number), way=self.rng.choice(ways),
                           content="实地查看并听取汇报。", recorded_by=self.office)
            for one, number in product(made, range(RECORDS))
        ))  # fmt: skip
