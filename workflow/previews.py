"""A list of clocks that would move, page by page."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from workflow.moves import Move, stamp

PER_PAGE = 100


def page_of(request: HttpRequest, moves: Sequence[Move]) -> dict[str, Any]:
    """The context of workflow/_moves.html: all of them counted, a hundred shown at a time."""
    page = Paginator(moves, PER_PAGE).get_page(request.GET.get("page"))
    return {"moves": page, "move_count": len(moves), "seen": stamp(moves)}
