"""How handling was rated, for the demo people: the votes of a 测评会, and what was commended, this year and the last."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from liaison.demo.places import Places
from suggestions.ballot_rules import Votes
from suggestions.balloting import count
from suggestions.commending import announce, best, best_units, eligible, name
from suggestions.meeting import keep
from suggestions.models import Commendation, HandlingMeeting, MeetingBallot, Suggestion

LINES = (Votes(31, 8, 2), Votes(18, 17, 5), Votes(9, 10, 22))


@dataclass
class Rating:
    places: Places
    users: dict[str, User]
    today: date

    def build(self) -> None:
        self._ballot()
        for year in (self.today.year - 1, self.today.year):
            self._commended(year)

    def _ballot(self) -> None:
        """Three answered suggestions put to a vote: 满意, 基本满意 and 不满意."""
        office, city = self.users["office"], self.places.city
        rows = Suggestion.objects.filter(
            area=city, state="closed", confidential=False, lead_office__isnull=False
        )
        sat = keep(
            HandlingMeeting(
                area=city, office=office.posts.get().office, kind="assess", title=f"{self.today.year}年代表建议办理测评会",
                on=self.today - timedelta(days=3), place="市人大常委会会议室", people="常委会组成人员、列席代表",
                record="听取办理情况报告后，对三件建议的办理情况进行无记名测评，当场宣布结果。", recorded_by=office,
            ),
            rows.order_by("-closed_on", "-pk")[: len(LINES)], office,
        )  # fmt: skip
        votes = dict(zip((item.pk for item in sat.items.order_by("pk")), LINES, strict=False))
        papers = {"entitled": 45, "present": 42, "issued": 42, "returned": 42, "tellers": "马晓东、何秀兰"}
        count(MeetingBallot(meeting=sat, **papers), votes, office)

    def _commended(self, year: int) -> None:
        """Last year's lists are announced, this year's are being made."""
        office, city = self.users["office"], self.places.city
        found = {
            "suggestion": ("优秀代表建议", best(eligible(office, city, year))[:5]),
            "unit": ("先进承办单位", best_units(office, city, year)[:3]),
        }
        for kind, (words, candidates) in found.items():
            one = Commendation.objects.create(
                area=city, kind=kind, year=year, title=f"{year}年度{words}", quota=5, opened_by=office,
                opened_on=self.today - timedelta(days=20),
            )  # fmt: skip
            for candidate in candidates[: 5 if year < self.today.year else 2]:
                name(one, [candidate.row], candidate.words, office)
            if year < self.today.year and candidates:
                announce(one, "云川市人大常委会主任会议", f"云人代〔{year + 1}〕6号", office)
