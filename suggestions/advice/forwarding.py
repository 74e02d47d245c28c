"""Does a suggestion only hand on what voters said? A deputy is a filter, not a mouthpiece (seed row JB-01, 四力)."""

from collections.abc import Iterable, Iterator, Mapping

from pages.search import grams_of
from suggestions.advice.texts import Finding

COPIED, ADDED = 0.9, 1.3  # of its pairs of characters; how much longer than the voter's words it may be
ADVICE = "代言是“过滤器”，不是“传话筒”：请写明您自己走访、调查核实的情况和分析。"


def bare_forwarding(texts: Mapping[str, str], voices: Iterable[str]) -> Iterator[Finding]:
    """One finding where the situation told is a voter's own words and hardly more. voices: the opinions it grew from."""
    told = texts.get("situation", "").strip()
    pairs = grams_of(told)
    for voice in voices:
        said = voice.strip()
        if pairs and len(told) <= ADDED * len(said) and len(pairs & grams_of(said)) >= COPIED * len(pairs):
            yield Finding("基本情况照录了群众原话", ADVICE, "situation")
            return
