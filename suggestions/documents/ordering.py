"""The papers by which a suggestion is handed to its units: 交办单, 催办函, 督办通知单."""

from datetime import date, timedelta
from typing import Any

from pages.dates import cn_date, days_left
from pages.masks import mask_phone
from suggestions.choices import AssignmentRole, SignatureRole
from suggestions.clockwork import AGAIN
from suggestions.documents.issuing import number_words
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.documents.words import co_signers, confirmed, listed, numbered, paragraphs
from suggestions.models import Assignment, NoticeReceipt, Suggestion, Supervision, Urge
from suggestions.reaching import phones_of
from suggestions.reference import FILE, MARK, NOTE, REPLY, unwritten, way_of

DUTIES = {
    REPLY: "请于期限内与代表联系沟通，充分听取意见，书面答复代表并报交办机构。",
    NOTE: "请认真研究，于期限内反馈研究和采用的情况；代表不需书面答复，需要时也可以书面答复。",
    FILE: "请签收后留作工作参考，不需答复。",
}


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
    """One 交办单 for each unit, in every round: for the offices, and for the unit itself."""
    return [
        Piece(f"{part.pk}", f"交办单（{desk.named(part)}）", lambda part=part: _order(desk, part), part.sent_on, part,
              part.dispatcher)
        for part in desk.parts
        if desk.official or desk.unit(part)
    ]  # fmt: skip


def _order(desk: Desk, part: Assignment) -> dict[str, Any]:
    suggestion = desk.suggestion
    days = {clock.rule: clock.due_on for clock in suggestion.clocks.all() if clock.assignment_id == part.pk}
    co = part.role == AssignmentRole.CO
    signed = next((e for e in desk.events if e["part"] == part.pk and e["action"] == "receive"), None)
    return (
        _named(suggestion)
        | _reached(desk)
        | {
            "category": str(suggestion.category or ""),
            "key": "是" if suggestion.key else "否",
            "unit": part.office.name,
            "role": part.get_role_display(),
            "others": listed(
                f"{p.office}（{p.get_role_display()}）"
                for p in desk.parts
                if p.round == part.round and p.pk != part.pk
            ),
            "sent_on": part.sent_on,
            "hand_back": days.get("hand_back"),
            "first_contact": days.get("first_contact"),
            "due_label": "会办意见截止" if co else "答复截止",
            "due_on": days.get("co_opinion") if co else limit_given(suggestion, part.round),
            "duty": DUTIES[way_of(suggestion)],
            "requirement": "；".join(one for one in (_mark(suggestion), part.requirement) if one),
            "dispatcher": part.dispatcher.name,
            "receiver": signed["actor__name"] if signed else "",
            "received_on": part.received_on,
        }
    )


def _reached(desk: Desk) -> dict[str, str]:
    """The deputies with their numbers (domain rule 101), masked for who need not speak with them."""
    signed = confirmed(desk.suggestion)
    numbers = phones_of(signed)
    shown = {pk: number if desk.reaches else mask_phone(number) for pk, number in numbers.items()}
    told = {s.deputy_id: f"（{shown[s.deputy_id]}）" if shown.get(s.deputy_id) else "" for s in signed}
    co = [f"{s.deputy.name}{told[s.deputy_id]}" for s in signed if s.role == SignatureRole.CO]
    return {"phone": shown.get(desk.suggestion.deputy_id) or "未登记", "co_signers": listed(co)}


def limit_given(suggestion: Suggestion, round_: int) -> date | None:
    """The day of the reply as it was when that round was dispatched; a later extension has a paper of its own."""
    rules = ("reply",) if round_ == 1 else AGAIN
    given = sorted((c for c in suggestion.clocks.all() if c.rule in rules), key=lambda clock: clock.pk)
    if round_ == 1:
        return given[-1].due_on if given else suggestion.due_on
    return given[round_ - 2].due_on if len(given) > round_ - 2 else suggestion.due_on


