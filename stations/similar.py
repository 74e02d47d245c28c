"""Open opinions like a text, by the pairs of characters that they share; a bounded look, never a scan."""

from typing import Any

from pages.search import fold, grams_of
from stations.choices import UNFINISHED
from stations.models import Opinion

LOOKED_AT = 400  # the newest open opinions within reach
SHOWN = 5
ENOUGH = 0.28  # share of the shorter text's pairs that both have
LEAST = 4  # pairs in common, so that two polite openings are no likeness
POLITE = grams_of("我想反映一下 麻烦代表帮忙说说 希望管一管 想问问 意见很大 希望能 的事")


def similar_open(user: Any, text: str, besides: int | None = None) -> list[Opinion]:
    """The most similar open opinions this person may know of, the likest first."""
    mine = grams_of(fold(text)) - POLITE
    if len(mine) < LEAST:
        return []
    rows = Opinion.objects.visible_to(user).filter(state__in=UNFINISHED).exclude(pk=besides)
    newest = list(rows.order_by("-opened_on", "-pk").values_list("pk", "grams")[:LOOKED_AT])
    scored = [(share, pk) for pk, grams in newest if (share := likeness(mine, set(grams) - POLITE)) >= ENOUGH]
    best = [pk for _, pk in sorted(scored, reverse=True)[:SHOWN]]
    found = Opinion.objects.visible_to(user).defer("grams").select_related("category").in_bulk(best)
    return [found[pk] for pk in best if pk in found]


def likeness(mine: set[str], theirs: set[str]) -> float:
    """Which share of the shorter one's pairs both have; 0 for too few in common."""
    common = len(mine & theirs)
    return common / max(1, min(len(mine), len(theirs))) if common >= LEAST else 0.0
