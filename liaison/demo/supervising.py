"""Presidium members with their links, what is supervised this year, campaigns, and more of what the points observe."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from liaison.demo.network import Network
from liaison.demo.people import People
from stations.choices import LinkKind, LinkRank, ScrutinySource, ScrutinyWay
from stations.linking import name_members, put_links
from stations.models import (
    Activity,
    ContactLink,
    FollowUp,
    Label,
    LinkMember,
    LinkRecord,
    Observation,
    Scrutiny,
)
from stations.scrutiny_lifecycle import SCRUTINY
from suggestions.models import Suggestion
from workflow.lifecycle import begin, perform

ENTERPRISES = (
    "云川市惠民菜篮子有限公司",
    "江东长风机械制造有限公司",
    "西岭茶业合作社",
    "云川市物流港有限公司",
)
# title, source, what to look at, the deeds so far, what came of it
ITEMS = (
    ("12345热线群众诉求办理情况", ScrutinySource.HOTLINE, "重复反映、不满意事项的办理；答复是否按期。",
     ((ScrutinyWay.HEAR, "听取政务服务中心汇报，调看30件工单。", "6件重复反映没有说明原因。", "建议建立重复事项回访制度。"),), ""),
    ("老旧小区改造工程质量", ScrutinySource.PLAN, "工程质量、群众意见征求、后续管理。",
     ((ScrutinyWay.LOOK, "实地察看四个小区。", "两处外墙保温开裂。", "转市住房城乡建设局限期整改。"),
      (ScrutinyWay.TALK, "召开居民座谈会，听取意见18条。", "", "")), "整改完成，居民代表现场验收。"),
    ("农贸市场周边停车秩序", ScrutinySource.VOICES, "停车位增设和占道经营治理。",
     ((ScrutinyWay.STUDY, "调研三个市场，收集商户和居民意见。", "早市时段车位缺口约120个。", ""),), ""),
    ("义务教育学校午餐食品安全", ScrutinySource.PLAN, "食材采购、留样、家长监督。", (), ""),
)  # fmt: skip
CAMPAIGNS = ("聚民意、惠民生", "关注民生提建议，五级代表在行动")
SEEN = {
    "营商环境监测点": (
        ("企业反映用电报装时间长", "两家新办企业报装用时超过承诺时限。", "公开报装进度，逾期主动说明。"),
        ("惠企政策知晓率不高", "走访12家小微企业，7家不知道稳岗补贴。", "按行业推送政策清单。"),
        ("园区公交班次少", "企业员工下晚班没有公交。", "增开晚间定制班车。"),
    ),
    "社情民意观察点": (
        ("老旧小区加装电梯进展", "六个单元中两个单元协商未果。", "社区组织调解，先易后难。"),
        ("社区食堂就餐人数", "午餐日均86人，晚餐不足20人。", "晚餐改为预订送餐。"),
    ),
    "立法联系点": (
        ("征求物业管理条例意见", "居民代表提出公共收益公示、维修资金使用等意见11条。", "公共收益按季度公示。"),
        ("征求文明行为促进条例意见", "座谈会提出意见7条。", "增加志愿服务激励条款。"),
    ),
    "基层社会治理观察点": (
        ("楼道堆物清理", "抽查40个楼道，堆物楼道由18个降到9个。", "由楼栋长每周巡查。"),
        ("外卖骑手进小区", "门岗登记排队，高峰拥堵。", "设置统一停放和取餐点。"),
    ),
}  # fmt: skip


@dataclass
class Supervising:
    people: People
    network: Network
    today: date

    def build(self) -> None:
        self.office, self.halls = self.people.users["office"], list(self.network.halls.values())
        self.city = self.halls[0].area.get_parent().get_parent()
        self._presidium()
        self._scrutinies()
        self._campaigns()
        self._observations()

    def _presidium(self) -> None:
        """A town's presidium: three members, each with deputies, the station and an enterprise to keep contact with."""
        hall = next(one for one in self.halls if one.area.kind == "town")
        here, since = self.network.deputies[hall.pk], self.today - timedelta(days=300)
        name_members(self.office, hall.area, here[:3], LinkRank.PRESIDIUM, since)
        for number, row in enumerate(LinkMember.objects.filter(area=hall.area).order_by("pk")):
            put_links(self.office, row, here[3 + number :: 3][:2], [hall], [ENTERPRISES[number]], since)
        links = ContactLink.objects.filter(member__area=hall.area).exclude(kind=LinkKind.STATION)
        LinkRecord.objects.bulk_create(
            LinkRecord(
                link=link, on=self.today - timedelta(days=15 + number * 20), way="visit", place=hall.area.name,
                content="走访了解情况，听取对镇人大工作的意见。", issue="", recorded_by=self.office,
            )
            for number, link in enumerate(links.order_by("pk"))
        )  # fmt: skip

    def _scrutinies(self) -> None:
        """The year's plan of the city's committee: one done, two under way, one waits."""
        leads = list(LinkMember.objects.filter(area=self.city).order_by("pk"))
        for number, (title, source, points, deeds, outcome) in enumerate(ITEMS):
            row = Scrutiny.objects.create(
                area=self.city, year=self.today.year, title=title, source=source, points=points,
                due_on=self.today + timedelta(days=60 - number * 20),
            )  # fmt: skip
            row.leads.add(leads[number % len(leads)])
            begin(SCRUTINY, row, self.office)
            for back, (way, content, found, led_to) in enumerate(deeds):
                on = self.today - timedelta(days=40 - back * 12)
                deed = {"on": on, "way": way, "content": content, "found": found, "led_to": led_to}
                perform(SCRUTINY, row.pk, "record", self.office, **deed)
            if outcome:
                perform(SCRUTINY, row.pk, "finish", self.office, outcome=outcome)

    def _campaigns(self) -> None:
        """Two campaigns of the year, with activities and suggestions that belong to them."""
        made = [Label.objects.create(area=self.city, sort="campaign", name=name) for name in CAMPAIGNS]
        keys = list(
            Activity.objects.filter(area__path__startswith=self.city.path)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        Activity.objects.filter(pk__in=keys[::6]).update(campaign=made[0])
        Activity.objects.filter(pk__in=keys[1::9]).update(campaign=made[1])
        raised = list(Suggestion.objects.filter(area=self.city).order_by("pk").values_list("pk", flat=True))
        Suggestion.objects.filter(pk__in=raised[::8]).update(campaign=made[1])

    def _observations(self) -> None:
        """Each point's further records; some are followed on, some are over."""
        points = Observation.objects.order_by("pk").select_related("station__kind", "deputy")
        days = cycle((8, 35, 62, 90, 120))
        for first in {row.station_id: row for row in points}.values():
            for number, (title, text, advice) in enumerate(SEEN[first.station.kind.name]):
                on = self.today - timedelta(days=next(days))
                over = number == 1
                row = Observation.objects.create(
                    area=first.area, station=first.station, on=on, title=title, text=text, advice=advice,
                    deputy=first.deputy, recorded_by=first.recorded_by, category=first.category,
                    next_on=None if over else self.today + timedelta(days=15), closed_on=self.today if over else None,
                )  # fmt: skip
                FollowUp.objects.create(
                    observation=row, on=self.today - timedelta(days=2),
                    text="情况已改善，结束跟踪。" if over else "已与主管部门沟通，继续跟踪。",
                    recorded_by=first.recorded_by,
                )  # fmt: skip
