"""Who is on duty on a reception day: nobody in two places in the same half-day."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from deputies.choices import MandateState
from deputies.models import Deputy, Mandate
from stations.choices import ReceptionState
from stations.models import Reception, RosterEntry, Stationing
from stations.yearplan import HALF_WORDS, halves
from workflow.transitions import Refused

Hours = tuple[dt.time, dt.time]


def clashes(
    deputies: Iterable[Deputy], on: dt.date, besides: Reception | None = None, hours: Hours | None = None
) -> list[str]:
    """One sentence for each of these deputies who is on duty elsewhere that half-day (that day, when no hours are given)."""
    rows = RosterEntry._base_manager.filter(deputy__in=list(deputies), reception__on=on)
    rows = rows.exclude(reception__state=ReceptionState.CANCELLED)
    if besides is not None and besides.pk:
        rows = rows.exclude(reception=besides)
    found = rows.select_related("deputy", "reception__station").order_by("deputy__sort_key", "pk")
    return [
        f"{row.deputy}当日{said}已在“{row.reception.station}”轮值"
        for row in found
        if (said := _meeting(row, hours)) is not None
    ]


def _meeting(row: RosterEntry, hours: Hours | None) -> str | None:
    """The half-day on which the two meet, in words; None when they do not."""
    theirs = halves(row.reception.starts_at, row.reception.ends_at)
    if hours is None:
        return ""
    return next((HALF_WORDS[half] for half in halves(*hours) if half in theirs), None)


def refuse_clashes(
    deputies: Iterable[Deputy], on: dt.date, besides: Reception, field: str, hours: Hours | None = None
) -> None:
    """Lock these deputies, so that two desks cannot take the same one, then look. Raises Refused."""
    keys = sorted(deputy.pk for deputy in deputies)
    list(Deputy._base_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    if said := clashes(deputies, on, besides, hours or (besides.starts_at, besides.ends_at)):
        raise Refused("；".join(said) + "。", field)


def put_on_duty(reception: Reception, deputies: Iterable[Deputy]) -> None:
    """Make exactly these deputies the roster; whoever stays keeps his attendance."""
    wanted = {deputy.pk: deputy for deputy in deputies}
    refuse_clashes(wanted.values(), reception.on, reception, "deputies")
    reception.roster.exclude(deputy__in=wanted).delete()
    there = set(reception.roster.values_list("deputy", flat=True))
    RosterEntry._base_manager.bulk_create(
        RosterEntry(reception=reception, deputy=deputy) for pk, deputy in wanted.items() if pk not in there
    )


def may_not_act(reception: Reception) -> str:
    """A sentence on who is on duty although his mandate has ended or is suspended (代表法 art. 61, 62); or ""."""
    active = Mandate._base_manager.filter(deputy=OuterRef("deputy"), state=MandateState.ACTIVE)
    rows = reception.roster.exclude(Exists(active)).order_by("pk")
    names = "、".join(rows.values_list("deputy__name", flat=True))
    return f"{names}的代表资格已终止或暂停执行职务，请调整轮值代表。" if names else ""


def stationed(station_ids: Iterable[int], on: dt.date | None = None) -> QuerySet:
    """The deputies assigned to these stations on a day (today by default)."""
    rows = Stationing.objects.in_force(on or timezone.localdate()).filter(station__in=station_ids)
    return Deputy._base_manager.filter(pk__in=rows.values("deputy"))
