"""The three phases of handling (办前明确责任、办中跟踪督促、办后追踪问效, seed row XH-11) on the track and the timeline."""

from collections.abc import Iterator, Mapping
from typing import Any

from suggestions.choices import SuggestionState

BEFORE, DURING, AFTER = "办前·明确责任", "办中·跟踪督促", "办后·追踪问效"
OF_STEPS = (BEFORE, BEFORE, BEFORE, DURING, DURING, AFTER, AFTER)  # as suggestions.casefile.track draws them
NEXT = {
    SuggestionState.REGISTERED: BEFORE,
    SuggestionState.DISPATCHED: DURING,
    SuggestionState.REPLIED: AFTER,
    SuggestionState.CLOSED: AFTER,
}


def phases(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    """The phase of each event, oldest first: the step that ends a phase still belongs to it.

    rows: as suggestions.casefile.reading.happened gives them; a unit's own steps end none.
    """
    phase = BEFORE
    for row in rows:
        yield phase
        if not row["unit"] and row["before"] != row["after"]:
            phase = NEXT.get(row["after"], phase)
