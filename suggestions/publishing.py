"""Making a suggestion public: as far as its deputy consents, with passages hidden, the original sealed.

The clerk puts 〖 〗 around what nobody outside may read; nothing else of the text may differ.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from suggestions.choices import AssignmentRole, Consent, Scope, SuggestionState
from suggestions.models import Publication, Reply, Suggestion
from workflow.transitions import Refused, Step

OPEN, CLOSE, HIDDEN = "〖", "〗", "█████"
TEXTS = {"situation": "基本情况", "analysis": "问题分析", "proposal": "具体建议"}
SPLIT = re.compile(f"([{OPEN}{CLOSE}])")
Spans = list[list[int]]


def may_be_public(suggestion: Suggestion) -> bool:
    """Is there anything the public may be shown (domain rules 42 to 44)?"""
    return suggestion.consent in (Consent.FULL, Consent.TITLE) and not suggestion.confidential


def why_not_published(suggestion: Suggestion) -> str:
    if suggestion.confidential:
        return "保密办理的建议不公开。"
    return "" if may_be_public(suggestion) else "代表不同意公开。"


def why_not_taken_down(suggestion: Suggestion) -> str:
    return "" if hasattr(suggestion, "publication") else "这件建议没有公开。"


def originals(suggestion: Suggestion) -> dict[str, tuple[str, str]]:
    """{key: (label, text)} of everything that would be public in full."""
    found = {name: (label, getattr(suggestion, name)) for name, label in TEXTS.items()}
    for reply in sent(suggestion):
        found[f"reply-{reply.pk}"] = (f"{reply.assignment.office}的答复", reply.text)
    return {key: pair for key, pair in found.items() if pair[1].strip()}


def sent(suggestion: Suggestion) -> list[Reply]:
    """The replies that left, of the units that answer."""
    rows = Reply.objects.filter(suggestion=suggestion, sent_on__isnull=False)
    rows = rows.exclude(assignment__role=AssignmentRole.CO).exclude(assignment__state="revoked")
    return list(rows.select_related("assignment__office").order_by("assignment__round", "pk"))


def marked(text: str, spans: Spans) -> str:
    """The text with 〖 〗 around the hidden passages."""
    for first, end in sorted(spans, reverse=True):
        text = f"{text[:first]}{OPEN}{text[first:end]}{CLOSE}{text[end:]}"
    return text


def spans_of(typed: str, original: str) -> Spans:
    """Where the marks stand in the original. Raise Refused when they do not pair, or anything else was changed."""
    typed, original = typed.replace("\r\n", "\n"), original.replace("\r\n", "\n")
    spans, place, opened = [], 0, None
    for piece in SPLIT.split(typed):
        if piece == OPEN:
            if opened is not None:
                raise Refused("遮盖标记〖 〗不能套在一起。")
            opened = place
        elif piece == CLOSE:
            if opened is None:
                raise Refused("遮盖标记〖 〗不成对。")
            spans.append([opened, place])
            opened = None
        else:
            place += len(piece)
    if opened is not None:
        raise Refused("遮盖标记〖 〗不成对。")
    if SPLIT.sub("", typed).strip() != original.strip():
        raise Refused("只能加遮盖标记〖 〗，不能改动原文。")
    return [span for span in spans if span[1] > span[0]]


def hidden(text: str, spans: Spans) -> str:
    """The text as the public reads it."""
    text = text.replace("\r\n", "\n")
    for first, end in sorted(spans, reverse=True):
        text = f"{text[:first]}{HIDDEN}{text[end:]}"
    return text


def publish(step: Step) -> None:
    """Public from today: by the deputy's consent and no further (北京 art. 31; 办理答复公开)."""
    suggestion, data = step.subject, step.data
    if data["scope"] == Scope.FULL and suggestion.consent != Consent.FULL:
        raise Refused("代表仅同意公开标题。", "scope")
    Publication.objects.update_or_create(
        suggestion=suggestion,
        defaults={
            "scope": data["scope"], "marks": _marks(suggestion, data.get("texts") or {}),
            "published_on": timezone.localdate(), "published_by": step.actor,
        },
    )  # fmt: skip


def _marks(suggestion: Suggestion, typed: Mapping[str, str]) -> dict[str, Spans]:
    found: dict[str, Any] = {}
    for key, (_, text) in originals(suggestion).items():
        if key in typed:
            try:
                found[key] = spans_of(typed[key], text)
            except Refused as no:
                raise Refused(str(no), f"text_{key}") from None
    return {key: spans for key, spans in found.items() if spans}


def take_down(step: Step) -> None:
    """No longer public, for a reason that stays in the timeline."""
    if not step.event.note.strip():
        raise Refused("请写明理由。", "note")
    Publication.objects.filter(suggestion=step.subject).delete()


PUBLIC_STATES = (SuggestionState.REPLIED, SuggestionState.CLOSED)
