"""A named cast of people and the places they act in; ask for the fixture `cast`.

cast.lin       clerk of 清河站            cast.fang   clerk of 望江站 (another street)
cast.chen      city deputy, at 清河站      cast.zhao   city deputy, co-signs with chen
cast.qian      county deputy of 西岭区, a stranger to all of it
cast.zhou      city committee office       cast.tang   committee office of 西岭区 (below the city)
cast.wu        city government office      cast.gao    leader of the city
cast.sun       handler of 教育局           cast.zheng  head of 教育局
cast.he        handler of 交通局           cast.luo, cast.feng, cast.shen: system, security, audit
"""

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.models import AdminKind, User
from deputies.choices import Level
from deputies.models import Deputy, Mandate, Session, Term
from offices.choices import AreaKind, OfficeKind, Role
from offices.models import Area, Category, Office, Post
from stations.choices import StaffDuty
from stations.models import (
    Matter,
    Opinion,
    Reception,
    RosterEntry,
    Staff,
    Station,
    Stationing,
    StationKind,
    Tier,
    Visit,
)
from suggestions.choices import Consent, SignatureRole, SignatureState
from suggestions.models import Signature, Suggestion
from tests.standing import Standing

PEOPLE = (
    "lin", "fang", "chen", "zhao", "qian", "zhou", "tang", "wu", "gao", "sun", "zheng", "he", "luo", "feng", "shen",
)  # fmt: skip


class Cast(SimpleNamespace):
    """People, places and makers of rows; every maker's defaults are visible below."""

    def person(self, username: str, name: str, role: str = "", *, admin_kind: str = "", **place) -> User:
        user = User.objects.create(username=username, name=name, password="!", admin_kind=admin_kind)
        if role:
            Post.objects.create(user=user, role=role, starts_on=date(2022, 1, 1), **place)
        setattr(self, username, user)
        return user

    def deputy(self, user: User | None, name: str, area: Area, term: Term, code: str) -> Deputy:
        row = Deputy.objects.create(user=user, name=name, area=area, code=code, phone="13800000000")
        Mandate.objects.create(
            deputy=row, term=term, level=term.level, certificate=f"ZH-{code}", starts_on=term.starts_on
        )
        return row

    def reception(self, station: Station | None = None, on: date | None = None, **fields) -> Reception:
        station = station or self.qinghe
        row = Reception.objects.create(
            station=station, area=station.area, number=f"JD-{Reception.objects.count() + 1:04}",
            on=on or timezone.localdate() + timedelta(days=7), starts_at=time(9), ends_at=time(11),
            place="清河街道党群服务中心", **fields,
        )  # fmt: skip
        RosterEntry.objects.create(reception=row, deputy=self.chen_deputy)
        return row

    def visit(self, reception: Reception, **fields) -> Visit:
        return Visit.objects.create(**{
            "reception": reception, "station": reception.station, "area": reception.area, "on": reception.on,
            "number": f"LF-{Visit.objects.count() + 1:04}", "voter_name": "刘桂英", "phone": "13912345678",
            "recorded_by": self.lin, **fields,
        })  # fmt: skip

    def opinion(self, visit: Visit | None = None, **fields) -> Opinion:
        visit = visit or self.visit(self.reception())
        text = fields.pop("text", "人民路早晚高峰交通拥堵,希望增设信号灯")
        row = Opinion.objects.create(**{
            "station": visit.station, "area": visit.area, "number": f"YJ-{Opinion.objects.count() + 1:04}",
            "text": text, "category": self.traffic, "opened_on": timezone.localdate(),
            "confidential": visit.confidential, **fields,
        })  # fmt: skip
        order = visit.matters.count() + 1
        Matter.objects.create(visit=visit, opinion=row, order=order, text=text, category=self.traffic)
        return row

    def suggestion(self, deputy: Deputy | None = None, **fields) -> Suggestion:
        """A complete draft of the deputy's, signed by him."""
        deputy = deputy or self.chen_deputy
        row = Suggestion.objects.create(**{
            "area": self.city, "term": self.term, "deputy": deputy, "category": self.traffic,
            "title": "关于解决人民路交通拥堵问题的建议", "situation": "人民路早晚高峰车辆通行缓慢。",
            "analysis": "信号配时不合理。", "proposal": "增设信号灯并优化配时。", "consent": Consent.FULL, **fields,
        })  # fmt: skip
        Signature.objects.create(
            suggestion=row, deputy=deputy, role=SignatureRole.LEAD, state=SignatureState.CONFIRMED
        )
        return row


def gather() -> Cast:
    """Everybody and everything of the cast, as rows."""
    cast = Cast()
    _places(cast)
    _people(cast)
    _stations(cast)
    _registry(cast)
    return cast


STANDING = Standing(gather)


@pytest.fixture
@STANDING.given
def cast(db) -> Cast:
    return STANDING.copy()


