"""What follows when a reply stays out, as papers: 通报 and 问责通知书 (seed row CQ-01)."""

from typing import Any

from pages.dates import cn_date
from suggestions.choices import EscalationLevel
from suggestions.documents.issuing import number_words
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.documents.words import numbered, paragraphs
from suggestions.models import Escalation

SERIES = {EscalationLevel.CIRCULATE: "通报", EscalationLevel.ACCOUNT: "问责"}


def _of(desk: Desk, level: EscalationLevel) -> list[Piece]:
    """For the offices all of them, for a unit its own."""
    own = {part.office_id for part in desk.parts if desk.unit(part)}
    return [
        Piece(str(row.pk), f"{row.paper}（{row.office}）", lambda row=row: _measure(desk, row), row.on, row)
        for row in desk.suggestion.escalations.all()
        if row.level == level and row.number and (desk.official or row.office_id in own)
    ]  # fmt: skip


def circulations(desk: Desk) -> list[Piece]:
    return _of(desk, EscalationLevel.CIRCULATE)


def accounts(desk: Desk) -> list[Piece]:
    return _of(desk, EscalationLevel.ACCOUNT)


def _measure(desk: Desk, row: Escalation) -> dict[str, Any]:
    suggestion = desk.suggestion
    before = [
        f"{cn_date(one.on)}{one.get_level_display()}（超期{one.days_late}天）"
        for one in suggestion.escalations.all()
        if one.office_id == row.office_id and one.round == row.round and one.pk < row.pk
    ]
    return {
        "number": number_words(SERIES[EscalationLevel(row.level)], suggestion.area, row.year, row.number, desk.office),
        "unit": row.office.name, "numbered": numbered(suggestion), "title": suggestion.title,
        "deputy": suggestion.deputy.name, "dispatched_on": suggestion.dispatched_on, "late": row.days_late,
        "before": "；".join(before) or "无", "paragraphs": paragraphs(row.words), "sender": str(desk.office or ""),
        "date": row.on, "receiver": row.signed_by.name if row.signed_by else "", "received_on": row.signed_on,
    }  # fmt: skip


MEASURING = (
    Document("circulation", "通报", circulations),
    Document("accountability", "问责通知书", accounts),
)
