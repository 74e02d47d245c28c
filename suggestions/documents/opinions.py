"""会办意见: a co-unit's letter to the lead unit (domain rule 96)."""

from typing import Any

from offices.limits import setting
from suggestions.choices import AssignmentRole
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.documents.words import listed, numbered, paragraphs
from suggestions.models import Assignment


def opinions(desk: Desk) -> list[Piece]:
    """The 会办意见 of each co-unit to the lead unit, once it was given: for the offices and the units of the case."""
    if not (desk.official or any(desk.unit(part) for part in desk.parts)):
        return []
    return [
        Piece(f"{part.pk}", f"会办意见（{desk.named(part)}）", lambda part=part: _opinion(desk, part), part.opinion_on, part,
              part.office)
        for part in desk.parts
        if part.role == AssignmentRole.CO and part.opinion_on
    ]  # fmt: skip


def _opinion(desk: Desk, part: Assignment) -> dict[str, Any]:
    suggestion = desk.suggestion
    lead = [p.office for p in desk.parts if p.round == part.round and p.role == AssignmentRole.LEAD]
    return {
        "unit": part.office.name,
        "numbered": numbered(suggestion),
        "lead": listed(lead),
        "title": suggestion.title,
        "serial": suggestion.number,
        "paragraphs": paragraphs(part.opinion),
        "date": part.opinion_on,
        "seal": setting("seal_needed", suggestion.area).flag,
        "copies": f"{part.dispatcher}。",
    }


OPINIONS = (Document("co-opinion", "会办意见", opinions, series="会办"),)
