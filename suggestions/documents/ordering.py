"""The papers by which a suggestion is handed to its units: 交办单, 催办函, 督办通知单."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from pages.dates import days_left, local
from suggestions.choices import AssignmentRole
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.documents.words import co_signers, listed, numbered, paragraphs
from suggestions.models import Assignment, Suggestion


def _named(suggestion: Suggestion) -> dict[str, Any]:
    """What every paper says of the suggestion."""
    return {
        "numbered": numbered(suggestion),
        "serial": suggestion.number or "",
        "title": suggestion.title,
        "deputy": suggestion.deputy.name,
        "co_signers": co_signers(suggestion),
        "due_on": suggestion.due_on,
        "dispatched_on": suggestion.dispatched_on,
    }


def orders(desk: Desk) -> list[Piece]:
    """One 交办单 for each unit of the present round: for the offices, and for the unit itself."""
    return [
        Piece(f"{part.pk}", f"交办单（{part.office}）", lambda part=part: _order(desk, part), part.sent_on, part)
        for part in desk.present
        if desk.official or desk.unit(part)
    ]  # fmt: skip


def _order(desk: Desk, part: Assignment) -> dict[str, Any]:
    suggestion = desk.suggestion
    days = {clock.rule: clock.due_on for clock in suggestion.clocks.all() if clock.assignment_id == part.pk}
    co = part.role == AssignmentRole.CO
    signed = next((e for e in desk.events if e["part"] == part.pk and e["action"] == "receive"), None)
    return _named(suggestion) | {
        "category": str(suggestion.category or ""),
        "key": "是" if suggestion.key else "否",
        "unit": part.office.name,
        "role": part.get_role_display(),
        "others": listed(f"{p.office}（{p.get_role_display()}）" for p in desk.present if p.pk != part.pk),
        "sent_on": part.sent_on,
        "hand_back": days.get("hand_back"),
        "first_contact": days.get("first_contact"),
        "due_label": "会办意见截止" if co else "答复截止",
        "due_on": days.get("co_opinion") if co else suggestion.due_on,
        "requirement": part.requirement,
        "dispatcher": part.dispatcher.name,
        "receiver": signed["actor__name"] if signed else "",
        "received_on": part.received_on,
    }


def urges(desk: Desk) -> list[Piece]:
    """One 催办函 for each time the units were urged."""
    if not (desk.official or desk.in_a_unit):
        return []
    found = []
    for event in desk.events:
        if event["action"] == "urge":
            day = local(event["at"]).date()
            found.append(Piece(str(event["pk"]), f"催办函（{day.month}月{day.day}日）",
                               lambda event=event, day=day: _urge(desk, event, day), day))  # fmt: skip
    return found


def _urge(desk: Desk, event: dict[str, Any], day: date) -> dict[str, Any]:
    suggestion = desk.suggestion
    return _named(suggestion) | {
        "sender": str(desk.office or ""),
        "units": listed(part.office for part in desk.answering),
        "lateness": _lateness(suggestion.due_on, day),
        "paragraphs": paragraphs(event["note"]),
        "date": day,
    }


def _lateness(due_on: date | None, day: date) -> str:
    """How it stood on the day of the letter: 距答复期限还有5天。"""
    if due_on is None:
        return ""
    if due_on < day:
        return f"截至{day.month}月{day.day}日，{days_left(due_on, day)}。"
    left = due_on - day
    return f"距答复期限还有{left.days}天。" if left > timedelta() else "今天到期。"


def notices(desk: Desk) -> list[Piece]:
    """督办通知单 of a key suggestion."""
    suggestion = desk.suggestion
    if not (suggestion.key and desk.present and (desk.official or desk.in_a_unit)):
        return []
    day = timezone.localdate()
    return [Piece(str(suggestion.pk), "督办通知单", lambda: _notice(desk, day), day)]


def _notice(desk: Desk, day: date) -> dict[str, Any]:
    co = [part.office for part in desk.present if part.role == AssignmentRole.CO]
    return _named(desk.suggestion) | {
        "lead": listed(part.office for part in desk.answering),
        "others": listed(co),
        "sender": str(desk.office or ""),
        "date": day,
    }


ORDERING = (
    Document("order", "交办单", orders, series="交办"),
    Document("urge-letter", "催办函", urges, series="催办"),
    Document("supervision-notice", "督办通知单", notices, series="督办"),
)
