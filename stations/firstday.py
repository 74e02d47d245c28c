"""A clerk's first day in ten steps: what to do, where, and what of it is done already."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from offices.posts import holds
from offices.scope import scope_of
from pages.written import Written
from stations.actors import STATION_ROLES, station_of
from stations.choices import ReceptionState
from stations.models import DayRule, Reception, Station, StationCode, Stationing, Visit


@dataclass(frozen=True)
class HelpStep:
    """title and words: what to do; links: (words, address) pairs; done: facts say that it is (None: it never ends)."""

    title: str
    words: str
    links: "Links"
    done: bool | None = None


# what is known of the station of who has none
NOTHING = SimpleNamespace(
    address="", hours="", phone="", peopled=False, coded=False, ruled=False, planned=False
)
Links = tuple[tuple[str, str], ...]
Doing = tuple[Links, bool | None]


def first_day(user: Any) -> list[HelpStep]:
    """The ten steps; with the addresses and facts of the station where the person works, if there is one."""
    station = _station(user)
    doings = [*_preparing(user, station), *_receiving(user, station), *_following_up(user)]
    return [HelpStep(*words, *doing) for words, doing in zip(WORDS, doings, strict=True)]


def still_to_prepare(user: Any) -> list[HelpStep]:
    """What a station lacks before it can receive anybody, for its first page; nothing for who staffs none."""
    station = _station(user)
    steps = zip(WORDS, _preparing(user, station), strict=False) if station else ()
    return [HelpStep(*words, *doing) for words, doing in steps if doing[1] is False]


def staffs_none(user: Any) -> bool:
    """Holds the post of a station's staff, and no station has taken him in yet."""
    return holds(user, *STATION_ROLES) and not scope_of(user).ids("station")


def _station(user: Any) -> Any:
    """The station where the person works with the facts that tick the preparations off; None for all others."""
    own = station_of(user)
    return next(iter(_facts(timezone.localdate()).read(own.pk)), None) if own else None


@lru_cache(maxsize=2)
def _facts(today: date) -> Written:
    """One's own station with its facts: the same whoever works there, and asked at each of his first pages."""
    here = OuterRef("pk")
    facts = {
        "peopled": Stationing.objects.in_force(today).filter(station=here),
        "coded": StationCode._base_manager.filter(station=here, revoked_at=None),
        "ruled": DayRule.objects.in_force(today).filter(station=here),
        "planned": Reception._base_manager.filter(station=here, on__gt=today),
    }
    told = {name: Exists(rows) for name, rows in facts.items()}
    return Written(lambda key: Station._base_manager.filter(pk=key).annotate(**told))


def _at(name: str, station: Station | None) -> str:
    return reverse(f"stations:{name}", args=(station.pk,)) if station else reverse("stations:stations")


# the steps in their order: what to do, and how
WORDS = (
    ("改一个自己的密码", "首次登录后请换成只有自己知道的密码。离开座位时点右上角姓名，退出登录。"),
    ("核对本站资料", "地址、开放时间、办公电话会显示在群众看到的页面上，错了就改。"),
    ("看看有哪些进站代表",
     "打开本站页面，“进站代表”一栏就是。缺了谁，请上级人大工作机构编入；代表请假，由您或本人登记。"),
    ("打印站码，贴在门口", "群众扫站码就能看接待日、反映事情、查进展。代表码可以印在座位牌上。"),
    ("定下接待日，生成全年计划",
     "先填规则，例如“每月10日”；再点“年度计划”，日期和轮值代表自动排好，遇节假日顺延。"),
    ("接待前几天：发公告、打印海报",
     "打开那一天，点“发布公告”；右侧可以打印海报、座位牌、空白记录表。群众预约了，点“确认预约”答复。"),
    ("接待当天：在接待台登记",
     "打开当天，点“开始接待”进入接待台。代表到了点“到岗”；群众说一件记一件，按Ctrl+Enter保存。"
     "断网也能照常登记，网通后自动上传。"),
    ("给每件意见找个去处",
     "打开意见，在“现在可以做的”里选：当场答复、转交办理、请代表提建议、不予受理。"
     "内容相同的“并入另一件”；一次转给几个单位，用“交办单”。"),
    ("把结果告诉每一位群众",
     "意见有了结果，打开它，打完电话点“今天已电话告知”。全部告知后自动办结；形成代表建议的，在“告知群众”里。"),
    ("归档，打印台账", "接待结束点“结束并归档”，小结已经拟好，核对就行。台账不用另填：“接待台账”下载Excel，“成套台账”直接打印。"),
)  # fmt: skip


