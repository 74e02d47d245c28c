"""The papers of the answer: 答复函, 征询意见表."""

from typing import Any

from django.utils import timezone

from offices.limits import setting
from pages.dates import cn_date
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.documents.words import confirmed, listed, meeting, numbered, paragraphs, together
from suggestions.models import Assignment, Reply, Signature, Suggestion
from suggestions.reference import noted
from suggestions.roles import congress_office, through_the_lead


def letters(desk: Desk) -> list[Piece]:
    """One 答复函 for each addressee of each reply: those sent, and the unsent ones of one's own side."""
    found = []
    for part in desk.parts:
        reply = getattr(part, "reply", None)
        if reply is None or not (reply.sent_on or desk.side(part)):
            continue
        for signature in addressees(desk.suggestion):
            name = together(desk.suggestion) if signature is None else signature.deputy.name
            key = f"{reply.pk}-{signature.pk if signature else 0}"
            label = f"答复函（{part.office}致{name}代表）"
            found.append(Piece(key, label, lambda r=reply, p=part, n=name: _letter(desk, r, p, n),
                               reply.sent_on or timezone.localdate(), reply))  # fmt: skip
    return found


def addressees(suggestion: Suggestion) -> list[Signature | None]:
    """Each signing deputy for himself; None is the lead for all of them (domain rule 22)."""
    rows = confirmed(suggestion)
    return [None] if len(rows) > 1 and through_the_lead(suggestion) else list(rows)


def _letter(desk: Desk, reply: Reply, part: Assignment, name: str) -> dict[str, Any]:
    suggestion = desk.suggestion
    you = "您" if name == suggestion.deputy.name or "等" not in name else "你们"
    opened = any(words in reply.text[:120] for words in ("收悉", "答复如下"))
    return {
        "code": reply.result_class.code,
        "unit": part.office.name,
        "number": reply.letter_number or "（发出时编号）",
        "numbered": numbered(suggestion),
        "salutation": f"{name}代表：",
        "you": you,
        "opening": "" if opened else f"{you}提出的《{suggestion.title}》（第{suggestion.number}号）收悉，现答复如下：",
        "paragraphs": paragraphs(reply.text),
        "promises": _promises(part),
        "seal": setting("seal_needed", suggestion.area).flag,
        "date": reply.sent_on or reply.signed_on,
        "contact": reply.contact_person,
        "phone": reply.contact_phone,
        "copies": _copies(desk, part),
    }  # fmt: skip


def _promises(part: Assignment) -> list[str]:
    """1.做什么；2026年12月31日前完成；责任人…；证明…"""
    return [
        f"{row.order}．{row.what}；{cn_date(row.due_on)}前完成；责任人：{row.who}；证明：{row.proof}。"
        for row in part.promises.order_by("order")
    ]


def _copies(desk: Desk, part: Assignment) -> str:
    """抄送: the congress office, the government office, the congress of the deputy's own place (domain rule 96)."""
    home = congress_office(desk.suggestion.deputy.area) or f"{desk.suggestion.deputy.area}人大"
    above = [part.office.coordinator] if part.office.coordinator_id else []
    return (
        "，".join(str(one) for one in (desk.office, *above, home if home != desk.office else "") if one)
        + "。"
    )


def forms(desk: Desk) -> list[Piece]:
    """One 征询意见表 for each deputy who is asked, once a reply has left."""
    suggestion, user = desk.suggestion, desk.user
    if suggestion.replied_on is None or noted(suggestion):
        return []
    rows = [s for s in confirmed(suggestion) if not desk.is_deputy or s.deputy.user_id == user.pk]
    again = f"-{suggestion.round}" if suggestion.round > 1 else ""
    return [
        Piece(f"{row.pk}{again}", f"征询意见表（{row.deputy.name}代表）", lambda row=row: _form(desk, row), suggestion.replied_on)
        for row in rows
    ]  # fmt: skip


def _form(desk: Desk, signature: Signature) -> dict[str, Any]:
    suggestion, office = desk.suggestion, desk.office
    governments = {part.office.coordinator for part in desk.answering if part.office.coordinator_id}
    return {
        "congress": suggestion.term.congress,
        "deputy": signature.deputy.name,
        "numbered": numbered(suggestion),
        "title": suggestion.title,
        "serial": suggestion.number,
        "lead": listed(part.office for part in desk.answering),
        "government": listed(governments) if governments else listed(p.office for p in desk.answering),
        "committee": str(office or meeting(suggestion)),
        "address": office.address if office else "",
        "phone": office.phone if office else "",
    }


ANSWERING = (
    Document("reply-letter", "答复函", letters),
    Document("feedback-form", "征询意见表", forms, series="征询"),
)
