"""The whole case as one paper (案卷): what it is, what was said, and what happened."""

from typing import Any

from django.utils import timezone

from pages.dates import cn_date, cn_datetime
from suggestions.casefile.head import facts
from suggestions.casefile.parts import texts, timeline, verdicts
from suggestions.choices import PromiseState
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.documents.words import co_signers, numbered, paragraphs
from suggestions.models import Promise


def files(desk: Desk) -> list[Piece]:
    """For everybody who sees the case, and with what he sees of it."""
    if desk.suggestion.submitted_on is None:
        return []
    return [Piece(str(desk.suggestion.pk), "办理案卷", lambda: _file(desk), timezone.localdate())]


def _file(desk: Desk) -> dict[str, Any]:
    suggestion = desk.suggestion
    told = [{"label": one.label, "value": one.shown} for one in facts(suggestion)]
    return {
        "numbered": numbered(suggestion),
        "title": suggestion.title,
        "facts": [*told, {"label": "联名代表", "value": co_signers(suggestion)}],
        "texts": [{"title": part.title, "paragraphs": paragraphs(part.text)} for part in texts(suggestion)],
        "contacts": _contacts(desk),
        "replies": _replies(desk),
        "promises": _promises(desk),
        "ratings": _ratings(desk),
        "events": [
            f"{cn_datetime(item.at)}　{item.who}　{item.label}{'：' + item.note if item.note else ''}"
            for item in timeline(desk.events, desk.user)
        ],
    }


def _contacts(desk: Desk) -> list[str]:
    return [
        f"{cn_date(one.on)}，{part.office}（{one.people}），{one.get_stage_display()}{one.get_way_display()}：{one.content}"
        for part in desk.parts
        for one in part.contacts.all()
    ]


def _replies(desk: Desk) -> list[dict[str, Any]]:
    found = []
    for part in sorted(desk.parts, key=lambda part: (part.round, part.pk)):
        reply = getattr(part, "reply", None)
        if reply and (reply.sent_on or desk.side(part)):
            again = f"第{part.round}次办理，" if part.round > 1 else ""
            heading = f"{part.office}的答复（{again}{reply.letter_number or '未发出'}，{reply.result_class.code}类）"
            found.append({"heading": heading, "paragraphs": paragraphs(reply.text)})
        if part.opinion:
            found.append({"heading": f"{part.office}的会办意见", "paragraphs": paragraphs(part.opinion)})
    return found


def _promises(desk: Desk) -> list[str]:
    """Those that were made, with what became of them."""
    rows = Promise.objects.visible_to(desk.user).filter(suggestion=desk.suggestion)
    rows = rows.exclude(state=PromiseState.DRAFTED).select_related("office").order_by("pk")
    return [
        f"{row.office}（{row.who}）：{row.what}，{cn_date(row.due_on)}前完成；{row.get_state_display()}"
        f"{'。落实情况：' + row.report if row.report else ''}{'。代表意见：' + row.word if row.word else ''}"
        for row in rows
    ]


def _ratings(desk: Desk) -> list[str]:
    rows = [row for part in verdicts(desk.suggestion, desk.user) for row in part.data]
    return [
        f"{row.who}（第{row.round}次办理）：办理态度{row.attitude}，办理结果{row.result}{'。' + row.reason if row.reason else ''}"
        for row in rows
    ]


FILING = (Document("case-file", "案卷", files),)
