"""The demo people, one sign-in for each role, and the staff behind the rest of the data."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import AdminKind, User
from liaison.demo.places import Places
from liaison.demo.words import name
from offices.choices import Role
from offices.models import Office, Post

SIGN_INS = (
    "station",
    "deputy",
    "codeputy",
    "office",
    "govoffice",
    "unit",
    "unithead",
    "counit",
    "leader",
    "sysadmin",
    "secadmin",
    "auditor",
)


# which of the deputies, counted from one, each of the demo's deputies is; every sixth sits in the city's congress
DEPUTIES = {"deputy": 1, "codeputy": 7}


@dataclass
class People:
    """users by sign-in; staff by (role, office or area id); password: the hash all of them share."""

    password: str
    users: dict[str, User] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    staff: dict[tuple[str, int], User] = field(default_factory=dict)


def build(places: Places, start: date, rng: Random) -> People:
    people = People(make_password(settings.DEMO_PASSWORD))
    city, town = places.city, places.towns[0]
    committee, government = places.committees[city.pk], places.governments[city.pk]
    unit, co_unit = places.units[city.pk][0], places.units[city.pk][2]
    _sign_in(people, "station", "林晓燕", start, role=Role.CLERK, area=town, title="联络员")
    _sign_in(people, "deputy", "陈建国", start, role=Role.DEPUTY, area=town, title="市人大代表")
    elsewhere = places.towns[(DEPUTIES["codeputy"] - 1) % len(places.towns)]
    _sign_in(people, "codeputy", "赵敏", start, role=Role.DEPUTY, area=elsewhere, title="市人大代表")
    _sign_in(
        people,
        "office",
        "周文静",
        start,
        role=Role.COMMITTEE,
        area=city,
        office=committee,
        title="代表工委科长",
    )
    _sign_in(
        people,
        "govoffice",
        "吴海涛",
        start,
        role=Role.GOVERNMENT,
        area=city,
        office=government,
        title="督查科科长",
    )
    _sign_in(people, "unit", "孙丽娟", start, role=Role.HANDLER, area=city, office=unit, title="办公室主任")
    _sign_in(people, "unithead", "郑宏伟", start, role=Role.UNIT_HEAD, area=city, office=unit, title="局长")
    _sign_in(
        people, "counit", "何志远", start, role=Role.HANDLER, area=city, office=co_unit, title="办公室副主任"
    )
    _sign_in(people, "leader", "高志明", start, role=Role.LEADER, area=city, title="市人大常委会副主任")
    _sign_in(people, "sysadmin", "罗启明", start, admin_kind=AdminKind.SYSTEM)
    _sign_in(people, "secadmin", "冯立新", start, admin_kind=AdminKind.SECURITY)
    _sign_in(people, "auditor", "沈秋平", start, admin_kind=AdminKind.AUDIT)
    people.staff[Role.COMMITTEE, committee.pk] = people.users["office"]
    people.staff[Role.HANDLER, unit.pk] = people.users["unit"]
    people.staff[Role.HANDLER, co_unit.pk] = people.users["counit"]
    people.staff[Role.UNIT_HEAD, unit.pk] = people.users["unithead"]
    _staff(people, places, start, rng)
    return people


def _sign_in(people: People, username: str, full: str, start: date, *, admin_kind: str = "", **post) -> None:
    user = User.objects.create(
        username=username,
        name=full,
        password=people.password,
        admin_kind=admin_kind,
        email=f"{username}@example.cn",
    )
    people.users[username] = user
    if post:
        people.posts[username] = Post.objects.create(user=user, starts_on=start, **post)


def _staff(people: People, places: Places, start: date, rng: Random) -> None:
    """One clerk for every congress office; a handler and a head for every unit."""
    wanted = [(Role.COMMITTEE, office) for office in places.committees.values()]
    for units in places.units.values():
        wanted += [(role, unit) for unit in units for role in (Role.HANDLER, Role.UNIT_HEAD)]
    wanted = [(role, office) for role, office in wanted if (role, office.pk) not in people.staff]
    users = User.objects.bulk_create(
        User(username=_username(role, office), name=name(rng), password=people.password)
        for role, office in wanted
    )
    people.staff |= {(role, office.pk): user for (role, office), user in zip(wanted, users, strict=True)}
    Post.objects.bulk_create(
        Post(user=user, role=role, area=office.area, office=office, starts_on=start)
        for (role, office), user in zip(wanted, users, strict=True)
    )


def _username(role: str, office: Office) -> str:
    return f"{role}{office.area.code}{office.code}".lower()
