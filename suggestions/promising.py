"""Making promises: drawn up with the reply, given with its letter, each with a clock of its own (domain rule 41)."""

from collections.abc import Mapping, Sequence
from typing import Any

from pages.dates import why_not_ahead
from suggestions.choices import PromiseState
from suggestions.models import Assignment, Promise
from suggestions.promise_lifecycle import PROMISE
from workflow.lifecycle import begin, perform
from workflow.transitions import Refused


def draw_up(part: Assignment, rows: Sequence[Mapping[str, Any]] | None, needed: bool) -> None:
    """Write the promises of a draft anew; None leaves them. Raise Refused where the class needs one and none is there."""
    mine = Promise.objects.filter(assignment=part, state=PromiseState.DRAFTED)
    if rows is not None:
        mine.delete()
        for order, row in enumerate(rows, 1):
            _check(row, order)
            made = Promise.objects.create(
                suggestion=part.suggestion, assignment=part, office=part.office, order=order,
                first_due_on=row["due_on"], **row,
            )  # fmt: skip
            begin(PROMISE, made, None)
    if needed and not mine.exists():
        raise Refused("这一类结果须列出承诺事项：做什么、何时完成、谁负责、如何证明。", "promise_1_what")


def _check(row: Mapping[str, Any], order: int) -> None:
    if why := why_not_ahead(row["due_on"]):
        raise Refused(f"完成时限{why}", f"promise_{order}_due_on")


def give_word(part: Assignment) -> None:
    """The letter has left: its promises are made, and their clocks run."""
    for row in Promise.objects.filter(assignment=part, state=PromiseState.DRAFTED):
        perform(PROMISE, row.pk, "make", None)
