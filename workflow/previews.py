"""A list of clocks that would move, page by page, each named as far as the reader may know of its subject."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from workflow.moves import Move, stamp

PER_PAGE = 100


def page_of(request: HttpRequest, moves: Sequence[Move]) -> dict[str, Any]:
    """The context of workflow/_moves.html: all of them counted, a hundred shown at a time."""
    page = Paginator(moves, PER_PAGE).get_page(request.GET.get("page"))
    rows = with_subjects(list(page.object_list), request.user)
    unknown = any(subject is None for _, subject in rows)
    return {"moves": page, "rows": rows, "unknown": unknown, "move_count": len(moves), "seen": stamp(moves)}


def with_subjects(moves: Sequence[Move], user: Any) -> list[tuple[Move, Any]]:
    """(move, its subject), a query for each kind of clock; None where the user may not know of it.

    The administrators who load a calendar see no case: to them a clock is its table and its key.
    """
    known: dict[tuple[type, int], Any] = {}
    for model in {move.model for move in moves}:
        mine = [move.pk for move in moves if move.model is model]
        for clock in model._default_manager.visible_to(user).filter(pk__in=mine).select_related("subject"):  # type: ignore[attr-defined]
            known[model, clock.pk] = clock.subject
    return [(move, known.get((move.model, move.pk))) for move in moves]
