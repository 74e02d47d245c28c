"""Build the whole demo, in the order in which things come to be."""

from collections.abc import Callable
from datetime import date
from random import Random

from django.db import connection, transaction

from accounts.models import User
from liaison.demo import (
    former,
    journalling,
    linked_years,
    network,
    people,
    places,
    reading,
    registry,
    rota,
    voters,
)
from liaison.demo.appraised_years import AppraisedYears
from liaison.demo.appraising import Appraising
from liaison.demo.branching import Branching
from liaison.demo.clocks import Sheets
from liaison.demo.commended_years import CommendedYears
from liaison.demo.handling import Handling
from liaison.demo.institution import Institution
from liaison.demo.linking import Linking
from liaison.demo.rated_years import RatedYears
from liaison.demo.receiving import Receiving
from liaison.demo.showcase import Showcase
from liaison.demo.sizes import Size
from liaison.demo.stationed_years import StationedYears
from liaison.demo.supervised_years import SupervisedYears
from liaison.demo.supervising import Supervising
from reports.tallies import fold
from suggestions.backfill import fill_fulfilments


class NotEmpty(Exception):
    """The database already has people in it; the demo never mixes with real work."""


@transaction.atomic
def build(size: Size, today: date, say: Callable[[str], None], seed: int = 2026) -> None:
    """Fill an empty database. Raises NotEmpty."""
    if User.objects.exists():
        raise NotEmpty
    rng, start = Random(seed), date(2022, 1, 1)
    say("行政区域与机构…")
    spots = places.build(size, rng)
    folk = people.build(spots, start, rng)
    say("代表名册…")
    roll = registry.build(spots, folk, size, today, rng)
    say("联络站…")
    net = network.build(spots, folk, roll, size, start, rng)
    sheets = Sheets()
    say("接待日与群众意见…")
    Receiving(spots, net, size, today, rng, sheets).build()
    say("代表建议…")
    Handling(spots, folk, roll, size, today, rng, sheets).build()
    if size.showcase:
        rota.build(folk, net, today, rng)
        Showcase(spots, folk, roll, net, today, rng).build()
        voters.build(spots, net, today, rng)
        Appraising(spots, folk, net, today, rng).build()
        Branching(spots, folk, net, today, rng).build()
        Institution(folk, net, today, rng).build()
        Linking(folk, net, today).build()
        Supervising(folk, net, today).build()
        former.build(spots, folk, roll, size, today, rng, sheets)
        reading.build(folk.users.values())
    else:
        say("站点工作…")
        StationedYears(folk, net, size.years, today, rng).build()
        AppraisedYears(spots, folk, net, size.years, today, rng).build()
        homes = [one for hall in net.halls.values() for one in net.deputies.get(hall.pk, [])]
        linked_years.build(
            folk.users["office"], folk.users["office"].posts.get().area, homes, size.years, today
        )
        RatedYears(spots, folk, size.years, today, rng).build()
        CommendedYears(spots, folk, size.years, today, rng).build()
        SupervisedYears(spots, folk, roll, size.years, today, rng).build()
    fill_fulfilments(connection)
    fold()
    say("日志…")
    journalling.build(folk, size.journal, size.years, today, rng)
