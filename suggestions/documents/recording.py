"""当面答复记录: the record of a reply face to face (domain rule 98)."""

from typing import Any

from django.utils import timezone

from suggestions.choices import AssignmentRole
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.documents.words import confirmed, listed, numbered
from suggestions.models import Assignment
from suggestions.reference import noted


def records(desk: Desk) -> list[Piece]:
    """当面答复记录 of each answering unit: what was taken down, or the blank to be signed when the deputy is met."""
    return [
        Piece(f"{part.pk}", f"当面答复记录（{desk.named(part)}）", lambda part=part: _record(desk, part),
              part.face_reply.on if hasattr(part, "face_reply") else timezone.localdate(), part, part.office)
        for part in desk.parts
        if part.role != AssignmentRole.CO and _records(desk, part)
    ]  # fmt: skip


def _records(desk: Desk, part: Assignment) -> bool:
    """Is the record of this part there for this person? A blank only of the present round."""
    mine = desk.official or desk.unit(part) or desk.is_deputy and desk.suggestion.replied_on
    blank = part.round == desk.suggestion.round and not noted(desk.suggestion)
    return bool(mine and (hasattr(part, "face_reply") or blank))


def _record(desk: Desk, part: Assignment) -> dict[str, Any]:
    if met := getattr(part, "face_reply", None):
        return {
            "numbered": numbered(desk.suggestion), "title": desk.suggestion.title, "on": met.on, "place": met.place,
            "unit": part.office.name, "people": met.people, "deputies": met.deputies, "points": met.points,
            "opinion": met.opinion,
        }  # fmt: skip
    reply = getattr(part, "reply", None)
    seen = reply if reply and (reply.sent_on or desk.side(part)) else None
    return {
        "numbered": numbered(desk.suggestion),
        "title": desk.suggestion.title,
        "on": None,
        "place": "",
        "unit": part.office.name,
        "people": "",
        "deputies": listed(s.deputy.name for s in confirmed(desk.suggestion)),
        "points": seen.text if seen else "",
        "opinion": "",
    }


RECORDING = (Document("face-reply", "当面答复记录", records, series="面复"),)
