"""Beginning a round: its checklist from last year's or from the pattern, its groups, its stations."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction

from journal.book import enter
from journal.models import EntryKind
from stations.appraisal_lifecycle import OPEN
from stations.appraising import facts_wanted
from stations.grades import AppraisalFact, ItemPart, RoundState
from stations.models import Appraisal, AppraisalGroup, AppraisalItem, AppraisalRound, Station
from stations.models.handed import line_of

F, P = AppraisalFact, ItemPart
# no scoring table is known from the sources (domain rule 79): a proposal by its seven parts, for each area to change
PATTERN = (
    (P.HARDWARE, "建设标准达标", "已具备的项目占应具备项目的比例", "15", F.STANDARDS),
    (P.RULES, "制度健全并落实", "基本制度上墙、有落实记录", "5", ""),
    (P.RULES, "有计划有总结", "有年度工作计划和工作总结", "5", ""),
    (P.ACTIVITY, "开展代表活动", "活动次数占本区域规定次数的比例", "15", F.ACTIVITIES),
    (P.RECEPTION, "接待日按计划举行", "举行并归档的接待日占应举行的比例", "12", F.RECEPTIONS),
    (P.RECEPTION, "代表参与率", "到岗人次占轮值人次的比例", "12", F.ATTENDANCE),
    (P.RECEPTION, "接待日提前公告", "事前公告的接待日占已举行的比例", "6", F.NOTICED),
    (P.HANDLING, "群众意见有结果", "有结果的意见占受理意见的比例", "6", F.ANSWERED),
    (P.HANDLING, "按期答复", "按期答复的意见占到期意见的比例", "6", F.IN_TIME),
    (P.HANDLING, "告知群众", "已告知的事项占有结果事项的比例", "4", F.TOLD),
    (P.HANDLING, "群众满意", "满意和基本满意占已评价事项的比例", "4", F.SATISFIED),
    (P.ARCHIVE, "台账档案齐全", "台账、照片、资料按年归档", "5", ""),
    (P.NEWS, "信息报送", "报送信息、宣传代表履职", "5", ""),
)


@transaction.atomic
def begin_items(row: AppraisalRound) -> int:
    """Give a new round the checklist of the area's last one, or the pattern; how many items."""
    last = AppraisalRound._base_manager.filter(area=row.area_id, year__lt=row.year)
    last = last.exclude(state=RoundState.CANCELLED).order_by("-year").first()
    if last:
        copied = ("order", "part", "title", "detail", "points", "fact", "target")
        items = [
            AppraisalItem(round=row, **{name: getattr(one, name) for name in copied})
            for one in last.items.all()
        ]
    else:
        wanted = facts_wanted(row.area, row.ends_on)
        items = [
            AppraisalItem(
                round=row, order=order, part=part, title=title, detail=detail, points=Decimal(points), fact=fact,
                target=wanted if fact == F.ATTENDANCE else 100,
            )
            for order, (part, title, detail, points, fact) in enumerate(PATTERN, 1)
        ]  # fmt: skip
    return len(AppraisalItem._base_manager.bulk_create(items))


def stations_for(row: AppraisalRound) -> Any:
    """The open stations of the round's tiers in its area, in the order of the tree."""
    rows = Station._base_manager.filter(
        closed_on__isnull=True, tier__in=row.tiers.all(), area__path__startswith=row.area.path
    )
    return rows.order_by("path")


def missing_from(row: AppraisalRound) -> Any:
    """The stations for the round that have no part in it: founded, or given its tier, after it was opened."""
    return stations_for(row).exclude(appraisals__round=row)


def joinable(station: Station) -> AppraisalRound | None:
    """The round that runs and that the station might still join."""
    rows = AppraisalRound._base_manager.filter(state=RoundState.OPEN, tiers=station.tier_id)
    rows = rows.exclude(appraisals__station=station).filter(appraisals__state__in=OPEN).distinct()
    return rows.filter(area__path__in=line_of(station.area)).order_by("-year").first()


def take_in(row: AppraisalRound, stations: Iterable[Station]) -> int:
    """One appraisal for each of the stations, which have none in this round yet; how many."""
    made = [Appraisal(round=row, station=station, area_id=station.area_id) for station in stations]
    return len(Appraisal._base_manager.bulk_create(made, batch_size=500))


@transaction.atomic
def share_out(actor: Any, row: AppraisalRound) -> int:
    """Allot the stations without a group to the groups, neighbours together, as evenly as may be; how many."""
    groups = list(AppraisalGroup._base_manager.filter(round=row))
    free = list(Appraisal._base_manager.filter(round=row, group=None).order_by("station__path"))
    if not groups or not free:
        return 0
    for number, one in enumerate(free):
        one.group = groups[number * len(groups) // len(free)]
    Appraisal._base_manager.bulk_update(free, ["group"], batch_size=500)
    enter(EntryKind.DEED, "分配验收组", actor, subject=row, data={"stations": len(free)})
    return len(free)
