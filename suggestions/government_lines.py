"""A line of the government's own ledger, and what is counted below it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from suggestions.choices import AssignmentRole
from suggestions.totals import ratio

WIDTH = 21


class Line(NamedTuple):
    """One unit's part as the ledger reads it; a transfer has the same fields, without what only a unit does."""

    pk: int
    suggestion: int
    term: int
    session: int | None
    number: int | None
    title: str
    deputy: str
    category: str | None
    office: str | None
    role: str
    dispatched_on: date | None
    sent_on: date | None
    received_on: date | None
    due: date | None
    opinion_on: date | None
    used_on: date | None
    replied_on: date | None
    letter: str | None
    result_class: str | None
    state: str
    whole: str
    round: int
    government_closed_on: date | None
    closed_on: date | None
    confidential: bool

    @property
    def done_on(self) -> date | None:
        return self.replied_on or self.opinion_on or self.used_on


@dataclass
class Account:
    """Counted while the lines pass; iterating gives the lines below, so do it after them. double: do both sides close?"""

    double: bool
    lines: int = 0
    answering: int = 0
    answered: int = 0
    signed: int = 0
    waiting: int = 0
    late: int = 0

    def __post_init__(self) -> None:
        self.all: set[int] = set()
        self.sealed: dict[bool, set[int]] = {True: set(), False: set()}  # closed by the congress, too or not
        self.open_here: set[int] = set()  # closed by the congress alone

    def count(self, line: Line, days: int) -> None:
        self.lines += 1
        self.all.add(line.suggestion)
        self.waiting += line.office is None
        self.signed += line.received_on is not None
        answers = line.office is not None and line.role != AssignmentRole.CO
        self.answering += answers
        self.answered += answers and line.done_on is not None
        self.late += days > 0
        if line.government_closed_on:
            self.sealed[line.closed_on is not None].add(line.suggestion)
        elif line.closed_on:
            self.open_here.add(line.suggestion)

    def told(self) -> list[str]:
        """The sums as sentences."""
        told = [
            f"合计{len(self.all)}件、{self.lines}行，其中待转交{self.waiting}行，单位已签收{self.signed}行，超期{self.late}行",
            f"办复率：{ratio(self.answered, self.answering)}（主办和分办）",
        ]
        return told + (
            self._compared() if self.double else ["本区域目前不实行双销号，由人大代表工作机构办结"]
        )

    def _compared(self) -> list[str]:
        """The two books beside each other (对账)."""
        both, here = len(self.sealed[True]), len(self.sealed[False])
        return [
            f"销号：政府办公室已销号{both + here}件，人大已办结{both + len(self.open_here)}件，双方都已销号{both}件",
            f"对账：政府办公室已销号、人大未办结{here}件；人大已办结、政府办公室未销号{len(self.open_here)}件",
        ]

    def __len__(self) -> int:
        return len(self.told())

    def __iter__(self) -> Iterator[list[Any]]:
        for number, line in enumerate(self.told()):
            yield ["" if number else "合计", "", line, *[""] * (WIDTH - 3)]
