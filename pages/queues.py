"""The queues of a first page, asked for together: which rows come first in each, how long it is, and what is shown.

One statement finds the first keys of all queues, one counts those that hold more than is shown, and one reads the
rows of all queues that show the same of the same table.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

from pages.beside import put_beside
from pages.cards import Card, CardRow
from pages.framed import Frame, frame_for
from pages.loading import lean
from pages.planning import joined_as_written
from pages.prepared import planned_once

SHOWN, CAP = 5, 1000
Tone = Literal["", "red", "orange", "blue", "green"]
Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True, eq=False)
class Queue:
    """A card to be: rows in their order, how one of them is shown (row), and where all of them are listed (url).

    rare: left out while nothing waits. dear: costs more to find than to hand over, so that it is found once, first rows and
    length together. together: shows the first rows, where each alone does not tell enough. watched: it is somebody
    else's turn, so that its days press nobody here.
    It reads nothing until it is drawn, and may be drawn again: its statements are written once.
    """

    key: str
    title: str
    rows: QuerySet
    row: Callable[[Any], CardRow]
    url: str
    tone: Tone = ""
    empty: str = "没有待办"
    rare: bool = False
    dear: bool = False
    watched: bool = False
    shown: int = SHOWN
    together: Callable[[list[Any]], list[CardRow]] | None = None

    @cached_property
    def first(self) -> Statement | None:
        """The keys of its first rows, one more than are shown; of a dear one as many as are counted."""
        found = _keys(self.rows[: CAP + 1 if self.dear else self.shown + 1])
        return found and (f"ARRAY({found[0]})", found[1])

    @cached_property
    def length(self) -> Statement | None:
        """How long it is, counted no further than one beyond the cap."""
        found = _keys(self.rows.order_by()[: CAP + 1])
        return found and (f"(SELECT count(*) FROM ({found[0]}) AS capped)", found[1])

    @cached_property
    def frame(self) -> Frame:
        return frame_for(lean(self.rows, personal=True))

    def card(self, found: list[Any], count: int) -> Card:
        lines = self.together(found) if self.together else [self.row(one) for one in found]
        tone = self.tone if count else ""
        count, capped = min(count, CAP), count > CAP
        return Card(
            self.key, self.title, lines, count, capped, self.url, self.empty, tone, watched=self.watched
        )


# a card that is reckoned otherwise, or none where there is nothing to show
Reckoned = Callable[[], Card | None]
Waiting = Queue | Reckoned


def drawn(given: Iterable[Waiting]) -> list[Card]:
    """The cards, in the order given."""
    given = list(given)
    queues = [one for one in given if isinstance(one, Queue)]
    firsts = _asked([queue.first for queue in queues], [])
    long = [len(keys) > queue.shown and not queue.dear for queue, keys in zip(queues, firsts, strict=True)]
    whole = _asked([queue.length if more else None for queue, more in zip(queues, long, strict=True)], 0)
    shown = _read([(queue, keys[: queue.shown]) for queue, keys in zip(queues, firsts, strict=True)])
    made = map(Queue.card, queues, shown, map(max, whole, map(len, firsts)))
    cards = [(one, next(made) if isinstance(one, Queue) else one()) for one in given]
    return [card for one, card in cards if card and (card.count or not getattr(one, "rare", False))]


def _keys(rows: QuerySet) -> Statement | None:
    """The statement of their keys; None where there can be none."""
    try:
        return rows.select_related(None).values("pk").query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return None


def _asked(values: Sequence[Statement | None], nothing: Any) -> list[Any]:
    """The answers to statements of one value each, given by one statement; `nothing` for those left out."""
    parts = [(place, *value) for place, value in enumerate(values) if value]
    if not parts:
        return [nothing] * len(values)
    text = " UNION ALL ".join(f"SELECT {place}, {sql}" for place, sql, _ in parts)
    with planned_once(), connection.cursor() as cursor:
        cursor.execute(text, [param for *_, params in parts for param in params])
        answers = dict(cursor.fetchall())
    return [answers.get(place, nothing) for place in range(len(values))]


def _read(asked: Sequence[tuple[Queue, Sequence[int]]]) -> list[list[Any]]:
    """The rows with these keys, in their order."""
    wanted: dict[Frame, set[int]] = defaultdict(set)
    for queue, keys in asked:
        if keys:
            wanted[queue.frame].update(keys)
    with joined_as_written():
        read = {frame: {row.pk: row for row in frame.of(keys)} for frame, keys in wanted.items()}
    found = []
    for queue, keys in asked:
        rows = [row for key in keys if (row := read[queue.frame].get(key))]
        if rows:
            put_beside(rows, queue.rows._prefetch_related_lookups)
        found.append(rows)
    return found
