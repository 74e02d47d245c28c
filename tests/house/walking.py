"""Walking every arrow of a table: what it answers to wrong hands, in wrong states, a second time, and to the right ones."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tests.cast import PEOPLE
from workflow.lifecycle import OutOfStep, may, perform
from workflow.transitions import Lifecycle, Transition

Data = Mapping[str, Callable[[Any], Any]]
Arrange = Mapping[str, Callable[[Any, Any], None]]
TAKEN = ""


class Undo(Exception):
    """Ends a try; nothing of it stays."""


def put(lifecycle: Lifecycle, subject: Any, state: str) -> Any:
    """The row in that state, as a step would find it."""
    lifecycle.model._base_manager.filter(pk=subject.pk).update(state=state)
    return lifecycle.model._base_manager.get(pk=subject.pk)


def right_hand(world: Any, lifecycle: Lifecycle, step: Transition, subject: Any) -> Any:
    """Somebody of the cast who may take it; the machine where it is nobody's."""
    people = [getattr(world, name) for name in PEOPLE]
    found = [user for user in people if may(lifecycle, step, subject, user)]
    if not found and "clock" not in step.roles:
        raise AssertionError(f"{step.action}: nobody of the cast may take it")
    return found[0] if found else None


def given(world: Any, step: Transition, data: Data) -> dict[str, Any]:
    """Every field the step must have, and of the others those that the action itself names."""
    fields = {name: data.get(f"{step.action}.{name}", data.get(name)) for name in step.taken}
    lacking = {name for name in step.required if fields[name] is None}
    assert not lacking, f"{step.action} needs {sorted(lacking)}"
    own = {name for name in step.taken if f"{step.action}.{name}" in data}
    return {name: fields[name](world) for name in step.required | own}


def tried(
    world: Any, lifecycle: Lifecycle, step: Transition, row: Any, source: str, data: Data, arrange: Arrange
) -> str:
    """ "" when the step was taken and the row stands where it leads to; else what it answered. Nothing of it stays."""
    answer = TAKEN
    try:
        with transaction.atomic():
            subject = put(lifecycle, row, source)
            if found := arrange.get(f"{lifecycle.model.__name__}.{step.action}"):
                found(world, subject)
                subject = put(lifecycle, row, source)
            user = right_hand(world, lifecycle, step, subject)
            perform(lifecycle, subject.pk, step.action, user, note="理由充分。", **given(world, step, data))
            after = (
                lifecycle.model._base_manager.filter(pk=subject.pk).values_list("state", flat=True).first()
            )
            if after not in (step.target or source, None):
                answer = f"went to {after}"
            raise Undo
    except Undo:
        return answer
    except Exception as no:  # told with the arrow it belongs to
        return f"{type(no).__name__}: {no}"


def walk(world: Any, lifecycle: Lifecycle, row: Any, data: Data, arrange: Arrange) -> dict[str, str]:
    """{action from state: answer} of the arrows that were not taken."""
    found = {}
    for step in lifecycle.transitions:
        for source in step.sources:
            if answer := tried(world, lifecycle, step, row, source, data, arrange):
                found[f"{step.action} from {source}"] = answer
    return found


# --- what must be refused


def refused(lifecycle: Lifecycle, subject: Any, action: str, user: Any, expected: type[Exception]) -> str:
    """The empty word when the step is refused as it must be, else what happened instead."""
    try:
        with transaction.atomic():
            perform(lifecycle, subject.pk, action, user)
    except expected:
        return ""
    except Exception as other:  # told with the arrow it belongs to
        return f"{type(other).__name__}: {other}"
    return "taken"


def wrong_states(lifecycle: Lifecycle, action: str) -> list[str]:
    known = {source for step in lifecycle.named(action) for source in step.sources}
    return [state for state in lifecycle.states.values if state not in known]


def wrong_hand(world: Any, lifecycle: Lifecycle, step: Transition, subject: Any) -> Any:
    """Somebody of the cast who may not take the step, those at hand first."""
    people = (getattr(world, name) for name in ("sun", "chen", "wu", "qian", "shen"))
    found = next((user for user in people if not may(lifecycle, step, subject, user)), None)
    assert found, f"{step.action}: everybody may take it"
    return found


def refusals(world: Any, lifecycle: Lifecycle, row: Any) -> list[tuple[str, ...]]:
    """Where a wrong state, a wrong hand or a second click was not refused: (step, what was tried, what happened)."""
    found = []
    for step in lifecycle.transitions:
        for state in wrong_states(lifecycle, step.action)[:1]:
            subject = put(lifecycle, row, state)
            said = refused(lifecycle, subject, step.action, world.zhou, OutOfStep)
            found.append((step.action, f"in {state}", said))
        subject = put(lifecycle, row, step.sources[0])
        user = wrong_hand(world, lifecycle, step, subject)
        said = refused(lifecycle, subject, step.action, user, PermissionDenied)
        found.append((step.action, f"by {user.username}", said))
        if step.target and lifecycle.find(step.action, step.target) is None:
            subject = put(lifecycle, row, step.target)
            said = refused(lifecycle, subject, step.action, None, OutOfStep)
            found.append((step.action, "again", said))
    return [one for one in found if one[-1]]


def repeated(lifecycle: Lifecycle) -> list[tuple[str, str]]:
    """Steps that exist twice in one state."""
    pairs = [(step.action, source) for step in lifecycle.transitions for source in step.sources]
    return [pair for pair in set(pairs) if pairs.count(pair) > 1]
