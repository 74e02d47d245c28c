"""Taking in micro-wishes and project proposals: each with the visit that says who came, once."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from notices.outbox import post
from stations.actors import staff_users
from stations.intake import log_visit
from stations.models import Idea, Station, Visit, Wish, next_number
from stations.wish_lifecycle import IDEA, WISH
from workflow.lifecycle import begin


def take_wish(
    actor: Any, station: Station, voter: dict[str, Any], token: UUID, *, title: str, text: str
) -> Wish:
    """A wish waiting to be published; the same token gives the wish already there. actor None: by web."""
    fields = {"title": title, "told": text, "applied_on": timezone.localdate()}
    return _take(Wish, WISH, "XY", actor, station, voter, token, fields)


def take_idea(
    actor: Any,
    station: Station,
    voter: dict[str, Any],
    token: UUID,
    *,
    title: str,
    text: str,
    place: str,
    benefit: str,
) -> Idea:
    """A proposal waiting to be sifted; the same token gives the one already there. actor None: by web."""
    fields = {
        "title": title, "text": text, "place": place, "benefit": benefit, "received_on": timezone.localdate(),
    }  # fmt: skip
    return _take(Idea, IDEA, "XM", actor, station, voter, token, fields)


def _take(
    model: Any,
    lifecycle: Any,
    letters: str,
    actor: Any,
    station: Station,
    voter: dict,
    token: UUID,
    fields: dict,
) -> Any:
    today = timezone.localdate()
    if actor is None:
        voter = voter | {"consented_at": timezone.now()}
    try:
        with transaction.atomic():
            visit: Visit = log_visit(actor, station, voter, [], on=today, token=token).visit
            if there := model._base_manager.filter(visit=visit).first():
                return there
            number = next_number(model, letters, station.code, today.year)
            row = model._base_manager.create(
                station=station, area_id=station.area_id, visit=visit, number=number, **fields
            )
            begin(lifecycle, row, actor)
            _tell(row, actor)
            return row
    except IntegrityError:  # the same form, sent twice at once
        return model._base_manager.get(visit__token=token)


def _tell(row: Any, actor: Any) -> None:
    users = [user for user in staff_users(row.station_id) if user != actor]
    kind = f"{row._meta.model_name}.create"
    post(users, kind=kind, key=f"{kind}:{row.pk}", title=f"{row}：新收到", url=row.get_absolute_url())
