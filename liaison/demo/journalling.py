"""Journal rows, as years of work would have left them."""

from datetime import date, timedelta
from random import Random

from journal.models import Entry, EntryKind
from liaison.demo.copying import write
from liaison.demo.people import People
from liaison.demo.receiving import at

BATCH = 5000
VERBS = (
    "代表建议：立案",
    "代表建议：交办",
    "承办：签收",
    "承办：发出答复",
    "群众意见：转办",
    "群众意见：告知选民",
)


def build(people: People, count: int, years: int, today: date, rng: Random) -> None:
    users = list(people.users.values()) + list(people.staff.values())[:200]
    days = years * 365
    for first in range(0, count, BATCH):
        write(
            Entry,
            (
                _entry(rng.choice(users), today - timedelta(days=days - number * days // count), number, rng)
                for number in range(first, min(first + BATCH, count))
            ),
        )


def _entry(user, on: date, number: int, rng: Random) -> Entry:
    return Entry(
        at=at(on, 8 + number % 9),
        kind=EntryKind.DEED,
        verb=rng.choice(VERBS),
        actor=user,
        actor_name=user.name,
        subject_type="suggestions.suggestion",
        subject_id=number % 30000 + 1,
        subject=f"第{number % 3000 + 1}号建议",
        data={"event": number},
    )