def _preparing(user: Any, station: Any) -> list[Doing]:
    facts = station or NOTHING
    own = ("打开本站", _at("station", station))
    year = f"?station={station.pk}" if station else ""
    return [
        ((("修改密码", reverse("accounts:password")),), not user.must_change_password),
        ((("修改开放信息", _at("station_edit", station)), own), bool(facts.address and facts.hours and facts.phone)),
        ((own, ("代表请假", reverse("stations:absences"))), facts.peopled),
        (_code(station, facts.coded), facts.coded),
        ((("制定规则", _at("rule_new", station)), ("年度计划", reverse("stations:plan") + year)),
         facts.ruled and facts.planned),
    ]  # fmt: skip


def _code(station: Station | None, made: bool) -> Links:
    """Without a code there is nothing to print: it is made first."""
    page = _at("station_code", station)
    return (("站码", page), ("打印", _at("station_code_print", station))) if made else (("先生成站码", page),)


def _receiving(user: Any, station: Station | None) -> list[Doing]:
    days = Reception.objects.visible_to(user).filter(station=station)
    listed = reverse("stations:receptions")
    now = days.filter(on=timezone.localdate()).exclude(state=ReceptionState.CANCELLED).order_by("starts_at")
    today = now.first()
    desk = ("今天的接待", today.get_absolute_url()) if today else ("接待日", listed)
    soon = (("待公告的接待日", f"{listed}?when=unpublished&sort=on"), ("预约", reverse("stations:bookings")))
    return [
        (soon, days.filter(published_on__isnull=False).exists()),
        ((desk,), Visit.objects.visible_to(user).filter(station=station).exists()),
    ]


def _following_up(user: Any) -> list[Doing]:
    listed = reverse("stations:opinions")
    waiting = ("待处理的意见", f"{listed}?stage=opened")
    tell = ("待告知的意见", f"{listed}?stage=tell")
    return [
        ((waiting, ("交办单", reverse("stations:orders"))), None),
        ((tell, ("告知群众", reverse("suggestions:telling"))), None),
        ((("接待台账", reverse("stations:ledger")), ("成套台账", reverse("reports:sets"))), None),
    ]


QUESTIONS = (
    ("记错了姓名或电话", "打开意见，在“来源与告知”里点“更正”。选民原话不能改，可以在“更正登记”里补写摘要。"),
    (
        "群众要求保密",
        "登记时勾“要求保密”，只有本站能看到他是谁；登记后才提出的，在意见页面点“更正登记”勾选。",
    ),
    (
        "纸上记的，过后才录",
        "打开那一天，没归档的在接待台录；归档了的点“补录来访”，日期会填好，并留下补录痕迹。",
    ),
    (
        "接待日要改期或取消",
        "打开那一天，点“改期”或“取消”，写明原因，轮值代表会收到消息；预约的群众请电话告知。",
    ),
    (
        "公告发布后换了代表、时间或地点",
        "打开那一天，点“更正公告”，内容已按现在的安排拟好；公众页面随之更新，门口张贴的请换下。",
    ),
    (
        "接待点网络不好",
        "出发前在那台电脑上打开当天的接待日页面，看到“这台电脑已备好”就行；断网后照常登记、签到，网通后自动上传。",
    ),
    (
        "群众评价不满意",
        "打开意见，“来源与告知”里写着是谁、哪里不满意；请回访了解并“登记回访”，需要再办的点“重新办理”。",
    ),
    ("转错了单位或代表", "打开意见，点“收回”，写明原因后重新办理。"),
    ("看不到某个页面", "各人只看得到自己职责内的内容。需要时请上级人大工作机构或安全管理员调整任职。"),
)
