"""The voters behind one suggestion, each with what he was told: as somebody may read it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from pages.masks import mask_name, mask_phone
from stations.actors import is_station
from stations.models import Matter
from suggestions.models import Suggestion, VoterTold

MOST = 500


@dataclass(frozen=True)
class Told:
    """One milestone of one voter. by: who told it, empty for the machine or the voter's own look-up."""

    milestone: str
    on: date | None
    how: str
    by: str
    late: bool
    due_on: date


@dataclass(frozen=True)
class Voter:
    """One line of voters.html. owed: the row to tap, for his own station alone."""

    name: str
    phone: str
    station: str
    said: str
    told: list[Told]
    owed: int | None


def voters_of(suggestion: Suggestion, user: Any) -> list[Voter]:
    """Those who wait first, then by station; a secret caller is named and numbered to nobody here."""
    own = VoterTold.objects.filter(suggestion=suggestion).select_related("told_by").order_by("pk")
    rows = Matter._base_manager.filter(opinion__lineage__suggestion=suggestion)
    rows = rows.select_related("visit", "opinion__station").defer("opinion__grams")
    rows = rows.prefetch_related(Prefetch("milestones_told", own, to_attr="told")).order_by(
        "opinion__station", "pk"
    )
    today = timezone.localdate()
    found = [_voter(row, user, today) for row in rows[:MOST]]
    return sorted(found, key=lambda voter: all(one.on for one in voter.told))


def _voter(row: Matter, user: Any, today: date) -> Voter:
    mine, secret = is_station(row.opinion, user), row.visit.confidential
    waiting = [one.pk for one in row.told if one.told_on is None]
    return Voter(
        "（要求保密）" if secret else mask_name(row.visit.voter_name),
        mask_phone(row.visit.phone) if mine and not secret else "",
        str(row.opinion.station),
        row.text if mine else "",
        [_told(one, today) for one in row.told],
        waiting[-1] if mine and waiting else None,
    )


def _told(row: VoterTold, today: date) -> Told:
    label = row.get_milestone_display() + (f"（第{row.round}次办理）" if row.round > 1 else "")
    return Told(
        label, row.told_on, row.get_told_how_display(), row.told_by.name if row.told_by else "",
        (row.told_on or today) > row.due_on, row.due_on,
    )  # fmt: skip
