"""One step taken on many subjects at once: what would happen, what happened, and taking it back.

A room declares a Bulk per step; workflow.views.BulkView is its page. Every
subject goes through perform in a transaction of its own, so one that cannot
take the step is told with its reason and holds up nobody else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms import Form

from offices.choices import Role
from workflow.forms import NoteForm
from workflow.lifecycle import may, perform, who_was_faster
from workflow.transitions import Lifecycle, OutOfStep, Refused, Transition

MOST = 200


@dataclass(frozen=True)
class Outcome:
    """What will become, or became, of one subject. ok: it takes the step; words: the effect, or why not."""

    subject: Any
    ok: bool
    words: str


@dataclass(frozen=True)
class Bulk:
    """A step that may be taken on many subjects from a list.

    rows: the subjects a person may know of. form: what all of them have in common.
    effect: what the step will do to one of them, for the preview.
    mark: what to remember before the run, plain enough for JSON; undo: takes the run back,
    called with the subjects' keys, the mark and the actor (None where the law allows no undo).
    permanent: why it cannot be taken back, told on the report.
    bar: why one is left out of a run on many though it could take the step by itself, or "".
    whose: whose step it is, said where it is not this person's.
    roles: who may take it at all; nobody else gets as far as the preview.
    shared: what all of them have in common and only one run may have, such as the number of one paper;
    the run is then one transaction, and uses nothing up where nobody took the step.
    made: what one got by it, for the report, such as the number of its letter.
    """

    lifecycle: Lifecycle
    action: str
    label: str
    rows: Callable[[Any], QuerySet]
    form: type[Form] = NoteForm
    effect: Callable[[Any], str] = lambda subject: ""
    mark: Callable[[], Any] = lambda: None
    undo: Callable[[Sequence[int], Any, Any], list[Outcome]] | None = None
    permanent: str = ""
    icon: str = ""
    bar: Callable[[Any], str] = lambda subject: ""
    whose: Callable[[Any], str] = lambda subject: "您不能对这一件进行这一步。"
    roles: tuple[Role, ...] = ()
    shared: Callable[[Sequence[Any], Any], Mapping[str, Any]] | None = None
    made: Callable[[Any], str] = lambda subject: ""

    def step(self, state: str) -> Transition | None:
        return self.lifecycle.find(self.action, state)

    def preview(self, subjects: Iterable[Any], user: Any) -> list[Outcome]:
        """Who would take the step and who would not, and why; nothing is written."""
        return [self._verdict(subject, user) for subject in subjects]

    def _verdict(self, subject: Any, user: Any) -> Outcome:
        step = self.step(subject.state)
        if step is None:
            state = self.lifecycle.states(subject.state).label
            return Outcome(subject, False, f"当前状态为“{state}”，不能进行这一步。")
        if not may(self.lifecycle, step, subject, user):
            return Outcome(subject, False, self.whose(subject))
        if step.when and (why := step.when(subject)):
            return Outcome(subject, False, why)
        if why := self.bar(subject):
            return Outcome(subject, False, why)
        return Outcome(subject, True, self.effect(subject))

    def run(self, subjects: Sequence[Any], user: Any, note: str, data: Mapping[str, Any]) -> list[Outcome]:
        """Take the step on each; every one is told of, none stops the others."""
        if self.shared is None:
            return [self._take(subject, user, note, data) for subject in subjects]
        with transaction.atomic():
            common = {**data, **self.shared(subjects, user)}
            outcomes = [self._take(subject, user, note, common) for subject in subjects]
            if not any(one.ok for one in outcomes):
                transaction.set_rollback(True)
        return outcomes

    def left(self, subjects: Iterable[Any], user: Any) -> list[Outcome]:
        """What the preview left out, for the report: why it still does not go, or that it was not to be done."""
        was = "预览时不能进行这一步，没有办理；现在可以了，请重新勾选。"
        return [
            Outcome(one.subject, False, was if one.ok else one.words) for one in self.preview(subjects, user)
        ]

    def _take(self, subject: Any, user: Any, note: str, data: Mapping[str, Any]) -> Outcome:
        if why := self.bar(subject):
            return Outcome(subject, False, why)
        try:
            done = perform(self.lifecycle, subject.pk, self.action, user, note=note, **data)
        except (OutOfStep, Refused) as no:
            return Outcome(subject, False, str(no))
        except PermissionDenied:
            return Outcome(subject, False, self.whose(subject))
        return Outcome(done, True, self.made(done))


def take_back(
    lifecycle: Lifecycle,
    rows: Iterable[Any],
    action: str,
    actor: Any,
    note: str,
    subject: Callable[[Any], Any],
) -> list[Outcome]:
    """Undo by a step of its own on what the run made; for a Bulk's `undo`. subject: whom the outcome names."""
    found = []
    for row in rows:
        try:
            perform(lifecycle, row.pk, action, actor, note=note)
        except (OutOfStep, Refused) as no:
            found.append(Outcome(subject(row), False, str(no)))
        except PermissionDenied:
            found.append(Outcome(subject(row), False, who_was_faster(lifecycle, row)))
        else:
            found.append(Outcome(subject(row), True, "已撤销"))
    return found
