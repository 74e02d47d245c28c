"""《代表之声》 as a paper."""

from typing import Any

from pages.dates import cn_date
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
        "number": f"{one.year}年第{one.number}期（总第{_counted(one)}期）",
        "editor": one.made_by.name,
        "phone": desk.office.phone if desk.office else "",
        "title": one.headline,
        "deputy": suggestion.deputy.name,
        "numbered": numbered(suggestion),
        "paragraphs": paragraphs(one.digest),
        "recipients": one.recipients,
        "instructions": [f"{i.leader}（{cn_date(i.on)}）：{i.words}" for i in one.instructions.all()],
        "date": one.sent_on,
    }


def _counted(one: Voice) -> int:
    """Which issue it is since the area's first (总第×期, as congress bulletins number theirs)."""
    return Voice._base_manager.filter(area=one.area_id, pk__lte=one.pk).count()


VOICING = (Document("voice", "代表之声", voices),)
