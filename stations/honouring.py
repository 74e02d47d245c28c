"""Giving stars and plates, ending them, and giving them back. Rows end and are never deleted."""

import datetime as dt
from typing import Any

from django.utils import timezone

from stations.grades import HonourKind
from stations.models import Appraisal, Honour, Station

K = HonourKind
NUMERALS = "零一二三四五"


def end(rows: Any, why: str, by: Appraisal | None = None) -> int:
    """End honours today, saying why and by which result; how many."""
    return rows.filter(ended_on=None).update(
        ended_on=timezone.localdate(), ended_because=why[:200], ended_by=by
    )


def honour(appraisal: Appraisal) -> Honour | None:
    """The stars of a result that stands: the station's former ones end, and a former loss of the plate too."""
    rows = Honour._base_manager.filter(station=appraisal.station_id)
    end(rows.filter(kind=K.STARS), f"{appraisal.round.year}年重新评定", appraisal)
    end(rows.filter(kind=K.REVOKED), f"{appraisal.round.year}年考评合格", appraisal)
    if not appraisal.stars:
        return None
    return Honour._base_manager.create(
        station_id=appraisal.station_id, area_id=appraisal.area_id, kind=K.STARS, stars=appraisal.stars,
        name=f"{appraisal.round.year}年度{NUMERALS[appraisal.stars]}星级联络站", granted_on=timezone.localdate(),
        appraisal=appraisal,
    )  # fmt: skip


def strip(appraisal: Appraisal, why: str, *, plates: bool) -> None:
    """End the station's stars; with plates its plates too, and write the loss down."""
    rows = Honour._base_manager.filter(station=appraisal.station_id)
    end(rows.filter(kind=K.STARS), why, appraisal)
    if not plates:
        return
    end(rows.filter(kind=K.PLATE), f"摘牌：{why}", appraisal)
    if not rows.filter(kind=K.REVOKED, ended_on=None).exists():
        Honour._base_manager.create(
            station_id=appraisal.station_id, area_id=appraisal.area_id, kind=K.REVOKED, appraisal=appraisal,
            name=f"{appraisal.round.year}年度考评摘牌", granted_on=timezone.localdate(),
        )  # fmt: skip


def give_back(appraisal: Appraisal, why: str) -> None:
    """Undo what a result did: what it gave ends, and what it ended is given again as rows of today."""
    end(Honour._base_manager.filter(appraisal=appraisal), f"结果更正：{why}")
    ended = Honour._base_manager.filter(ended_by=appraisal).exclude(kind=K.REVOKED)
    for old in ended.order_by("pk"):
        held = Honour._base_manager.filter(station=old.station_id, kind=old.kind, ended_on=None)
        if not held.exists():
            grant(
                old.station, old.kind, old.name, number=old.number, stars=old.stars, appraisal=old.appraisal
            )
    ended.update(ended_by=None)


def grant(
    station: Station, kind: str, name: str, *, on: dt.date | None = None, number: str = "", stars: int = 0,
    appraisal: Appraisal | None = None,
) -> Honour:  # fmt: skip
    """A new honour in force."""
    return Honour._base_manager.create(
        station=station, area_id=station.area_id, kind=kind, name=name, number=number, stars=stars,
        granted_on=on or timezone.localdate(), appraisal=appraisal,
    )  # fmt: skip
