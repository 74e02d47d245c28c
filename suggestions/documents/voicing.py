"""《代表之声》 as a paper."""

from typing import Any

from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.documents.words import numbered, paragraphs
from suggestions.models import Voice


def voices(desk: Desk) -> list[Piece]:
    """Each issue made of the suggestion, for the offices."""
    if not desk.official:
        return []
    return [
        Piece(str(one.pk), str(one), lambda one=one: _voice(desk, one), one.sent_on, one)
        for one in desk.suggestion.voices.all()
    ]  # fmt: skip


def _voice(desk: Desk, one: Voice) -> dict[str, Any]:
    suggestion = desk.suggestion
    return {
        "sender": str(desk.office or ""),
        "number": f"{one.year}年第{one.number}期",
        "title": one.headline,
        "deputy": suggestion.deputy.name,
        "numbered": numbered(suggestion),
        "paragraphs": paragraphs(one.digest),
        "recipients": one.recipients,
        "instructions": [f"{i.leader}：{i.words}" for i in one.instructions.all()],
        "date": one.sent_on,
    }


VOICING = (Document("voice", "代表之声", voices),)
