"""The whole case as one paper (案卷): what it is, what was said, and what happened."""

from typing import Any

from django.utils import timezone

from pages.dates import cn_datetime
from suggestions.casefile.head import facts
from suggestions.casefile.parts import texts, timeline
from suggestions.documents.filed import Section, after_the_reply, before_the_reply
from suggestions.documents.pieces import Desk, Document, Piece
from suggestions.documents.words import co_signers, numbered, paragraphs


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
        "before": _sections(before_the_reply(desk)),
        "replies": _replies(desk),
        "after": _sections(after_the_reply(desk)),
        "events": [
            f"{cn_datetime(item.at)}　{item.who}　{item.label}{'：' + item.note if item.note else ''}"
            for item in timeline(desk.events, desk.user)
        ],
    }


def _sections(found: list[Section]) -> list[dict[str, Any]]:
    """Those that have lines, each line on one paragraph."""
    return [
        {"heading": heading, "lines": [" ".join(line.split()) for line in lines]}
        for heading, lines in found
        if lines
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


FILING = (Document("case-file", "案卷", files),)
