"""What voters say to a station without coming: taken in like a visit, with its files, its receipt and its notice."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from deputies.models import Deputy
from notices.outbox import post
from offices.limits import setting
from offices.models import Area
from pages.fields import keyed_digest
from pages.files import VOICES
from stations.actors import staff_users
from stations.choices import Channel, OpinionState, Verdict
from stations.intake import Logged, NewMatter, log_visit
from stations.models import Matter, Opinion, OpinionFile, Station, Visit
from stations.opinion_lifecycle import OPINION
from workflow.lifecycle import perform


@transaction.atomic
def take_in(
    station: Station,
    voter: dict[str, Any],
    matter: NewMatter,
    *,
    token: UUID,
    files: list[UploadedFile] = [],  # noqa: B006 read only
    addressee: Deputy | None = None,
) -> Logged:
    """Write what a voter said on the web, once: the same token gives the visit already there.

    voter: voter_name, phone, sms, confidential. files: already judged by their content.
    """
    told = voter | {"consented_at": timezone.now()}
    logged = log_visit(None, station, told, [matter], on=timezone.localdate(), token=token, channel=Channel.WEB,
                       addressee=addressee)  # fmt: skip
    if logged.fresh:
        opinion = logged.visit.matters.select_related("opinion").get().opinion
        _keep(opinion, files)
        _tell(opinion)
    return logged


def _keep(opinion: Opinion, files: list[UploadedFile]) -> None:
    """Store the files under generated names; what the voter's telephone called them is not kept."""
    counts = {"照片": 0, "录音": 0}
    for file in files:
        sound = getattr(file, "kind", None) in VOICES
        word = "录音" if sound else "照片"
        counts[word] += 1
        name = f"{word}{counts[word]}.{file.kind.extension}"
        OpinionFile._base_manager.create(subject=opinion, file=file, name=name, size=file.size, sound=sound)


def _tell(opinion: Opinion) -> None:
    """The station, and the deputy at whose code it was said; the words stay in the case file."""
    deputy = opinion.addressee
    users = [*staff_users(opinion.station_id), *([deputy.user] if deputy and deputy.user_id else [])]
    post(users, kind="opinion.web", key=f"opinion.web:{opinion.pk}", title=f"{opinion}：网上收到群众反映",
         url=opinion.get_absolute_url())  # fmt: skip


def said_today(phone: str, on: dt.date) -> int:
    """How many matters came by web from this telephone today, anywhere."""
    rows = Visit._base_manager.filter(phone_digest=keyed_digest(phone), consented_at__isnull=False, on=on)
    return rows.count()


def limits(area: Area) -> dict[str, int]:
    """The numbers in force for voters of this area."""
    keys = (
        "voter_data_months",
        "idea_months",
        "speak_per_hour",
        "speak_per_day",
        "photo_count",
        "public_file_mb",
    )
    return {key: setting(key, area).number for key in keys}


@transaction.atomic
def judge(matter: Matter, verdict: str, words: str) -> Opinion:
    """The voter judges what came of his matter; a satisfied last voter closes it. Raises Refused, OutOfStep."""
    data = {"matter": matter, "verdict": verdict, "words": words}
    opinion = perform(OPINION, matter.opinion_id, "judge", None, note=Verdict(verdict).label, **data)
    pleased = verdict != Verdict.DISSATISFIED and opinion.state != OpinionState.CLOSED
    return perform(OPINION, opinion.pk, "close", None) if pleased and not opinion.untold.exists() else opinion


def may_judge(matter: Matter) -> bool:
    """Is there an outcome, and no word of this voter's yet?"""
    known = matter.opinion.state in (OpinionState.ANSWERED, OpinionState.REFUSED, OpinionState.CLOSED)
    return known and matter.opinion.judged and not matter.verdict