def _places(cast: Cast) -> None:
    cast.province = Area.objects.add_root({"code": "990000", "name": "江东省", "kind": AreaKind.PROVINCE})
    cast.city = _area(cast.province, "990100", "云川市", AreaKind.CITY)
    cast.east = _area(cast.city, "990101", "东湖区", AreaKind.COUNTY)
    cast.west = _area(cast.city, "990102", "西岭区", AreaKind.COUNTY)
    cast.street = _area(cast.east, "990101001", "清河街道", AreaKind.STREET)
    cast.other_street = _area(cast.west, "990102001", "望江街道", AreaKind.STREET)
    cast.committee = _office(cast.city, "RD01", "云川市人大常委会代表工作委员会", OfficeKind.COMMITTEE)
    cast.west_committee = _office(cast.west, "RD01", "西岭区人大常委会代表工作委员会", OfficeKind.COMMITTEE)
    cast.government = _office(cast.city, "ZF01", "云川市人民政府办公室", OfficeKind.GOVERNMENT)
    unit = {"kind": OfficeKind.UNIT, "coordinator": cast.government}
    cast.education = _office(cast.city, "CB001", "云川市教育局", letter_mark="云教函", **unit)
    cast.transport = _office(cast.city, "CB002", "云川市交通运输局", letter_mark="云交函", **unit)
    cast.housing = _office(cast.city, "CB003", "云川市住房和城乡建设局", letter_mark="云建函", **unit)
    cast.traffic = Category.objects.filter(name="交通出行").first() or Category.objects.create(
        code="T01", name="交通出行"
    )


def _area(parent: Area, code: str, name: str, kind: str) -> Area:
    return Area.objects.add_child(parent, {"code": code, "name": name, "kind": kind})


def _office(area: Area, code: str, name: str, kind: str, **fields) -> Office:
    return Office.objects.create(area=area, code=code, name=name, kind=kind, **fields)


def _people(cast: Cast) -> None:
    cast.person("lin", "林晓燕", Role.CLERK, area=cast.street)
    cast.person("fang", "方静", Role.CLERK, area=cast.other_street)
    cast.person("chen", "陈建国", Role.DEPUTY, area=cast.street)
    cast.person("zhao", "赵敏", Role.DEPUTY, area=cast.street)
    cast.person("qian", "钱涛", Role.DEPUTY, area=cast.other_street)
    cast.person("zhou", "周文静", Role.COMMITTEE, area=cast.city, office=cast.committee)
    cast.person("tang", "唐磊", Role.COMMITTEE, area=cast.west, office=cast.west_committee)
    cast.person("wu", "吴海涛", Role.GOVERNMENT, area=cast.city, office=cast.government)
    cast.person("gao", "高志明", Role.LEADER, area=cast.city)
    cast.person("sun", "孙丽娟", Role.HANDLER, area=cast.city, office=cast.education)
    cast.person("zheng", "郑宏伟", Role.UNIT_HEAD, area=cast.city, office=cast.education)
    cast.person("he", "何军", Role.HANDLER, area=cast.city, office=cast.transport)
    cast.person("luo", "罗启明", admin_kind=AdminKind.SYSTEM)
    cast.person("feng", "冯立新", admin_kind=AdminKind.SECURITY)
    cast.person("shen", "沈秋平", admin_kind=AdminKind.AUDIT)


def _stations(cast: Cast) -> None:
    tier = Tier.objects.filter(name="联络站").first() or Tier.objects.create(name="联络站", rank=4)
    kind = StationKind.objects.filter(name="综合").first() or StationKind.objects.create(name="综合")
    facts = {"tier": tier, "kind": kind}
    cast.qinghe = Station.objects.add_root(
        {"code": "LLZ001", "name": "清河街道人大代表联络站", "area": cast.street, **facts}
    )
    cast.wangjiang = Station.objects.add_root(
        {"code": "LLZ002", "name": "望江街道人大代表联络站", "area": cast.other_street, **facts}
    )
    for station, clerk in ((cast.qinghe, cast.lin), (cast.wangjiang, cast.fang)):
        Staff.objects.create(station=station, post=clerk.posts.get(), duty=StaffDuty.CLERK)


def _registry(cast: Cast) -> None:
    cast.term = Term.objects.create(area=cast.city, level=Level.CITY, number=17, starts_on=date(2022, 1, 10))
    cast.session = Session.objects.create(
        term=cast.term, number=5, opens_on=date(2026, 1, 10), closes_on=date(2026, 1, 14)
    )
    cast.west_term = Term.objects.create(
        area=cast.west, level=Level.COUNTY, number=17, starts_on=date(2022, 1, 10)
    )
    cast.chen_deputy = cast.deputy(cast.chen, "陈建国", cast.street, cast.term, "DB00001")
    cast.zhao_deputy = cast.deputy(cast.zhao, "赵敏", cast.street, cast.term, "DB00002")
    cast.qian_deputy = cast.deputy(cast.qian, "钱涛", cast.other_street, cast.west_term, "DB00003")
    for station, deputy in (
        (cast.qinghe, cast.chen_deputy), (cast.qinghe, cast.zhao_deputy), (cast.wangjiang, cast.qian_deputy),
    ):  # fmt: skip
        Stationing.objects.create(station=station, deputy=deputy, starts_on=date(2022, 2, 1))
