"""The stations: 1 + 4 + 50 + N, with their staff and their deputies."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from accounts.models import User
from liaison.demo.people import People
from liaison.demo.places import Places
from liaison.demo.registry import BATCH, Registry
from liaison.demo.sizes import Size
from liaison.demo.words import name
from offices.choices import Role
from offices.models import Post
from stations.choices import StaffDuty
from stations.models import Staff, Station, Stationing, StationKind, Tier

TIERS = (
    ("总站", 1),
    ("中心站", 2),
    ("代表之家", 3),
    ("联络站", 4),
    ("联络点", 5),
    ("流动联络点", 6),
    ("网格联络服务站", 6),
)


@dataclass
class Network:
    """halls: the fifty town stations, by town id; clerks by station id."""

    stations: list[Station] = field(default_factory=list)
    halls: dict[int, Station] = field(default_factory=dict)
    clerks: dict[int, User] = field(default_factory=dict)
    deputies: dict[int, list] = field(default_factory=dict)


def build(
    places: Places, people: People, registry: Registry, size: Size, start: date, rng: Random
) -> Network:
    tiers = {n: Tier.objects.get_or_create(name=n, defaults={"rank": rank})[0] for n, rank in TIERS}
    kinds = {n: StationKind.objects.get_or_create(name=n)[0] for n in ("综合", "行业", "企业")}
    network = Network()
    opened = date(2018, 7, 1)

    def make(parent, tier, area, label, kind="综合", **fields):
        number = len(network.stations) + 1
        facts = {
            "code": f"LLZ{number:05}",
            "name": label,
            "tier": tiers[tier],
            "kind": kinds[kind],
            "area": area,
            "address": f"{area.name}{rng.choice(('党群服务中心', '文化活动中心', '便民服务大厅'))}一楼",
            "opened_on": opened,
            "host": "党群服务中心",
            "hours": "工作日9:00至17:00",
            **fields,
        }
        row = Station.objects.add_child(parent, facts) if parent else Station.objects.add_root(facts)
        network.stations.append(row)
        return row

    top = make(None, "总站", places.city, "云川市人大代表联络总站")
    centres = {c.pk: make(top, "中心站", c, f"{c.name}人大代表联络中心站") for c in places.counties}
    for town in places.towns:
        network.halls[town.pk] = make(
            centres[town.get_parent().pk], "联络站", town, f"{town.name}人大代表联络站", phone="0599-2600000"
        )
    for number in range(size.stations - len(network.stations)):
        town = places.towns[number % len(places.towns)]
        _point(make, network.halls[town.pk], town, number)
    _staff(network, places, people, start, rng)
    _settle(network, registry)
    return network


def _point(make, hall: Station, town, number: int) -> None:
    if number % 9 == 8:
        make(hall, "流动联络点", town, f"{town.name}流动联络点{number + 1}号", mobile=True)
    elif number % 9 == 7:
        make(hall, "联络点", town, f"{town.name}企业联络点{number + 1}号", kind="企业", host="示范企业")
    else:
        make(hall, "联络点", town, f"{town.name}第{number // 50 + 1}社区联络点")


def _staff(network: Network, places: Places, people: People, start: date, rng: Random) -> None:
    """A clerk for each town's station; the demo clerk keeps the first town's."""
    first = network.halls[places.towns[0].pk]
    Staff.objects.create(station=first, post=people.posts["station"], duty=StaffDuty.CLERK)
    network.clerks[first.pk] = people.users["station"]
    for town in places.towns[1:]:
        hall = network.halls[town.pk]
        user = User.objects.create(username=f"station{town.code}", name=name(rng), password=people.password)
        post = Post.objects.create(user=user, role=Role.CLERK, area=town, starts_on=start, title="联络员")
        Staff.objects.create(station=hall, post=post, duty=StaffDuty.CLERK)
        network.clerks[hall.pk] = user


def _settle(network: Network, registry: Registry) -> None:
    """Every deputy into the station of his town; the groups go along."""
    rows = []
    for deputy in registry.deputies:
        hall = network.halls[deputy.area_id]
        network.deputies.setdefault(hall.pk, []).append(deputy)
        rows.append(Stationing(station=hall, deputy=deputy, starts_on=date(2022, 2, 1)))
    Stationing.objects.bulk_create(rows, batch_size=BATCH)
    for hall in network.halls.values():
        hall.groups.set(hall.area.groups.all())
