"""Logging a voter's visit: the visit, its matters, an opinion of each, and the first step of each, at one go."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from deputies.models import Deputy
from offices.models import Category
from pages.fields import keyed_digest
from stations.choices import REFERRALS, Channel, ReceptionState, Route, TellWay
from stations.models import Matter, Opinion, Reception, Station, Visit, new_receipt, next_number
from stations.opinion_lifecycle import OPINION
from stations.opinion_steps import why_not_sent
from stations.reception_lifecycle import RECEPTION
from workflow.lifecycle import begin, perform
from workflow.transitions import Refused

# the step that each route takes, and the fields of the matter that it needs
STEPS: dict[str, tuple[str, tuple[str, ...]]] = {
    Route.ON_SPOT: ("answer", ("answer",)),
    Route.COMMUNITY: ("refer", ("route", "receiver", "advice")),
    Route.TOWN: ("refer", ("route", "receiver", "advice")),
    Route.OFFICE: ("refer", ("route", "office", "advice")),
    Route.HOTLINE: ("refer", ("route", "advice")),
    Route.REFUSED: ("refuse", ("refusal", "go_instead")),
    Route.DEPUTY: ("offer", ("deputy", "advice")),
}


@dataclass(frozen=True)
class NewMatter:
    """One matter as it was typed. route "" leaves the opinion open; fields: what the route needs.

    text holds the voter's own words alone; summary is the clerk's (domain rule 78).
    """

    text: str
    category: Category
    route: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    summary: str = ""


@dataclass(frozen=True)
class Logged:
    """The visit, and whether it was written now (False: the same form had been sent before)."""

    visit: Visit
    fresh: bool


def log_visit(
    actor: Any,
    station: Station,
    voter: dict[str, Any],
    matters: list[NewMatter],
    *,
    on: dt.date,
    token: UUID | None = None,
    reception: Reception | None = None,
    channel: str = "",
    addressee: Deputy | None = None,
    late: bool = False,
) -> Logged:
    """Write a visit with all that follows from it, once.

    voter: fields of Visit (voter_name, gender, phone, address, constituency, confidential…).
    actor None: the voter himself, without signing in. channel "": the reception day, else a visit.
    addressee: the deputy at whose code it was said.
    late: the day may be archived already; what was noted on paper is added to it, with a trace of its own.
    The same token gives the visit already there. Raises Refused, with the field's name.
    """
    if token and (there := Visit._base_manager.filter(token=token).first()):
        return Logged(there, fresh=False)
    try:
        with transaction.atomic():
            closed = _still_open(reception, late) if reception else False
            visit = _new_visit(actor, station, voter, on, token, reception)
            if reception and closed:
                perform(RECEPTION, reception.pk, "add", actor, note=f"补录{visit.number}")
            way = channel or (Channel.RECEPTION if reception else Channel.VISIT)
            for order, new in enumerate(matters, 1):
                _open_opinion(actor, visit, order, new, {"channel": way, "addressee": addressee})
            return Logged(visit, fresh=True)
    except IntegrityError:
        there = Visit._base_manager.filter(token=token).first() if token else None
        if there is None:
            raise
        return Logged(there, fresh=False)


def _new_visit(
    actor: Any,
    station: Station,
    voter: dict[str, Any],
    on: dt.date,
    token: UUID | None,
    reception: Reception | None,
) -> Visit:
    visit = Visit(
        reception=reception, station=station, area_id=station.area_id, on=on, token=token, recorded_by=actor,
        number=next_number(Visit, "DJ", station.code, on.year), receipt=new_receipt(),
        phone_digest=keyed_digest(voter.get("phone", "")), **voter,
    )  # fmt: skip
    visit.save(force_insert=True)
    return visit


def _still_open(reception: Reception, late: bool) -> bool:
    """A visit belongs to a day that is open; the lock keeps it so until we are through. True for an archived one."""
    locked = Reception._base_manager.select_for_update(of=("self",)).get(pk=reception.pk)
    if late and locked.state == ReceptionState.CLOSED:
        return True
    if locked.state != ReceptionState.OPEN:
        raise Refused(f"接待日{locked.get_state_display()}，不能登记来访。")
    return False


def _open_opinion(actor: Any, visit: Visit, order: int, new: NewMatter, more: dict[str, Any]) -> None:
    opinion = Opinion(
        station=visit.station, area_id=visit.area_id, text=new.text, category=new.category, summary=new.summary,
        number=next_number(Opinion, "YJ", visit.station.code, visit.on.year),
        confidential=visit.confidential, opened_on=visit.on, **more,
    )  # fmt: skip
    opinion.save()
    matter = Matter._base_manager.create(
        visit=visit, opinion=opinion, order=order, text=new.text, category=new.category
    )
    begin(OPINION, opinion, actor)
    if new.route:
        _route(actor, opinion, matter, new)


def _route(actor: Any, opinion: Opinion, matter: Matter, new: NewMatter) -> None:
    """Take the route's step; who hears the answer at the desk has been told, face to face."""
    action, wanted = STEPS[new.route]
    data = {name: new.fields[name] for name in wanted if new.fields.get(name)}
    if new.route in REFERRALS:
        data["route"] = new.route
    if action in ("refer", "offer") and (why := why_not_sent(opinion)):
        raise Refused(f"{why}请选择“暂不处理”，登记后在意见页面报请批办。", "route")
    perform(OPINION, opinion.pk, action, actor, **data)
    if new.route in (Route.ON_SPOT, Route.REFUSED):
        tell(actor, opinion, matter, timezone.localdate(), TellWay.FACE)


@transaction.atomic
def tell(actor: Any, opinion: Opinion, matter: Matter, on: dt.date, how: str, verdict: str = "") -> Opinion:
    """Note that this voter was told; after the last one the opinion is closed."""
    data = {"verdict": verdict} if verdict else {}
    told = perform(OPINION, opinion.pk, "tell", actor, matter=matter, told_on=on, told_how=how, **data)
    return told if told.untold.exists() else perform(OPINION, opinion.pk, "close", actor)


def earlier_visits(station: Station, phone: str, name: str = "") -> QuerySet:
    """The visits of the same caller to this station, found by the digest of the phone, newest first."""
    if not phone:
        return Visit._base_manager.none()
    rows = Visit._base_manager.filter(phone_digest=keyed_digest(phone), station=station)
    return rows.order_by("-on", "-pk")
