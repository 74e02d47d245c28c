"""Terms, sessions, deputies and their mandates, delegations and groups."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from pypinyin import lazy_pinyin

from deputies.choices import Gender, GroupDuty, Level
from deputies.models import Delegation, Deputy, Group, GroupMember, Mandate, Session, Term
from liaison.demo import words
from liaison.demo.copying import write
from liaison.demo.people import DEPUTIES, People
from liaison.demo.places import Places
from liaison.demo.sizes import Size
from offices.choices import AreaKind
from pages.search import fill_grams

LEVEL_OF = {AreaKind.CITY: Level.CITY, AreaKind.COUNTY: Level.COUNTY, AreaKind.TOWN: Level.TOWN}
BATCH = 2000


@dataclass
class Registry:
    """sessions by area id, newest last; deputies by the area whose congress they sit in."""

    terms: dict[int, list[Term]] = field(default_factory=dict)
    sessions: dict[int, list[Session]] = field(default_factory=dict)
    deputies: list[Deputy] = field(default_factory=list)
    by_congress: dict[int, list[Deputy]] = field(default_factory=dict)


def build(places: Places, people: People, size: Size, today: date, rng: Random) -> Registry:
    registry = Registry()
    for area in (places.city, *places.counties, *(t for t in places.towns if t.kind == AreaKind.TOWN)):
        _congress(registry, area, size.years, today)
    _deputies(registry, places, people, size.deputies, rng)
    _mandates(registry, places, rng)
    _groups(registry, places, rng)
    return registry


def _congress(registry: Registry, area, years: int, today: date) -> None:
    """Terms of five years from January 2012, 2017, 2022; a session every January."""
    registry.terms[area.pk], registry.sessions[area.pk] = [], []
    for first in range(2012, today.year + 1, 5):
        if first + 5 <= today.year - years:
            continue
        number = (first - 2012) // 5 + 15
        ends = date(first + 4, 12, 31) if first + 5 <= today.year else None
        term = Term.objects.create(
            area=area, level=LEVEL_OF[area.kind], number=number, starts_on=date(first, 1, 10), ends_on=ends
        )
        registry.terms[area.pk].append(term)
        for nth in range(1, 6):
            opens = date(first + nth - 1, 1, 10)
            if opens <= today:
                registry.sessions[area.pk].append(
                    Session.objects.create(
                        term=term, number=nth, opens_on=opens, closes_on=opens + timedelta(days=4)
                    )
                )


def _deputies(registry: Registry, places: Places, people: People, count: int, rng: Random) -> None:
    rows, users = [], {number: people.users[name] for name, number in DEPUTIES.items()}
    genders = {1: Gender.MALE, 7: Gender.FEMALE}
    for number in range(1, count + 1):
        user = users.get(number)
        full = user.name if user else words.name(rng)
        area = places.towns[(number - 1) % len(places.towns)]
        rows.append(
            Deputy(
                area=area,
                code=f"DB{number:05}",
                name=full,
                sort_key=" ".join(lazy_pinyin(full)),
                user=user,
                gender=genders.get(number) or rng.choice(Gender.values),
                ethnicity=rng.choice(words.ETHNICITIES),
                birth_month=date(rng.randint(1958, 1995), rng.randint(1, 12), 1),
                party=rng.choice(words.PARTIES),
                education=rng.choice(words.EDUCATIONS),
                employer=f"{area.name}{rng.choice(words.EMPLOYERS)}",
                expertise=rng.choice(words.EXPERTISE),
                phone=f"13{rng.randint(0, 999999999):09}",
                address=f"{area.name}{words.PLACES[number % len(words.PLACES)]}{number % 90 + 1}号",
                postcode="353000",
            )
        )
    fill_grams(rows)
    registry.deputies = write(Deputy, rows)


def _mandates(registry: Registry, places: Places, rng: Random) -> None:
    """Every deputy sits in the lowest congress above his home; one in six also in the city's."""
    rows: list[Mandate] = []
    delegations = {
        area.pk: Delegation.objects.create(term=registry.terms[places.city.pk][-1], name=f"{area.name}代表团")
        for area in places.counties
    }
    parents = {town.pk: town.get_parent() for town in places.towns}
    for number, deputy in enumerate(registry.deputies):
        home = deputy.area
        congress = home if home.kind == AreaKind.TOWN and number % 2 else parents[home.pk]
        seats = [(congress, None)] if number else []  # the demo deputy sits in the city's congress alone
        if number % 6 == 0:
            seats.append((places.city, delegations[parents[home.pk].pk]))
        for area, delegation in seats:
            term = registry.terms[area.pk][-1]
            registry.by_congress.setdefault(area.pk, []).append(deputy)
            rows.append(
                Mandate(
                    deputy=deputy,
                    term=term,
                    level=term.level,
                    certificate=f"{area.code}-{term.number}-{number + 1:05}",
                    constituency=f"{home.name}第{number % 9 + 1}选区"
                    if delegation is None
                    else parents[home.pk].name,
                    delegation=delegation,
                    starts_on=term.starts_on,
                )
            )
    write(Mandate, rows)


def _groups(registry: Registry, places: Places, rng: Random) -> None:
    """Groups of about ten in every town."""
    homes: dict[int, list[Deputy]] = {}
    for deputy in registry.deputies:
        homes.setdefault(deputy.area_id, []).append(deputy)
    duties = (GroupDuty.LEADER, GroupDuty.DEPUTY_LEADER, GroupDuty.LIAISON)
    members = []
    for town in places.towns:
        mine = homes.get(town.pk, [])
        for number, start in enumerate(range(0, len(mine), 10), 1):
            group = Group.objects.create(area=town, name=f"{town.name}第{number}代表小组")
            for place, deputy in enumerate(mine[start : start + 10]):
                duty = duties[place] if place < len(duties) else GroupDuty.MEMBER
                members.append(
                    GroupMember(group=group, deputy=deputy, duty=duty, starts_on=date(2022, 1, 10))
                )
    write(GroupMember, members)
