"""What is asked of a book, and the columns it knows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from pages.sheets import SheetColumn
from stations.models import Station

Row = dict[str, Any]


@dataclass(frozen=True)
class Ask:
    """Whose eyes, which days (both included), at which stations: ids, None for all in sight. full: voters unmasked."""

    user: Any
    start: date
    end: date
    stations: frozenset[int] | None = None
    full: bool = False

    def at(self, rows: QuerySet, path: str = "station") -> QuerySet:
        """Only the rows of the stations asked for."""
        return rows if self.stations is None else rows.filter(**{f"{path}__in": self.stations})

    @property
    def last(self) -> date:
        """The last day that has come."""
        return min(self.end, timezone.localdate())


def asked(user: Any, station: Station | None, start: date, end: date, full: bool = False) -> Ask:
    """The ask for a station with all below it, or for everything in sight."""
    if station is None:
        return Ask(user, start, end, None, full)
    below = Station.objects.visible_to(user).filter(path__startswith=station.path)
    return Ask(user, start, end, frozenset(below.values_list("pk", flat=True)), full)


@dataclass(frozen=True)
class Known:
    """A column that a source can fill."""

    key: str
    label: str
    width: int | None = None
    kind: str = "text"

    def sheet(self, label: str = "") -> SheetColumn:
        return SheetColumn(label or self.label, self.width, self.kind)


@dataclass(frozen=True)
class Source:
    """A kind of fact that fills books: its columns, and a reader that yields rows by column key.

    Every book also knows 序号 (`no`) and blank columns for what is written by hand.
    """

    key: str
    label: str
    columns: Sequence[Known]
    read: Callable[[Ask], Iterator[Row]]

    @property
    def known(self) -> dict[str, Known]:
        return {column.key: column for column in (NUMBER, *self.columns, SIGNED, REMARK)}


NUMBER = Known("no", "序号", 6, "number")
SIGNED = Known("signed", "签名（手写）", 14)
REMARK = Known("remark_by_hand", "备注（手写）", 16)
