"""Years of what is told of handling, for the large sizes: rating meetings with their votes."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from random import Random

from liaison.demo.copying import write
from liaison.demo.people import People
from liaison.demo.places import Places
from suggestions.ballot_rules import Votes, rule_on
from suggestions.balloting import papers_of, rule_of
from suggestions.choices import SuggestionState
from suggestions.models import HandlingMeeting, MeetingBallot, MeetingItem, Suggestion

# in a year: meetings and the suggestions put to a vote at each
MEETINGS, ITEMS = 60, 12


@dataclass
class RatedYears:
    places: Places
    people: People
    years: int
    today: date
    rng: Random

    def build(self) -> None:
        self.begin()
        self._meetings(self.days)

    def begin(self) -> None:
        self.office, self.city = self.people.users["office"], self.places.city
        self.own = self.office.posts.get().office
        closed = Suggestion.objects.filter(area=self.city, state=SuggestionState.CLOSED, confidential=False)
        self.closed = list(closed.order_by("pk").values_list("pk", flat=True))
        self.days = [self.today - timedelta(days=365 * year) for year in range(self.years)]

    def _day(self, until: date) -> date:
        return until - timedelta(days=self.rng.randint(1, 360))

    def _some(self, most: int) -> list[int]:
        return self.rng.sample(self.closed, min(most, len(self.closed)))

    def _meetings(self, days: list[date]) -> None:
        """Ballots beside meetings of other kinds, a third of all."""
        made = write(HandlingMeeting, (
            HandlingMeeting(
                area=self.city, office=self.own, kind="inquiry" if number % 3 == 0 else "assess", on=self._day(day),
                title=f"{day.year}年代表建议办理第{number + 1}次会议", place="会议室", people="常委会组成人员、列席代表",
                record="听取办理情况报告并当场测评。", recorded_by=self.office,
            )
            for day, number in product(days, range(MEETINGS))
        ))  # fmt: skip
        rule = rule_on(self.city, self.today).kept()
        ballots = write(MeetingBallot, (
            MeetingBallot(meeting=one, entitled=45, present=42, issued=42, returned=42, tellers="马晓东、何秀兰",
                          rule=rule, recorded_by=self.office)
            for one in made if one.kind == "assess"
        ))  # fmt: skip
        counted = {ballot.meeting_id: ballot for ballot in ballots}
        write(
            MeetingItem,
            (self._item(one, pk, counted.get(one.pk)) for one in made for pk in self._some(ITEMS)),
        )

    def _item(self, meeting: HandlingMeeting, suggestion: int, ballot: MeetingBallot | None) -> MeetingItem:
        item = MeetingItem(meeting=meeting, suggestion_id=suggestion)
        if ballot:
            pleased = self.rng.randint(8, 38)
            votes = Votes(pleased, 40 - pleased, self.rng.randint(0, 2))
            item.satisfied, item.basically, item.dissatisfied = votes
            item.verdict = rule_of(ballot).verdict(papers_of(ballot), votes)
        return item
