"""What stations did besides reception days: activities under brands, contact lists, points that observe."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from deputies.models import Group
from liaison.demo import words
from liaison.demo.network import Network
from liaison.demo.people import People
from offices.models import Category, Setting
from stations.models import (
    Activity,
    Brand,
    DeputyReview,
    FollowUp,
    FundEntry,
    Grid,
    GridDeputy,
    Label,
    Observation,
    Participation,
    Pledge,
    Station,
    StationKind,
    Tier,
    VoterContact,
)

BRANDS = (
    ("板凳议事院", "代表带着板凳到居民院落，围坐议事，当场答复能办的事，办不了的列入清单逐件回访。"),
    ("庭院夜话", "每月选两个晚上到小区庭院，听下班后的群众说话。"),
    ("银杏树下", "在村口银杏树下固定接待，方便老人反映问题。"),
)
ACTS = (
    (
        "小组活动",
        "视察老旧小区改造",
        "实地察看三个小区，听取街道情况介绍，与居民座谈。",
        "形成意见2条，转街道研究。",
    ),
    ("学习培训", "学习代表法修改内容", "集体学习修改后的代表法，交流履职体会。", ""),
    ("走访问需", "走访困难群众", "走访困难家庭和独居老人，了解生活情况。", "解决2户取暖问题。"),
    ("为民办实事", "义诊进社区", "邀请医院专家为居民义诊，发放健康资料。", "服务居民60人。"),
    ("代表述职", "代表向选民述职", "代表报告一年来履职情况，回答选民提问。", "满意票占九成以上。"),
    ("调研视察", "调研农贸市场环境", "察看市场经营和卫生情况，听取商户意见。", "建议增设垃圾收集点。"),
)
SEEN = (
    (
        "营商环境监测点",
        "企业反映招工难",
        "三家企业反映普通工和技工招聘困难，旺季缺口约两成。",
        "加强校企对接。",
    ),
    ("社情民意观察点", "小区电动自行车充电", "地下室充电现象仍然存在，充电桩不足。", "新增室外充电棚。"),
    (
        "立法联系点",
        "征求养犬管理规定意见",
        "座谈会上居民建议明确牵引绳长度和清理责任。",
        "在条文中写明处罚标准。",
    ),
    ("基层社会治理观察点", "邻里噪声纠纷", "夜间装修和广场舞噪声反映较多。", "完善居民公约。"),
)


@dataclass
class Institution:
    people: People
    network: Network
    today: date
    rng: Random

    def build(self) -> None:
        self.clerk = self.people.users["station"]
        self.kinds = {row.name: row for row in Label.objects.filter(area=None, sort="kind")}
        self.functions = list(Label.objects.filter(area=None, sort="function"))
        self.brands = self._brands()
        self._activities()
        self._contacts()
        self._points()
        self._grids()
        self._places()
        self._money()
        self._reviews()
        self._labels()
        self._pledges()

    def _brands(self) -> dict[int, Brand]:
        """Three brands; which station works under which."""
        halls, found = list(self.network.halls.values()), {}
        for number, (name, intro) in enumerate(BRANDS):
            hall = halls[number]
            found[hall.pk] = Brand.objects.create(
                area=hall.area, name=name, intro=intro, since=date(2023, 5, 1), recorded_by=self.clerk
            )
            found[hall.pk].stations.add(hall)
        return found

    def _activities(self) -> None:
        """Eight a station since last year; a third of the group activities are missing, so that lists have rows."""
        rows, who = [], []
        groups = {group.area_id: group for group in Group.objects.order_by("-pk")}
        for hall in self.network.halls.values():
            for number in range(8):
                kind, theme, done, outcome = ACTS[(number + hall.pk) % len(ACTS)]
                here = self.network.deputies.get(hall.pk, [])
                group = groups.get(hall.area_id) if kind == "小组活动" else None
                rows.append(Activity(
                    area=hall.area, station=hall, group=group, kind=self.kinds[kind], theme=theme, done=done, outcome=outcome,
                    function=self.rng.choice(self.functions), brand=self.brands.get(hall.pk), place=hall.address,
                    on=self.today - timedelta(days=number * 45 + self.rng.randrange(40)),
                    others=self.rng.randrange(5, 60), recorded_by=self.network.clerks.get(hall.pk, self.clerk),
                ))  # fmt: skip
                who.append(self.rng.sample(here, min(len(here), self.rng.randrange(2, 6))))
        made = Activity.objects.bulk_create(rows)
        Participation.objects.bulk_create(
            Participation(activity=row, deputy=deputy)
            for row, deputies in zip(made, who, strict=True)
            for deputy in deputies
        )

    def _labels(self) -> None:
        """What each town's station is for, as voters may look for it."""
        tags = list(Label.objects.filter(area=None, sort="tag"))
        for number, hall in enumerate(self.network.halls.values()):
            hall.labels.add(
                *self.rng.sample(self.functions, 2), *(tags[number % len(tags) :][:1] if number < 8 else ())
            )

    def _contacts(self) -> None:
        """The lists of the first five stations' deputies; some are a few names short."""
        rows = []
        for hall in list(self.network.halls.values())[:5]:
            for deputy in self.network.deputies.get(hall.pk, []):
                rows += [
                    VoterContact(
                        station=hall, deputy=deputy, name=words.name(self.rng), phone="13900005678",
                        address=f"{hall.area.name}{self.rng.randrange(1, 90)}号", starts_on=date(2022, 3, 1),
                        recorded_by=self.clerk,
                    )
                    for _ in range(self.rng.randrange(7, 13))
                ]  # fmt: skip
        VoterContact.objects.bulk_create(rows)

    def _points(self) -> None:
        """Four points below the demo clerk's station, one matter each, one of them to be looked at again today."""
        hall = next(iter(self.network.halls.values()))
        tier, categories = (
            Tier.objects.get(name="联络点"),
            list(Category.objects.filter(active=True).order_by("order")[:9]),
        )
        deputy = self.network.deputies[hall.pk][0]
        for number, (kind, title, text, advice) in enumerate(SEEN):
            point = Station.objects.get(pk=hall.pk).add_child(
                code=f"GCD{number + 1:03}", name=f"{hall.area.name}{kind}", tier=tier,
                kind=StationKind.objects.get(name=kind), area=hall.area, address=hall.address, opened_on=date(2024, 3, 1),
            )  # fmt: skip
            row = Observation.objects.create(
                area=hall.area, station=point, on=self.today - timedelta(days=20 + number), title=title, text=text,
                category=categories[number % len(categories)],
                advice=advice, deputy=deputy, recorded_by=self.clerk,
                next_on=self.today if number == 0 else self.today + timedelta(days=10 * number),
            )  # fmt: skip
            on = self.today - timedelta(days=5)
            FollowUp.objects.create(
                observation=row, on=on, text="已向主管部门了解情况。", recorded_by=self.clerk
            )

    def _grids(self) -> None:
        """A big grid and three small ones a town of the first county; some have no deputy yet."""
        county = next(iter(self.network.halls.values())).area.get_parent()
        for hall in self.network.halls.values():
            if not hall.area.is_child_of(county):
                continue
            big = Grid.objects.create(
                area=hall.area, tier="big", code=f"{hall.area.code}-D", name=f"{hall.area.name}大网格"
            )
            here = self.network.deputies.get(hall.pk, [])
            rows = [GridDeputy(grid=big, deputy=deputy, starts_on=date(2024, 5, 1)) for deputy in here[:1]]
            for number in range(1, 4):
                small = Grid.objects.create(
                    area=hall.area, parent=big, code=f"{hall.area.code}-X{number}", name=f"{hall.area.name}第{number}网格",
                    households=self.rng.randrange(200, 900),
                )  # fmt: skip
                if number < 3 and len(here) > number:
                    rows.append(GridDeputy(grid=small, deputy=here[number], starts_on=date(2024, 5, 1)))
            GridDeputy.objects.bulk_create(rows)

    def _places(self) -> None:
        """Coordinates around a centre; one station in twelve has none yet."""
        rows = [row for number, row in enumerate(self.network.stations) if number % 12 != 11]
        for row in rows:
            row.longitude = Decimal(str(round(118.1 + self.rng.uniform(-0.45, 0.45), 6)))
            row.latitude = Decimal(str(round(27.3 + self.rng.uniform(-0.35, 0.35), 6)))
        Station.objects.bulk_update(rows, ("longitude", "latitude"), batch_size=500)

    def _money(self) -> None:
        """This year's money: most within the standard, some below, some nothing yet, one overspent."""
        rows, year = [], self.today.year
        for number, hall in enumerate(self.network.halls.values()):
            given = (25000, 20000, 15000, 0, 32000)[number % 5]
            facts = {"area": hall.area, "station": hall, "year": year, "recorded_by": self.clerk}
            if given:
                rows.append(
                    FundEntry(
                        kind="allotment", on=date(year, 3, 1), amount=given, item="年度运行经费", **facts
                    )
                )
                spent = given + 600 if number == 1 else given * self.rng.randrange(20, 90) // 100
                rows.append(
                    FundEntry(
                        kind="spending", on=date(year, 6, 1), amount=spent, item="办公和活动支出", **facts
                    )
                )
        FundEntry.objects.bulk_create(rows)

    def _reviews(self) -> None:
        """Last year's results at the demo station."""
        hall = next(iter(self.network.halls.values()))
        grades = list(Label.objects.filter(area=None, sort="grade"))
        DeputyReview.objects.bulk_create(
            DeputyReview(
                area=hall.area, station=hall, deputy=deputy, year=self.today.year - 1, grade=grades[number % 3 // 2],
                words="按时参加接待，联系群众经常。", recorded_by=self.clerk,
            )
            for number, deputy in enumerate(self.network.deputies.get(hall.pk, []))
        )  # fmt: skip

    def _pledges(self) -> None:
        """The demo deputy's promises: one is kept; the city shows duties too."""
        hall = next(iter(self.network.halls.values()))
        facts = {"deputy": self.network.deputies[hall.pk][0], "station": hall, "recorded_by": self.clerk}
        year = self.today.year
        Pledge.objects.create(text="每月到社区走访一次，当面听取意见。", made_on=date(year, 1, 20), **facts)
        Pledge.objects.create(
            text="推动清河小区北门路灯修复。", made_on=date(year, 2, 3), done_on=min(self.today, date(year, 5, 10)),
            result="已协调街道更换路灯12盏。", **facts,
        )  # fmt: skip
        Setting.objects.create(
            area=hall.area.get_parent().get_parent(), key="public_duties", value="yes", unit="switch",
            valid_from=self.today, source="云川市代表“三亮”工作方案",
        )  # fmt: skip
