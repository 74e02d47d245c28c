"""The roster of days already planned drawn anew: after a rule asks for more or fewer deputies, or others have come in.

Only days ahead that are still planned and whose deputies the plan chose; what somebody set by hand, and what is
published, stays as it is.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from stations.choices import ReceptionState
from stations.models import DayRule, Reception, ReceptionEvent, RosterEntry, Station
from stations.plans import Plan, draw_roster, lock_deputies, write_roster

BY_HAND = ("roster", "without", "with")  # steps after which the roster is no longer the plan's


def to_redraw(rule: DayRule, today: dt.date | None = None) -> QuerySet:
    """The days of a rule whose deputies may be chosen anew, the earliest first."""
    touched = ReceptionEvent._base_manager.filter(subject=OuterRef("pk"), action__in=BY_HAND)
    rows = Reception._base_manager.filter(
        rule=rule, state=ReceptionState.PLANNED, on__gt=today or timezone.localdate()
    )
    return rows.exclude(Exists(touched)).select_related("rule").order_by("on", "pk")


@transaction.atomic
def redraw(actor: Any, rule: DayRule, today: dt.date | None = None) -> int:
    """Choose the deputies of these days anew, fairly over each year. Returns on how many days."""
    today = today or timezone.localdate()
    station = (
        Station._base_manager.select_for_update(of=("self",)).select_related("area").get(pk=rule.station_id)
    )
    days = list(to_redraw(rule, today).select_for_update(of=("self",)))
    RosterEntry._base_manager.filter(reception__in=days).delete()
    chosen = 0
    for year in sorted({day.on.year for day in days}):
        plan = Plan(year, bare=[day for day in days if day.on.year == year])
        plan.choices = draw_roster(plan, [station], today)
        lock_deputies(plan)
        write_roster(plan.bare, plan.choices)
        chosen += len(plan.choices)
    data = {"rule": rule.pk, "days": len(days), "on_duty": chosen}
    enter(EntryKind.DEED, "重新安排轮值", actor, subject=station, data=data)
    return len(days)
