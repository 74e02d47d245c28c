"""Verifying: does every entry still say what it said when it was sealed?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from journal.chain import AT, FIELDS, GENESIS, digest
from journal.models import Entry, Link

CHUNK = 5000
SHOWN = 50  # faults that are told one by one
# The longest that a transaction may stay open after an entry was made; later it looks like an insertion.
LATE = timedelta(hours=1)


@dataclass(frozen=True)
class Fault:
    """One broken place. kind: "changed", "missing" or "inserted"."""

    kind: str
    position: int | None
    entry_id: int | None
    words: str


@dataclass
class Report:
    """What a verification found. head: the digest of the last link. waiting: entries not sealed yet."""

    count: int = 0
    head: str = GENESIS
    head_position: int = 0
    sealed_at: datetime | None = None
    waiting: int = 0
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.fault_count

    def note(self, kind: str, position: int | None, entry_id: int | None, words: str) -> None:
        self.fault_count += 1
        if len(self.faults) < SHOWN:
            self.faults.append(Fault(kind, position, entry_id, words))


def verify(progress: Callable[[int], Any] | None = None) -> Report:
    """Walk the whole chain, a chunk at a time. progress: called with the number of links walked."""
    report, walk = Report(), _Walk()
    for links in _chunks():
        ids = [entry_id for _, entry_id, _, _ in links]
        entries = {row[0]: row for row in Entry.objects.filter(pk__in=ids).values_list(*FIELDS)}
        for position, entry_id, told, sealed_at in links:
            walk.step(report, position, entries.get(entry_id), entry_id, told, sealed_at)
        if progress:
            progress(report.count)
    _look_for_insertions(report)
    return report


def _chunks() -> Iterator[list[tuple[int, int, str, datetime]]]:
    """The links in order, by key, so that neither memory nor one long transaction is needed."""
    after: int | None = None
    fields = ("position", "entry_id", "digest", "sealed_at")
    while True:
        links = Link.objects.order_by("position").values_list(*fields)
        chunk = list((links if after is None else links.filter(position__gt=after))[:CHUNK])
        if not chunk:
            return
        yield chunk
        after = chunk[-1][0]


class _Walk:
    """Where the walk stands: the digest before, and the latest time that earlier runs have sealed."""

    def __init__(self) -> None:
        self.before: str | None = GENESIS
        self.run: datetime | None = None
        self.latest: datetime | None = None  # entry time, in earlier runs
        self.latest_here: datetime | None = None

    def step(
        self, report: Report, position: int, entry: Any, entry_id: int, told: str, sealed_at: datetime
    ) -> None:
        expected = report.head_position + 1
        if position != expected:
            gap = f"第{expected}环" if position == expected + 1 else f"第{expected}至{position - 1}环"
            report.note("missing", expected, None, f"封存链缺少{gap}")
            self.before = None
        if entry is None:
            report.note("missing", position, entry_id, f"第{position}环的日志 #{entry_id} 已不存在")
        else:
            if self.before is not None and digest(self.before, position, entry) != told:
                report.note("changed", position, entry_id, f"第{position}环的日志 #{entry_id} 与封存时不一致")
            self._compare_times(report, position, entry, sealed_at)
        self.before = told
        report.count += 1
        report.head, report.head_position, report.sealed_at = told, position, sealed_at

    def _compare_times(self, report: Report, position: int, entry: Any, sealed_at: datetime) -> None:
        at = entry[AT]
        if sealed_at != self.run:
            self.run, self.latest = sealed_at, self.latest_here
        if self.latest is not None and at < self.latest - LATE:
            words = f"第{position}环的日志 #{entry[0]} 的时间早于此前已封存的日志，疑为事后插入"
            report.note("inserted", position, entry[0], words)
        self.latest_here = max(self.latest_here or at, at)


def _look_for_insertions(report: Report) -> None:
    """Entries that are in no link although sealing has long passed their time."""
    waiting = Entry.objects.unsealed()
    report.waiting = waiting.count()
    if report.sealed_at is None:
        return
    old = waiting.filter(at__lt=report.sealed_at - LATE).order_by("pk")
    for pk in old.values_list("pk", flat=True)[:SHOWN]:
        report.note(
            "inserted", None, pk, f"日志 #{pk} 未入封存链而时间早于上次封存，疑为事后插入或其封存被删除"
        )


def still_stands(position: int, told: str) -> bool:
    """Is a head that was written down earlier still in the chain? A shortened chain shows here."""
    return Link.objects.filter(position=position, digest=told).exists()