def _mark(suggestion: Suggestion) -> str:
    """What the deputy said of a reply, where it is followed."""
    return MARK if unwritten(suggestion) else ""


def urges(desk: Desk) -> list[Piece]:
    """One 催办函 for each letter served, with the number it was served under; a unit has its own."""
    return [
        Piece(str(urge.pk), f"{urge}（{urge.assignment.office}）", lambda urge=urge: _urge(desk, urge), urge.urged_on, urge)
        for urge in desk.suggestion.urges.all()
        if desk.official or desk.unit(urge.assignment)
    ]  # fmt: skip


def _urge(desk: Desk, urge: Urge) -> dict[str, Any]:
    suggestion = desk.suggestion
    part = next((p for p in desk.parts if p.pk == urge.assignment_id), urge.assignment)
    co = part.role == AssignmentRole.CO
    due_on = getattr(part, "due", None) if co else suggestion.due_on
    return _named(suggestion) | {
        "due_label": "会办意见期限" if co else "答复期限",
        "due_on": due_on,
        "ask": "请抓紧研究，按期向主办单位提出会办意见，并将办理情况报我们。"
        if co
        else "请抓紧办理，主动与代表联系沟通，按期答复代表，并将办理情况报我们。",
        "number": number_words("催办", suggestion.area, urge.year, urge.number, desk.office),
        "sender": str(desk.office or ""),
        "units": urge.assignment.office.name,
        "lateness": _lateness(due_on, urge.urged_on, "会办意见期限" if co else "答复期限"),
        "paragraphs": paragraphs(urge.reason),
        "date": urge.urged_on,
    }


def _lateness(due_on: date | None, day: date, limit: str) -> str:
    """How it stood on the day of the letter: 距答复期限还有5天。"""
    if due_on is None:
        return ""
    if due_on < day:
        return f"截至{day.month}月{day.day}日，{days_left(due_on, day)}。"
    left = due_on - day
    return f"距{limit}还有{left.days}天。" if left > timedelta() else "今天到期。"


def notices(desk: Desk) -> list[Piece]:
    """One 督办通知单 for each supervision whose notice was served."""
    if not (desk.official or desk.in_a_unit):
        return []
    return [
        Piece(str(one.pk), f"督办通知单（{one.get_kind_display()}）", lambda one=one: _notice(desk, one), one.served_on, one)
        for one in desk.suggestion.supervisions.all()
        if one.number
    ]  # fmt: skip


def _notice(desk: Desk, one: Supervision) -> dict[str, Any]:
    co = [part.office for part in desk.present if part.role == AssignmentRole.CO]
    return _named(desk.suggestion) | {
        "number": number_words("督办", desk.suggestion.area, one.year, one.number, desk.office),
        "kind": one.get_kind_display(),
        "by": one.by,
        "chief": one.chief,
        "lead": listed(part.office for part in desk.answering),
        "others": listed(co),
        "aim": one.aim,
        "plan": "\n".join(
            f"{n}．{item}（{cn_date(item.due_on)}前）" for n, item in enumerate(one.items.all(), 1)
        ),
        "finish_on": one.due_on,
        "sender": str(desk.office or ""),
        "receipts": "；".join(
            f"{r.office}　{r.signed_by.name}　{cn_date(r.signed_on)}" for r in _signed(desk, one)
        ),
        "date": one.served_on,
    }


def _signed(desk: Desk, one: Supervision) -> list[NoticeReceipt]:
    """Who signed for it; a unit reads its own."""
    rows = [row for row in one.receipts.all() if row.signed_by]
    return [
        row
        for row in rows
        if desk.official or any(desk.unit(p) and p.office_id == row.office_id for p in desk.parts)
    ]


ORDERING = (
    Document("order", "交办单", orders, series="交办", phones=True),
    Document("urge-letter", "催办函", urges),
    Document("supervision-notice", "督办通知单", notices),
)
