"""What the tests of appraisal share: a round that runs, and one station's appraisal led to a state."""

import datetime as dt
from decimal import Decimal

from stations.appraisal_lifecycle import APPRAISAL
from stations.models import Appraisal, AppraisalGroup, AppraisalRound
from stations.round_lifecycle import ROUND
from stations.rounds import begin_items, share_out
from workflow.lifecycle import begin, perform

MANUAL = 20  # points of the pattern that are not counted


def a_round(cast, today: dt.date, **fields) -> AppraisalRound:
    """A draft of the city with the pattern's items and one group, zhou."""
    row = AppraisalRound.objects.create(**{
        "area": cast.city, "year": today.year, "name": "本年考评", "report_by": today, "starts_on": today - dt.timedelta(days=200),
        "ends_on": today + dt.timedelta(days=100), **fields,
    })  # fmt: skip
    row.tiers.add(cast.qinghe.tier)
    begin_items(row)
    begin(ROUND, row, cast.zhou)
    AppraisalGroup.objects.create(round=row, name="第一组").members.add(cast.zhou)
    return row


def running(cast, row: AppraisalRound) -> Appraisal:
    """The round opened, the stations shared out; the appraisal of 清河站."""
    perform(ROUND, row.pk, "open", cast.zhou)
    share_out(cast.zhou, row)
    return row.appraisals.get(station=cast.qinghe)


def rate_self(row: Appraisal, share: str = "1") -> None:
    """The station gives itself a share of the points of every item that is not counted."""
    for item in row.round.items.filter(fact=""):
        row.scores.update_or_create(item=item, defaults={"self_points": item.points * Decimal(share)})


def give_all(row: Appraisal, share: str) -> None:
    """The inspectors give a share of the points of every item."""
    for item in row.round.items.all():
        row.scores.update_or_create(
            item=item, defaults={"points": item.points * Decimal(share), "note": "核实"}
        )


class Taker:
    """Takes steps on one appraisal: take("report", "lin")."""

    def __init__(self, cast, row: Appraisal) -> None:
        self.cast, self.row = cast, row

    def __call__(self, action: str, who: str | None, **data) -> Appraisal:
        actor = getattr(self.cast, who) if who else None
        return perform(APPRAISAL, self.row.pk, action, actor, **data)

    def inspected(self, share: str) -> Appraisal:
        """Reported and inspected with a share of all points."""
        rate_self(self.row)
        self("report", "lin")
        give_all(self.row, share)
        return self("inspect", "zhou", words="情况属实")

    def decided(self, share: str, grade: str, stars: int = 0, **data) -> Appraisal:
        self.inspected(share)
        return self("decide", "zhou", grade=grade, stars=stars, **data)

    def accepted(self, share: str, grade: str, stars: int = 0, **data) -> Appraisal:
        self.decided(share, grade, stars, **data)
        return self("accept", "lin")
