"""The clock of an opinion that was sent to somebody, and its day as the lists read it."""

from typing import Any

from django.db.models import F, OuterRef, Subquery

from stations.actors import station_people
from stations.models import Opinion, OpinionClock
from workflow.clocks import Clockwork, Holder
from workflow.models import Clock


def holder(opinion: Opinion) -> Holder:
    """The unit it went to; where the receiver has no account, the station that follows it up."""
    return opinion.office or next(iter(station_people(opinion)), None)


class OpinionClockwork(Clockwork):
    """Keeps the due day also on the opinion, where lists filter and sort by it."""

    def start(self, subject: Opinion, code: str, *args: Any, **kwargs: Any) -> Clock:
        clock = super().start(subject, code, *args, **kwargs)
        subject.due_on = clock.due_on
        subject.save(update_fields=["due_on"])
        return clock


OPINION_CLOCKS = OpinionClockwork(model=OpinionClock, holders={"opinion": holder})


def copy_due_days() -> int:
    """Bring the opinions' days in line with clocks that a change of calendar or rule has moved."""
    moved = OpinionClock.objects.open().exclude(due_on=F("subject__due_on"))
    day = OpinionClock.objects.open().filter(subject=OuterRef("pk")).order_by("-pk").values("due_on")[:1]
    return Opinion._base_manager.filter(pk__in=moved.values("subject")).update(due_on=Subquery(day))
