"""Making a suggestion public: as far as its deputy consents, with passages hidden, the original sealed.

The clerk puts 〖 〗 around what nobody outside may read; nothing else of the text may differ.
"""

import re
from collections.abc import Mapping

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from pages.redaction import without_private_data
from suggestions.choices import OPENING, PUBLIC_STATES, AssignmentRole, Consent, Scope
from suggestions.models import Publication, Reply, Suggestion
from workflow.transitions import Refused, Step

OPEN, CLOSE, HIDDEN = "〖", "〗", "█████"
TEXTS = {"situation": "基本情况", "analysis": "问题分析", "proposal": "具体建议"}
SPLIT = re.compile(f"([{OPEN}{CLOSE}])")
Spans = list[list[int]]


def may_be_public(suggestion: Suggestion) -> bool:
    """Is there anything the public may be shown (domain rules 42 to 44)?"""
    return suggestion.consent in OPENING and not suggestion.confidential


def consented(suggestion: Suggestion) -> Scope:
    """As far as the deputy goes: what is public where nobody says less."""
    return Scope.FULL if suggestion.consent == Consent.FULL else Scope.TITLE


def already_public(suggestion: Suggestion) -> str:
    """Why it is left alone when many are published at once: what was hidden in it by hand must stay hidden."""
    return "已经公开，要改动请单独办理。" if hasattr(suggestion, "publication") else ""


def effect(suggestion: Suggestion) -> str:
    """What the public will read, in words, with how much is hidden by itself."""
    if consented(suggestion) == Scope.TITLE:
        return "公开标题（代表仅同意公开标题）"
    private = sum(without_private_data(text) != text for _, text in originals(suggestion).values())
    return "公开全文" + (f"，{private}段文字中的电话等个人信息自动隐去" if private else "")


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
    """Public from today: by the deputy's consent and no further (北京 art. 31; 办理答复公开).

    A later change of what is hidden leaves the day on which it became public.
    """
    suggestion, data = step.subject, step.data
    scope = data.get("scope") or consented(suggestion)
    if scope == Scope.FULL and suggestion.consent != Consent.FULL:
        raise Refused("代表仅同意公开标题。", "scope")
    marks = _marks(suggestion, data.get("texts") or {})
    shown = {"scope": scope, "marks": marks, "published_by": step.actor}
    Publication.objects.update_or_create(
        suggestion=suggestion, defaults=shown, create_defaults=shown | {"published_on": timezone.localdate()}
    )


def faults(suggestion: Suggestion, typed: Mapping[str, str]) -> dict[str, str]:
    """{key: what is wrong with its marks} of every text, so that all are mended in one go."""
    found = {}
    for key, (_, text) in originals(suggestion).items():
        try:
            spans_of(typed.get(key, text), text)
        except Refused as no:
            found[key] = str(no)
    return found


def _marks(suggestion: Suggestion, typed: Mapping[str, str]) -> dict[str, Spans]:
    for key, fault in faults(suggestion, typed).items():
        raise Refused(fault, f"text_{key}")
    found = {
        key: spans_of(typed[key], text) for key, (_, text) in originals(suggestion).items() if key in typed
    }
    return {key: spans for key, spans in found.items() if spans}


def take_down(step: Step) -> None:
    """No longer public, for a reason that stays in the timeline."""
    if not step.event.note.strip():
        raise Refused("请写明理由。", "note")
    Publication.objects.filter(suggestion=step.subject).delete()


def public_ones() -> QuerySet[Suggestion]:
    """The whole rule of what is public: what the office published, answered or closed, not confidential, its deputy
    agreeing (domain rules 42 to 44). The portal and the finder of similar ones read this and nothing else."""
    return Suggestion.objects.filter(
        publication__isnull=False,
        state__in=PUBLIC_STATES,
        consent__in=OPENING,
        confidential=False,
    )


def not_public() -> Exists:
    """Suggestions not public: not there, rather than joined and empty, of which the planner thinks that one row is left."""
    return ~Exists(Publication.objects.filter(suggestion=OuterRef("pk")))
