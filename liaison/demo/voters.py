"""What voters of the demo do by themselves: codes on the wall, matters said by web."""

import uuid
from datetime import date
from random import Random

from accounts.models import User
from deputies.models import Deputy
from liaison.demo import words
from liaison.demo.network import Network
from liaison.demo.places import Places
from stations.intake import NewMatter
from stations.models import DeputyCode, Echo, Opinion, Station, StationCode
from stations.online import take_in
from stations.wish_lifecycle import WISH
from stations.wishes import take_idea, take_wish
from workflow.lifecycle import perform

PHONE = "13900005678"


def build(places: Places, network: Network, today: date, rng: Random) -> None:
    """Every town's station is open online and has its code; three voters have spoken at the first."""
    halls = list(network.halls.values())
    Station.objects.filter(pk__in=[hall.pk for hall in halls]).update(online=True)
    StationCode.objects.bulk_create(
        [StationCode(station=hall, issued_by=network.clerks[hall.pk]) for hall in halls]
    )
    first = halls[0]
    clerk, deputies = network.clerks[first.pk], network.deputies.get(first.pk, [])[:20]
    DeputyCode.objects.bulk_create([DeputyCode(deputy=deputy, issued_by=clerk) for deputy in deputies])
    for number, trouble in enumerate(rng.sample(words.TROUBLES, 3)):
        voter = {"voter_name": words.name(rng), "phone": PHONE, "sms": number == 0, "confidential": False}
        matter = NewMatter(words.complaint(rng, trouble), places.categories[trouble[0]])
        take_in(first, voter, matter, token=uuid.UUID(int=rng.getrandbits(128)),
                addressee=deputies[0] if number == 2 and deputies else None)  # fmt: skip
    _wishes(first, clerk, deputies, rng)
    _echoes(first, today)


WISHES = (
    ("想要一台收音机", "独居老人白天想听听戏曲。", "社区一位独居老人想要一台收音机。"),
    ("想要一副老花镜", "看报纸看不清。", "社区一位老人想要一副老花镜。"),
    ("孩子想要一套课外书", "家里三个孩子上小学。", "社区一个多子女家庭的孩子想要一套课外书。"),
)


def _wishes(first: Station, clerk: User, deputies: list[Deputy], rng: Random) -> None:
    """One wish of each kind, and a project proposed."""
    rows = []
    for title, told, text in WISHES:
        voter = {"voter_name": words.name(rng), "phone": PHONE, "confidential": False}
        row = take_wish(None, first, voter, uuid.UUID(int=rng.getrandbits(128)), title=title, text=told)
        rows.append((row, text))
    for row, text in rows[:2]:
        perform(WISH, row.pk, "accept", clerk, title=row.title, text=text)
    if deputies:
        perform(WISH, rows[0][0].pk, "claim_for", clerk, deputy=deputies[0])
    voter = {"voter_name": words.name(rng), "phone": PHONE, "confidential": False}
    take_idea(None, first, voter, uuid.UUID(int=rng.getrandbits(128)), title="在清河小区增设电动车充电棚",
              text="飞线充电有火灾隐患。", place="清河小区北门", benefit="小区约800户居民")  # fmt: skip


def _echoes(first: Station, today: date) -> None:
    """The last answers of the first station stand on the echo wall."""
    rows = Opinion._base_manager.filter(station=first, state="closed", confidential=False).exclude(answer="")
    Echo.objects.bulk_create(
        Echo(
            subject=row,
            station=first,
            question=row.summary,
            answer=row.answer,
            published_on=row.answered_on or today,
        )
        for row in rows.order_by("-opened_on", "-pk")[:6]
    )
