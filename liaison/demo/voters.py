"""What voters of the demo do by themselves: codes on the wall, matters said by web."""

import uuid
from datetime import date
from random import Random

from liaison.demo import words
from liaison.demo.network import Network
from liaison.demo.places import Places
from stations.intake import NewMatter
from stations.models import DeputyCode, Station, StationCode
from stations.online import take_in

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
