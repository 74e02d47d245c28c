"""The stations as institutions on the demo: a standard in use, rules on the wall, a year's appraisal under way."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from accounts.models import User
from liaison.demo.network import Network
from liaison.demo.people import People
from liaison.demo.places import Places
from liaison.demo.words import name as name_of
from offices.choices import Role
from offices.models import Post
from stations.appraisal_lifecycle import APPRAISAL
from stations.appraising import proposed
from stations.grades import HonourKind
from stations.honouring import NUMERALS, grant
from stations.models import (
    Appraisal,
    AppraisalGroup,
    AppraisalRound,
    PlateGroup,
    PlateRound,
    RuleDocument,
    StandardSet,
    Tier,
)
from stations.plate_lifecycle import PLATES
from stations.plates import give_score, name_candidate
from stations.round_lifecycle import ROUND
from stations.rounds import begin_items, share_out
from stations.standard_use import adopt
from stations.standards import note_check
from stations.walls import start_list
from workflow.lifecycle import begin, perform

TEXTS = {
    "接待选民制度": "第一条 每月10日为代表接待日，遇节假日顺延。\n第二条 接待日前三日公告时间、地点和接待代表。\n"
    "第三条 群众反映的事项逐件登记、分送办理，并把结果告知本人。",
    "联系选民制度": "第一条 每名代表固定联系选民不少于10人（户）。\n第二条 每半年至少联系一次，听取意见并记录。",
    "代表学习制度": "第一条 每季度组织一次集中学习。\n第二条 学习情况记入学习培训登记簿。",
}
PLATE = "示范人大代表联络站"
REASONS = ("接待规范，件件有回音", "代表活动经常，群众评价好", "阵地完善，特色明显")
NOTES = ("有制度、有记录", "资料齐全", "按年归档，目录清楚", "报送信息12条")


@dataclass
class Appraising:
    places: Places
    people: People
    network: Network
    today: date
    rng: Random

    def build(self) -> None:
        self.office, self.city = self.people.users["office"], self.places.city
        self.halls = list(self.network.halls.values())
        self.colleagues: list[User] = []
        self._standard()
        self._rules()
        self._honours()
        row = self._round()
        for number, one in enumerate(self._appraisals(row)[1:13]):
            self._lead(one, number)
        self._plates()

    def _standard(self) -> None:
        own = adopt(self.office, StandardSet.objects.get(area=None, name="八有"), self.city)
        points = Tier.objects.filter(name__in=("联络点", "流动联络点"))
        adopt(self.office, StandardSet.objects.get(area=None, name="六有"), self.city, points, "联络点六有")
        by_hand = list(own.items.filter(fact="", active=True))
        for hall in self.halls[:20]:
            for item in by_hand:
                met = self.rng.random() < 0.85
                note_check(self.network.clerks[hall.pk], hall, item, met, "" if met else "正在配备")

    def _rules(self) -> None:
        start_list(self.office, self.city, "six")
        for title, text in TEXTS.items():
            RuleDocument.objects.filter(area=self.city, title=title).update(
                text=text, adopted_by="云川市人大常委会代表工作委员会", adopted_on=date(self.today.year, 1, 8)
            )

    def _honours(self) -> None:
        """Last year's stars and plates, which the voters' pages show."""
        year = self.today.year - 1
        for number, hall in enumerate(self.halls[:9]):
            stars = 5 - number % 3
            name = f"{year}年度{NUMERALS[stars]}星级联络站"
            grant(hall, HonourKind.STARS, name, stars=stars, on=date(year, 12, 28))
        for number, hall in enumerate(self.halls[:3], 1):
            grant(hall, HonourKind.PLATE, PLATE, number=f"云示{year}-{number:03}", on=date(year, 12, 30))

    def _round(self) -> AppraisalRound:
        row = AppraisalRound.objects.create(
            area=self.city, year=self.today.year, name=f"云川市{self.today.year}年人大代表联络站考评",
            starts_on=date(self.today.year, 1, 1), ends_on=date(self.today.year, 12, 31), report_by=date(self.today.year, 12, 31),
        )  # fmt: skip
        row.tiers.add(Tier.objects.get(name="联络站"))
        begin_items(row)
        begin(ROUND, row, self.office)
        for name, members in self._groups():
            AppraisalGroup.objects.create(round=row, name=name).members.set(members)
        perform(ROUND, row.pk, "open", self.office)
        share_out(self.office, row)
        return row

    def _groups(self) -> list[tuple[str, list[User]]]:
        """Three groups of three: the office's own sign-in in each, and two colleagues."""
        if not self.colleagues:
            self.colleagues = [self._colleague(number) for number in range(1, 7)]
        names = ("第一检查验收组", "第二检查验收组", "第三检查验收组")
        return [(name, [self.office, *self.colleagues[2 * n : 2 * n + 2]]) for n, name in enumerate(names)]

    def _colleague(self, number: int) -> User:
        """One more of the city's office."""
        user = User.objects.create(
            username=f"office{number}", name=name_of(self.rng), password=self.people.password
        )
        office = self.places.committees[self.city.pk]
        Post.objects.create(
            user=user, role=Role.COMMITTEE, area=self.city, office=office, starts_on=date(2022, 1, 1)
        )
        return user

    def _plates(self) -> None:
        """A selection of eight for four plates: six are scored."""
        row = PlateRound.objects.create(
            area=self.city, name=f"云川市{self.today.year}年示范人大代表联络站评选", plate=PLATE,
            year=self.today.year, most=8, cut=4,
        )  # fmt: skip
        begin(PLATES, row, self.office)
        for name, members in self._groups():
            PlateGroup.objects.create(round=row, name=name).members.set(members)
        named = [
            name_candidate(self.office, row.pk, hall, self.rng.choice(REASONS)) for hall in self.halls[4:12]
        ]
        perform(PLATES, row.pk, "begin", self.office)
        for number, one in enumerate(named[:6]):
            one.refresh_from_db()
            give_score(self.office, one, Decimal("96.5") - number * Decimal("1.5"), "现场查看，台账齐全。")

    def _appraisals(self, row: AppraisalRound) -> list[Appraisal]:
        return list(row.appraisals.select_related("station").order_by("station__path"))

    def _lead(self, row: Appraisal, number: int) -> None:
        """Some reported, some inspected, some with a result, one that rectifies, one that objects."""
        clerk = self.network.clerks[row.station_id]
        share = Decimal(self.rng.choice(("0.8", "0.9", "1")))
        for item in row.round.items.filter(fact=""):
            row.scores.create(item=item, self_points=item.points * share, self_note=self.rng.choice(NOTES))
        perform(APPRAISAL, row.pk, "report", clerk)
        if number % 4 == 0:
            return
        row = perform(APPRAISAL, row.pk, "inspect", self.office, words="现场查看，材料与自评相符。")
        if number % 4 == 1:
            return
        grade, stars = proposed(row.total, row.area)
        sure = {"sure": True} if grade == "revoke" else {}
        note = "得分低于合格线" if sure else ""
        perform(APPRAISAL, row.pk, "decide", self.office, note=note, grade=grade, stars=stars, **sure)
        if number % 4 == 2:
            perform(APPRAISAL, row.pk, "object", clerk, note="有两次接待日因停电改期，未计入。")
            return
        perform(APPRAISAL, row.pk, "accept", clerk)
        action = {"rectify": "demand", "revoke": "revoke"}.get(grade, "confirm")
        perform(APPRAISAL, row.pk, action, self.office, note="按评定结果执行")
