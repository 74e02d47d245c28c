"""What the desks said, the texts submitted so far, and what was split from what: sections of the case file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from offices.posts import role_of
from pages.casefile import Fact, Part
from suggestions.choices import (
    UNDER_REVIEW,
    WRITABLE,
    DeclineReason,
    Desk,
    ReturnReason,
    SuggestionState,
    Verdict,
)
from suggestions.models import Review, Suggestion
from suggestions.models.reviews import UNITS
from suggestions.roles import is_committee, is_second, writes

WORDS = {"title": "标题", "situation": "基本情况", "analysis": "问题分析", "proposal": "具体建议"}


@dataclass(frozen=True)
class Said:
    """What a desk said of one version, in words."""

    desk: str
    verdict: str
    version: str
    by: str
    at: datetime
    note: str
    reasons: list[str]
    remarks: list[tuple[str, str]]


def said(review: Review) -> Said:
    """A review in words; with version and by."""
    number = review.version.number if review.version else None
    row = {name: getattr(review, name) for name in ("desk", "verdict", "reasons", "remarks", "note", "at")}
    return _said(row | {"by": review.by.name, "number": number})


def _said(row: Mapping[str, Any]) -> Said:
    labels = dict((ReturnReason if row["verdict"] == Verdict.RETURN else DeclineReason).choices)
    at = row["at"] if isinstance(row["at"], datetime) else datetime.fromisoformat(row["at"])
    return Said(
        Desk(row["desk"]).label, Verdict(row["verdict"]).label,
        f"第{row['number']}次提交" if row["number"] else "", row["by"], at, row["note"],
        [labels.get(code, code) for code in row["reasons"]],
        [(WORDS[name], text) for name, text in row["remarks"].items() if name in WORDS],
    )  # fmt: skip


def review_parts(suggestion: Suggestion, user: Any) -> list[Part]:
    """The desks' words as the page fetched them (casefile.reading), and the way to the texts side by side; not for units."""
    if role_of(user) in UNITS:
        return []
    reviews = [_said(row) for row in suggestion.said]
    returned = suggestion.state == SuggestionState.RETURNED
    compares = len(suggestion.texts) + returned > 1
    if not reviews and not compares:
        return []
    url = reverse("suggestions:versions", args=(suggestion.pk,)) if compares else ""
    return [
        Part("审查意见", template="suggestions/_reviews.html", data={"reviews": reviews, "versions": url})
    ]


def lineage_parts(user: Any, suggestion: Suggestion) -> list[Part]:
    """From which suggestion this one was split, and into which it was."""
    facts = []
    if suggestion.split_from_id:
        whole = Suggestion.objects.visible_to(user).filter(pk=suggestion.split_from_id).first()
        facts += [Fact("拆分自", f"《{whole.title}》", whole.get_absolute_url())] if whole else []
    if suggestion.state == SuggestionState.SPLIT:
        rows = Suggestion.objects.visible_to(user).filter(split_from=suggestion).order_by("pk")
        facts += [Fact(f"拆分为第{n}件", row.title, row.get_absolute_url()) for n, row in enumerate(rows, 1)]
    return [Part("拆分", facts=facts)] if facts else []


def check_parts(user: Any, suggestion: Suggestion) -> list[Part]:
    """The check before submitting: for the deputy while he writes, for the desks while they review."""
    writing = suggestion.state in WRITABLE and writes(suggestion, user)
    judging = suggestion.state in UNDER_REVIEW and (
        is_committee(suggestion, user) or is_second(suggestion, user)
    )
    if not (writing or judging):
        return []
    url = reverse("suggestions:advice", args=(suggestion.pk,))
    return [Part("提交前检查" if writing else "审查提示", template="suggestions/_check.html", data=url)]
