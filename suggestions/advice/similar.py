"""Suggestions like this one, of all years: what became of them. Found through the index of the search words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from offices.models import Area
from offices.posts import role_of
from pages.search import grams_of
from suggestions.around import look_around
from suggestions.choices import AssignmentRole, SuggestionState
from suggestions.likeness import candidates, overlap, title_pairs
from suggestions.models import Reply, Suggestion
from suggestions.models.veil import VEILED
from suggestions.publishing import public_ones

SHOWN, EXCERPT = 5, 80
LIKE_ENOUGH = 0.4


@dataclass(frozen=True)
class Like:
    """One earlier suggestion: how like (percent), what became of it, and where to read it."""

    row: Suggestion
    percent: int
    url: str
    units: str
    grades: str
    excerpt: str


def similar(texts: Mapping[str, str], area: Area, user: Any, besides: int | None = None) -> list[Like]:
    """The most similar suggestions to this congress that the reader may know of: his own reach, and what is public."""
    title = title_pairs(texts.get("title", ""))
    whole = set().union(*map(grams_of, texts.values()))
    found = candidates(title, area.pk, besides)
    own = set(Suggestion.objects.visible_to(user).filter(pk__in=found).values_list("pk", flat=True))
    public = public_ones().filter(pk__in=found).values("pk")
    rows = Suggestion.objects.filter(Q(pk__in=own) | Q(pk__in=public), submitted_on__isnull=False)
    rows = rows.exclude(state=SuggestionState.SPLIT)  # its parts speak for it
    rows = rows.select_related("term__area", "session__term__area", "lead_office", "result_class", "deputy")
    rows = rows.defer("situation", "analysis", "proposal", "deputy__grams", "deputy__phone")
    scored = [(likeness(title, whole, row, row.pk in own), row) for row in rows]
    best = sorted(
        (pair for pair in scored if pair[0] >= LIKE_ENOUGH), key=lambda pair: (-pair[0], -pair[1].pk)
    )
    return _described(best[:SHOWN], own, role_of(user) in VEILED)


def likeness(title: set[str], whole: set[str], row: Suggestion, readable: bool) -> float:
    """0 to 1: the titles' common pairs, and, within one's reach, those of the texts; of a public one the title alone.

    A matter put in other words is no less the same: a text may raise what its title says, and never lowers it.
    """
    titles = overlap(title, title_pairs(row.title))
    return max(titles, 0.6 * titles + 0.4 * overlap(whole, set(row.grams))) if readable else titles


def _described(best: Iterable[tuple[float, Suggestion]], own: set[int], veiled: bool) -> list[Like]:
    best = list(best)
    around = look_around({row.pk: row.round for _, row in best}, veiled)
    replies = _excerpts([row.pk for _, row in best if row.pk in own])
    return [
        Like(
            row, round(score * 100), _address(row, row.pk in own), "、".join(around.leads.get(row.pk, [])),
            "、".join(dict.fromkeys(around.results.get(row.pk, []))), replies.get(row.pk, ""),
        )
        for score, row in best
    ]  # fmt: skip


def _excerpts(keys: list[int]) -> dict[int, str]:
    """How the last reply that went out begins."""
    answers = (AssignmentRole.LEAD, AssignmentRole.SEPARATE)
    rows = Reply._base_manager.filter(
        suggestion__in=keys, sent_on__isnull=False, assignment__role__in=answers
    ).order_by("pk")
    return {pk: text[:EXCERPT] + ("……" if len(text) > EXCERPT else "")
            for pk, text in rows.values_list("suggestion_id", "text")}  # fmt: skip


def _address(row: Suggestion, own: bool) -> str:
    """The case page within one's reach, else the public page."""
    if own:
        return row.get_absolute_url()
    try:
        return reverse("portal:suggestion", args=(row.pk,))
    except NoReverseMatch:
        return ""
