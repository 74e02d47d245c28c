"""The fictional prefecture: its areas, its offices, its categories."""

from dataclasses import dataclass, field
from random import Random

from liaison.demo.words import BUREAUS_OF, CATEGORIES
from offices.choices import AreaKind, OfficeKind
from offices.models import Area, Category, Office

COUNTIES = (("东湖区", "street"), ("西岭区", "street"), ("南屏县", "town"), ("北安县", "town"))
TOWNS = (
    ["清河", "望江", "永安", "新桥", "龙泉", "石门", "双溪", "太平", "白鹤", "金沙", "梅林", "长兴", "临港"],
    ["西津", "凤台", "柳园", "南关", "北苑", "书院", "花亭", "银杏", "朝阳", "东渡", "鼓楼", "星光", "紫荆"],
    ["黄坡", "松岭", "青石", "大塘", "桃源", "下湾", "马鞍", "沙河", "云峰", "古渡", "杨柳", "三合"],
    ["北桥", "红岩", "白沙", "高岗", "荷塘", "竹溪", "石桥", "福田", "响水", "金岭", "山口", "长坪"],
)
BUREAUS = (
    "教育局",
    "住房和城乡建设局",
    "交通运输局",
    "城市管理局",
    "生态环境局",
    "卫生健康委员会",
    "民政局",
    "农业农村局",
    "人力资源和社会保障局",
    "公安局",
    "文化和旅游局",
    "发展和改革委员会",
    "财政局",
    "自然资源局",
    "水利局",
    "市场监督管理局",
    "应急管理局",
    "商务局",
    "科学技术局",
    "退役军人事务局",
    "医疗保障局",
    "行政审批局",
    "体育局",
    "残疾人联合会",
)


@dataclass
class Places:
    city: Area
    counties: list[Area] = field(default_factory=list)
    towns: list[Area] = field(default_factory=list)
    committees: dict[int, Office] = field(default_factory=dict)
    governments: dict[int, Office] = field(default_factory=dict)
    units: dict[int, list[Office]] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)

    def fitting(self, area: Area, category: str) -> list[Office]:
        """The area's units that a matter of this category belongs to, the likeliest first."""
        units = {unit.name.removeprefix(area.name): unit for unit in self.units[area.pk]}
        return [units[name] for name in BUREAUS_OF.get(category, ()) if name in units]


def build(size, rng: Random) -> Places:
    province = Area.objects.add_root({"code": "990000", "name": "江东省", "kind": AreaKind.PROVINCE})
    city = _area(province, "990100", "云川市", AreaKind.CITY)
    places = Places(city)
    for number, (name, kind) in enumerate(COUNTIES, 1):
        county = _area(city, f"9901{number:02}", name, AreaKind.COUNTY)
        places.counties.append(county)
        places.towns += [_town(county, name, kind, i) for i, name in enumerate(TOWNS[number - 1], 1)]
    for area in (city, *places.counties, *places.towns):
        _offices(places, area)
    _more_units(places, size.units)
    known = {row.name: row for row in Category.objects.all()}
    for order, name in enumerate(CATEGORIES, 1):
        places.categories[name] = known.get(name) or Category.objects.create(
            code=f"D{order:02}", name=name, order=order
        )
    return places


def _area(parent: Area, code: str, name: str, kind: str) -> Area:
    return Area.objects.add_child(parent, {"code": code, "name": name, "kind": kind})


def _town(county: Area, name: str, kind: str, number: int) -> Area:
    suffix = "街道" if kind == "street" else "镇"
    return _area(county, f"{county.code}{number:03}", f"{name}{suffix}", kind)


def _offices(places: Places, area: Area) -> None:
    kind, name = {
        AreaKind.TOWN: (OfficeKind.PRESIDIUM, f"{area.name}人大主席团"),
        AreaKind.STREET: (OfficeKind.STREET, f"{area.name}人大工委"),
    }.get(area.kind, (OfficeKind.COMMITTEE, f"{area.name}人大常委会代表工作委员会"))
    places.committees[area.pk] = Office.objects.create(
        area=area, code="RD01", name=name, kind=kind, letter_mark=f"{area.name[0]}人代",
        address=f"{area.name}人民路1号", phone="0599-2100001",
    )  # fmt: skip
    local = area.kind in (AreaKind.TOWN, AreaKind.STREET)
    government = Office.objects.create(
        area=area,
        code="ZF01",
        kind=OfficeKind.GOVERNMENT,
        name=f"{area.name}{'办事处' if local else '人民政府办公室'}",
        letter_mark=f"{area.name[0]}{'办' if local else '政办'}",
    )
    places.governments[area.pk] = government
    places.units[area.pk] = []
    for number, bureau in enumerate(BUREAUS if not local else (), 1):
        if area.kind == AreaKind.COUNTY and number > 12:
            break
        unit = Office.objects.create(
            area=area,
            code=f"CB{number:03}",
            name=f"{area.name}{bureau}",
            kind=OfficeKind.UNIT,
            coordinator=government,
            letter_mark=f"{area.name[0]}{bureau[0]}函",
            address=f"{area.name}人民路{number}号",
            phone=f"0599-2{number:06}",
        )
        places.units[area.pk].append(unit)


def _more_units(places: Places, wanted: int) -> None:
    """Institutions and companies under the bureaus, until the number asked for is reached."""
    have = sum(len(units) for units in places.units.values())
    government = places.governments[places.city.pk]
    rows = [
        Office(
            area=places.city,
            code=f"QY{number:03}",
            name=f"云川市第{number}公共服务中心",
            kind=OfficeKind.UNIT,
            coordinator=government,
            letter_mark="云服函",
        )
        for number in range(1, max(0, wanted - have) + 1)
    ]
    places.units[places.city.pk] += Office.objects.bulk_create(rows)
