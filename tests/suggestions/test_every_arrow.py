"""Every arrow of every table of this room: a wrong hand, a wrong state and a second click are refused."""

import pytest

from liaison.handbook import lifecycles
from suggestions.ending_parts import PART_END
from tests.house.walking import refusals, repeated
from workflow.lifecycle import may

# the row of the world that each table is tried on
SUBJECTS = {
    "Suggestion": "case", "Signature": "signature", "Assignment": "part", "Transfer": "transfer", "Batch": "batch",
    "Contact": "met", "Extension": "more_time", "Urge": "urged", "Supervision": "supervised", "Voice": "voiced",
    "Promise": "promise", "LookBackItem": "look_item",
}  # fmt: skip
TABLES = [*(one for one in lifecycles() if one.model._meta.app_label == "suggestions"), PART_END]


def test_every_table_of_the_room_has_a_row_to_be_tried_on():
    assert {one.model.__name__ for one in TABLES} == set(SUBJECTS)


@pytest.mark.parametrize("lifecycle", TABLES, ids=lambda one: f"{one.model.__name__}-{len(one.transitions)}")
def test_wrong_state_wrong_hand_and_second_click_are_refused_on_every_arrow(world, lifecycle):
    assert refusals(world, lifecycle, getattr(world, SUBJECTS[lifecycle.model.__name__])) == []


@pytest.mark.parametrize("lifecycle", TABLES, ids=lambda one: f"{one.model.__name__}-{len(one.transitions)}")
def test_no_step_exists_twice_in_one_state(lifecycle):
    assert repeated(lifecycle) == []


def test_what_only_the_machine_takes_is_nobodys(world):
    for lifecycle in TABLES:
        subject = getattr(world, SUBJECTS[lifecycle.model.__name__])
        for step in lifecycle.transitions:
            if set(step.roles) == {"clock"}:
                assert not any(
                    may(lifecycle, step, subject, user) for user in (world.zhou, world.chen, world.sun)
                )
