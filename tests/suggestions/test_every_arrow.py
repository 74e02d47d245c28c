"""Every arrow of every table of this room: a wrong hand, a wrong state and a second click are refused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from liaison.handbook import lifecycles
from suggestions.ending_parts import PART_END
from tests.house.world import world  # noqa: F401 - a fixture
from workflow.lifecycle import OutOfStep, may, perform
from workflow.transitions import Lifecycle, Transition

# the row of the world that each table is tried on
SUBJECTS = {
    "Suggestion": "case", "Signature": "signature", "Assignment": "part", "Transfer": "transfer", "Batch": "batch",
    "Contact": "met", "Extension": "more_time", "Urge": "urged", "Supervision": "supervised", "Voice": "voiced",
    "Promise": "promise", "LookBackItem": "look_item",
}  # fmt: skip
TABLES = [*(one for one in lifecycles() if one.model._meta.app_label == "suggestions"), PART_END]


def test_every_table_of_the_room_has_a_row_to_be_tried_on():
    assert {one.model.__name__ for one in TABLES} == set(SUBJECTS)


def put(lifecycle: Lifecycle, subject, state: str):
    """The row in that state, as a step would find it."""
    lifecycle.model._base_manager.filter(pk=subject.pk).update(state=state)
    return lifecycle.model._base_manager.get(pk=subject.pk)


def refused(lifecycle: Lifecycle, subject, action: str, user, expected: type[Exception]) -> str:
    """ "" when the step is refused as it must be, else what happened instead."""
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


def wrong_hand(cast, lifecycle: Lifecycle, step: Transition, subject):
    """Somebody of the cast who may not take the step, those at hand first; None when everybody may."""
    people = (getattr(cast, name) for name in ("sun", "chen", "wu", "qian", "shen"))
    return next((user for user in people if not may(lifecycle, step, subject, user)), None)


@pytest.mark.parametrize("lifecycle", TABLES, ids=lambda one: f"{one.model.__name__}-{len(one.transitions)}")
def test_wrong_state_wrong_hand_and_second_click_are_refused_on_every_arrow(world, lifecycle):  # noqa: F811
    row, wrong = getattr(world, SUBJECTS[lifecycle.model.__name__]), []
    for step in lifecycle.transitions:
        for state in wrong_states(lifecycle, step.action)[:1]:
            subject = put(lifecycle, row, state)
            wrong.append(
                (step.action, "in", state, refused(lifecycle, subject, step.action, world.zhou, OutOfStep))
            )
        subject = put(lifecycle, row, step.sources[0])
        user = wrong_hand(world, lifecycle, step, subject)
        assert user, f"{step.action}: everybody may take it"
        said = refused(lifecycle, subject, step.action, user, PermissionDenied)
        wrong.append((step.action, "by", user.username, said))
        if step.target and lifecycle.find(step.action, step.target) is None:
            subject = put(lifecycle, row, step.target)
            wrong.append(
                (step.action, "again", step.target, refused(lifecycle, subject, step.action, None, OutOfStep))
            )
    assert [one for one in wrong if one[-1]] == []


@pytest.mark.parametrize("lifecycle", TABLES, ids=lambda one: f"{one.model.__name__}-{len(one.transitions)}")
def test_no_step_exists_twice_in_one_state(lifecycle):
    pairs = [(step.action, source) for step in lifecycle.transitions for source in step.sources]
    assert len(pairs) == len(set(pairs))


def test_what_only_the_machine_takes_is_nobodys(world):  # noqa: F811
    for lifecycle in TABLES:
        subject = getattr(world, SUBJECTS[lifecycle.model.__name__])
        for step in lifecycle.transitions:
            if set(step.roles) == {"clock"}:
                assert not any(
                    may(lifecycle, step, subject, user) for user in (world.zhou, world.chen, world.sun)
                )
