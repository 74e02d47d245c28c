"""Suggestions of all years whose titles are like one: found through the index of the search words.

The check before submitting and the proposing of a unit ask here, so that what one shows the other knows.
"""

from django.core.cache import cache
from django.db import connection

from pages.search import grams_of
from suggestions.models import Suggestion

RAREST, PER_PAIR, CANDIDATES = 10, 5000, 100
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


def title_pairs(title: str) -> set[str]:
    """The pairs of characters that say what a title is about."""
    return grams_of(title) - FORMULA


def overlap(one: set[str], other: set[str]) -> float:
    """Which share of the shorter one's pairs they have in common: 0 nothing, 1 all."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def candidates(title: set[str], area: int, besides: int | None) -> list[int]:
    """Rows of the congress that share two of the title's rarest pairs, those that share most first."""
    often = _frequencies()
    rarest = sorted(title, key=lambda gram: (often.get(gram, 0.0), gram))[:RAREST]
    with connection.cursor() as cursor:
        cursor.execute(SHARED, [rarest, PER_PAIR, area, besides or 0, CANDIDATES])
        return [pk for (pk,) in cursor.fetchall()]


def _frequencies() -> dict[str, float]:
    """How often the common pairs occur, from the planner's statistics; kept for an hour."""
    return cache.get_or_set("suggestions:frequent", _read_frequencies, 3600)


def _read_frequencies() -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute(FREQUENT, [Suggestion._meta.db_table])
        return dict(cursor.fetchall())
