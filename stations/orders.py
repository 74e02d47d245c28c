"""Sending many opinions to many units on one order (交办单)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from offices.models import Office
from offices.posts import acting_post, holds
from offices.scope import scope_of
from stations.actors import STATION_ROLES, station_of
from stations.choices import OpinionState
from stations.models import Opinion, Order, next_number
from stations.opinion_lifecycle import OPINION
from workflow.calendar import legal_calendar
from workflow.deadlines import compute
from workflow.lifecycle import perform
from workflow.rules import rule_of
from workflow.transitions import OutOfStep, Refused


@dataclass
class Sent:
    """What became of a sending: the order (None when nothing could be sent), and what stayed behind, with why."""

    order: Order | None = None
    done: list[Opinion] = field(default_factory=list)
    failed: list[tuple[Opinion, str]] = field(default_factory=list)


def waiting_for(user: Any) -> QuerySet:
    """The opinions this person may put on an order, oldest first."""
    rows = Opinion.objects.visible_to(user).filter(state=OpinionState.OPENED)
    return rows.select_related("station", "category", "area").defer("grams").order_by("opened_on", "pk")


def due_if_sent(opinion: Opinion) -> dt.date:
    """Until when the unit would have to answer, were it sent today."""
    today = timezone.localdate()
    return compute(rule_of("opinion", opinion.area, today), today, legal_calendar()).due_on


@transaction.atomic
def send(actor: Any, choices: Mapping[Opinion, Office], requirement: str) -> Sent:
    """Send each opinion to its unit, on one order; what cannot go stays where it is, with the reason."""
    sent = Sent()
    post = acting_post(actor).principal
    station = station_of(actor) if holds(actor, *STATION_ROLES) else None
    area, today = (station.area if station else post.area), timezone.localdate()
    number = next_number(Order, "JB", station.code if station else area.code, today.year)
    order = Order.objects.create(
        number=number, area=area, station=station, requirement=requirement, sent_on=today, sent_by=actor
    )
    for opinion, office in choices.items():
        try:
            with transaction.atomic():
                sent.done.append(
                    perform(OPINION, opinion.pk, "order", actor, order=order, office=office, note=requirement)
                )
        except PermissionDenied:
            sent.failed.append((opinion, "不在您的办理范围内。"))
        except (OutOfStep, Refused) as no:
            sent.failed.append((opinion, str(no)))
    if sent.done:
        sent.order = order
    else:
        order.delete()
    return sent


def may_send(user: Any) -> bool:
    """Station staff, and the congress's working organ."""
    return bool(holds(user, *STATION_ROLES)) or (
        holds(user, "committee") and bool(scope_of(user).ids("area"))
    )


def by_unit(rows: list[Opinion]) -> list[tuple[Office, list[Opinion]]]:
    """The opinions of an order, unit by unit, in the order of the units' codes."""
    found: dict[int, tuple[Office, list[Opinion]]] = {}
    for row in rows:
        found.setdefault(row.office_id, (row.office, []))[1].append(row)
    return sorted(found.values(), key=lambda pair: (pair[0].code, pair[0].pk))
