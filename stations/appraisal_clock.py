"""The clocks of an appraisal: the days for an objection, and those for rectifying."""

from typing import Any

from django.db.models import F, OuterRef, Subquery

from stations.actors import station_people
from stations.models import Appraisal, AppraisalClock
from workflow.clocks import Clockwork, Holder
from workflow.models import Clock

RULES = ("appraisal_objection", "appraisal_rectify")


def holder(appraisal: Appraisal) -> Holder:
    """The station's staff, the first of them."""
    return next(iter(station_people(appraisal)), None)


class AppraisalClockwork(Clockwork):
    """Keeps the day of the clock that runs also on the appraisal, where lists read it."""

    def start(self, subject: Appraisal, code: str, *args: Any, **kwargs: Any) -> Clock:
        clock = super().start(subject, code, *args, **kwargs)
        subject.due_on = clock.due_on
        subject.save(update_fields=["due_on"])
        return clock

    def stop(self, subject: Appraisal, *codes: str, **kwargs: Any) -> int:
        stopped = super().stop(subject, *codes, **kwargs)
        subject.due_on = None
        subject.save(update_fields=["due_on"])
        return stopped


APPRAISAL_CLOCKS = AppraisalClockwork(model=AppraisalClock, holders=dict.fromkeys(RULES, holder))


def copy_due_days() -> int:
    """Bring the appraisals' days in line with clocks that a change of calendar or rule has moved."""
    moved = AppraisalClock.objects.open().exclude(due_on=F("subject__due_on"))
    day = AppraisalClock.objects.open().filter(subject=OuterRef("pk")).order_by("-pk").values("due_on")[:1]
    return Appraisal._base_manager.filter(pk__in=moved.values("subject")).update(due_on=Subquery(day))
