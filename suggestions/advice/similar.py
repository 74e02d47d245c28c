"""Suggestions like this one, of all years: what became of them. Found through the index of the search words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from offices.models import Area
from pages.search import grams_of
from suggestions.around import look_around
from suggestions.choices import AssignmentRole, Consent, SuggestionState
from suggestions.models import Reply, Suggestion

RAREST, PER_PAIR, CANDIDATES, SHOWN, EXCERPT = 10, 5000, 100, 5, 80
LIKE_ENOUGH = 0.4
# pairs of characters that nearly every title has
FORMULA = grams_of(
    "关于 建议 意见 批评 问题 加强 解决 进一步 推进 完善 工作 加快 促进 提高 关于进一步加强 解决 的建议 的问题"
)
FREQUENT = """
SELECT word, often FROM pg_stats,
  LATERAL unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common(word, often)
WHERE schemaname = current_schema() AND tablename = %s AND attname = 'grams' AND word IS NOT NULL
"""
# one look into the index for each pair; as a join, because the planner knows nothing of a column's length
# and would rather read and unpack every row of the area
SHARED = f"""
WITH hit AS (
  SELECT found.id, found.area_id FROM unnest(%s::varchar[]) AS pair(word)
  CROSS JOIN LATERAL (
    SELECT id, area_id FROM {Suggestion._meta.db_table} WHERE grams @> ARRAY[pair.word] LIMIT %s
  ) AS found
)
SELECT id FROM hit WHERE area_id = %s AND id <> %s
GROUP BY id HAVING count(*) >= 2 ORDER BY count(*) DESC, id DESC LIMIT %s
"""
# as the portal shows them; see portal.published
PUBLIC = Q(
    publication__isnull=False,
    state__in=(SuggestionState.REPLIED, SuggestionState.CLOSED),
    consent__in=(Consent.FULL, Consent.TITLE),
    confidential=False,
)


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
    title = grams_of(texts.get("title", "")) - FORMULA
    whole = set().union(*map(grams_of, texts.values()))
    found = _candidates(title, area, besides)
    own = set(Suggestion.objects.visible_to(user).filter(pk__in=found).values_list("pk", flat=True))
    rows = Suggestion.objects.filter(Q(pk__in=own) | PUBLIC, pk__in=found, submitted_on__isnull=False)
    rows = rows.exclude(state=SuggestionState.SPLIT)  # its parts speak for it
    rows = rows.select_related("term__area", "session__term__area", "lead_office", "result_class", "deputy")
    rows = rows.defer("situation", "analysis", "proposal", "deputy__grams", "deputy__phone")
    scored = [(likeness(title, whole, row, row.pk in own), row) for row in rows]
    best = sorted(
        (pair for pair in scored if pair[0] >= LIKE_ENOUGH), key=lambda pair: (-pair[0], -pair[1].pk)
    )
    return _described(best[:SHOWN], own)


def likeness(title: set[str], whole: set[str], row: Suggestion, readable: bool) -> float:
    """0 to 1: the titles' common pairs, and, within one's reach, those of the texts; of a public one the title alone."""
    titles = _overlap(title, grams_of(row.title) - FORMULA)
    return 0.6 * titles + 0.4 * _overlap(whole, set(row.grams)) if readable else titles


def _overlap(one: set[str], other: set[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _candidates(title: set[str], area: Area, besides: int | None) -> list[int]:
    """Rows of the congress that share two of the title's rarest pairs, those that share most first."""
    often = _frequencies()
    rarest = sorted(title, key=lambda gram: (often.get(gram, 0.0), gram))[:RAREST]
    with connection.cursor() as cursor:
        cursor.execute(SHARED, [rarest, PER_PAIR, area.pk, besides or 0, CANDIDATES])
        return [pk for (pk,) in cursor.fetchall()]


def _frequencies() -> dict[str, float]:
    """How often the common pairs occur, from the planner's statistics; kept for an hour."""
    return cache.get_or_set("suggestions:frequent", _read_frequencies, 3600)


def _read_frequencies() -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute(FREQUENT, [Suggestion._meta.db_table])
        return dict(cursor.fetchall())


def _described(best: Iterable[tuple[float, Suggestion]], own: set[int]) -> list[Like]:
    best = list(best)
    around = look_around({row.pk: row.round for _, row in best})
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
