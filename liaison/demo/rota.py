"""The stations' rules of reception days, a year's plan made from them, leave and appointments."""

from datetime import date, time, timedelta
from random import Random

from liaison.demo import words
from liaison.demo.network import Network
from liaison.demo.people import People
from stations.choices import ReceptionState, RulePattern
from stations.models import Absence, Booking, DayRule, Reception
from stations.plans import carry_out

# as the towns of the seeds hold them: the 10th, the 10th and 20th, the 15th of odd months, the first Friday
RULES = (
    {"pattern": RulePattern.DAYS, "days": "10"},
    {"pattern": RulePattern.DAYS, "days": "10,20", "theme": "教育、医疗卫生专题接待"},
    {"pattern": RulePattern.DAYS, "days": "15", "months": "odd"},
    {"pattern": RulePattern.ORDINAL, "ordinal": 1, "weekday": 4},
)
REASONS = ("外出学习", "参加上级会议", "出差", "住院休养")


def build(people: People, network: Network, today: date, rng: Random) -> None:
    """Rules for the towns' stations, the rest of the year planned, a few deputies on leave, two voters expected."""
    halls = list(network.halls.values())
    DayRule.objects.bulk_create(
        DayRule(
            station=hall, starts_at=time(9), ends_at=time(11), place=hall.address, starts_on=today,
            **RULES[(number + 1) % len(RULES)],
        )
        for number, hall in enumerate(halls)
    )  # fmt: skip
    _leave(people, network, today, rng)
    carry_out(people.users["office"], halls, today.year, today)
    if today.month > 10:
        carry_out(people.users["station"], halls[:1], today.year + 1, today)
    _appointments(people, halls[0], today, rng)


def _leave(people: People, network: Network, today: date, rng: Random) -> None:
    rows = []
    for deputies in network.deputies.values():
        away = rng.choice(deputies)
        start = today + timedelta(days=rng.randint(3, 40))
        facts = {"reason": rng.choice(REASONS), "recorded_by": people.users["office"]}
        rows.append(
            Absence(deputy=away, starts_on=start, ends_on=start + timedelta(days=rng.randint(2, 20)), **facts)
        )
    Absence.objects.bulk_create(rows)


def _appointments(people: People, hall, today: date, rng: Random) -> None:
    ahead = (
        Reception.objects.filter(station=hall, on__gt=today, state=ReceptionState.PLANNED)
        .order_by("on")
        .first()
    )
    for number in range(2 if ahead else 0):
        trouble = rng.choice(words.TROUBLES)
        Booking.objects.create(
            reception=ahead, voter_name=words.name(rng), phone=f"1390000{number}321", about=trouble[1],
            made_by=people.users["station"],
        )  # fmt: skip
