"""The clock of an opinion that was sent to somebody, and its day as the lists read it."""

from typing import Any

from django.db.models import F, OuterRef, Subquery

from stations.actors import station_people
from stations.choices import Route
from stations.models import Opinion, OpinionClock
from workflow.clocks import Clockwork, Holder
from workflow.models import Clock


def holder(opinion: Opinion) -> Holder:
    """The unit or deputy it went to; where the receiver has no account, the station that follows it up."""
    if opinion.deputy and opinion.deputy.user:
        return opinion.deputy.user
    return opinion.office or next(iter(station_people(opinion)), None)


# each branch has its own limit; "opinion" is that of units, and the name of all of them in the table of steps
CODES = {
    Route.COMMUNITY: "opinion_community", Route.TOWN: "opinion_town", Route.HOTLINE: "opinion_hotline",
    Route.DEPUTY: "opinion_deputy",
}  # fmt: skip
BRANCHES = ("opinion", *CODES.values())


class OpinionClockwork(Clockwork):
    """Starts the limit of the opinion's branch, and keeps its due day also on the opinion, where lists read it."""

    def start(self, subject: Opinion, code: str, *args: Any, **kwargs: Any) -> Clock:
        branch = CODES.get(Route(subject.route), code) if subject.route else code
        clock = super().start(subject, branch, *args, **kwargs)
        subject.due_on = clock.due_on
        subject.save(update_fields=["due_on"])
        return clock

    def stop(self, subject: Opinion, *codes: str, **kwargs: Any) -> int:
        return super().stop(subject, *(BRANCHES if "opinion" in codes else codes), **kwargs)


OPINION_CLOCKS = OpinionClockwork(model=OpinionClock, holders=dict.fromkeys(BRANCHES, holder))


def copy_due_days() -> int:
    """Bring the opinions' days in line with clocks that a change of calendar or rule has moved."""
    moved = OpinionClock.objects.open().exclude(due_on=F("subject__due_on"))
    day = OpinionClock.objects.open().filter(subject=OuterRef("pk")).order_by("-pk").values("due_on")[:1]
    return Opinion._base_manager.filter(pk__in=moved.values("subject")).update(due_on=Subquery(day))
