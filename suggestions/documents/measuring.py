"""What follows when a reply stays out, as papers: 通报 and 问责通知书 (seed row CQ-01)."""

from typing import Any

from pages.dates import cn_date
from suggestions.choices import EscalationLevel
from suggestions.documents.issuing import number_words
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.documents.words import listed, numbered, paragraphs
from suggestions.measures import on_paper
from suggestions.models import Escalation, Suggestion

SERIES = {EscalationLevel.CIRCULATE: "通报", EscalationLevel.ACCOUNT: "问责"}


def _of(desk: Desk, level: EscalationLevel) -> list[Piece]:
    """Each paper once: for the offices with all whom it names, for a unit with what it says of the unit."""
    own = {part.office_id for part in desk.parts if desk.unit(part)}
    papers: dict[tuple[int | None, int | None], list[Escalation]] = {}
    for row in desk.suggestion.escalations.all():
        if row.level == level and row.number and (desk.official or row.office_id in own):
            papers.setdefault((row.year, row.number), []).append(row)
    return [
        Piece(str(rows[0].pk), f"{rows[0].paper}（{listed(row.office for row in rows)}）",
              lambda first=rows[0]: _measure(desk, first), rows[0].on, rows[0])
        for rows in papers.values()
    ]  # fmt: skip


def circulations(desk: Desk) -> list[Piece]:
    return _of(desk, EscalationLevel.CIRCULATE)


def accounts(desk: Desk) -> list[Piece]:
    return _of(desk, EscalationLevel.ACCOUNT)


def _measure(desk: Desk, row: Escalation) -> dict[str, Any]:
    suggestion, rows = desk.suggestion, _named(desk, row)
    return {
        "number": number_words(SERIES[EscalationLevel(row.level)], suggestion.area, row.year, row.number, desk.office),
        "unit": listed(dict.fromkeys(one.office.name for one in rows)), "numbered": numbered(suggestion),
        "title": suggestion.title, "deputy": suggestion.deputy.name, "dispatched_on": suggestion.dispatched_on,
        "late": row.days_late, "before": _before(row), "paragraphs": paragraphs(row.words),
        "sender": str(desk.office or ""), "date": row.on, "receipts": _receipts(rows),
        "many": len({one.suggestion_id for one in rows}), "rows": [_line(one) for one in rows] if len(rows) > 1 else [],
    }  # fmt: skip


def _named(desk: Desk, row: Escalation) -> list[Escalation]:
    """What stands on the paper, as far as this person may know of it."""
    rows = on_paper(Escalation.objects.visible_to(desk.user), row)
    if not desk.official:
        rows = rows.filter(office=row.office_id)
    rows = rows.select_related(
        "suggestion__term__area", "suggestion__session", "suggestion__deputy", "office", "signed_by"
    )
    return list(rows.defer("suggestion__grams").order_by("suggestion__number", "pk"))


def _line(one: Escalation) -> dict[str, Any]:
    row: Suggestion = one.suggestion
    return {
        "called": row.called, "title": row.title, "unit": one.office.name, "due_on": row.due_on,
        "late": one.days_late, "before": _before(one),
    }  # fmt: skip


def _before(row: Escalation) -> str:
    """The lower levels that were taken first."""
    earlier = row.suggestion.escalations.filter(office=row.office_id, round=row.round, pk__lt=row.pk)
    return "；".join(
        f"{cn_date(one.on)}{one.get_level_display()}（超期{one.days_late}天）" for one in earlier.order_by("pk")
    ) or "无"  # fmt: skip


def _receipts(rows: list[Escalation]) -> str:
    """Each unit once: who signed for it and when."""
    signed = {one.office.name: one for one in rows}
    return "；".join(
        f"{unit}　{one.signed_by.name}　{cn_date(one.signed_on)}" if one.signed_by else f"{unit}　待签收"
        for unit, one in signed.items()
    )


MEASURING = (
    Document("circulation", "通报", circulations),
    Document("accountability", "问责通知书", accounts),
)
