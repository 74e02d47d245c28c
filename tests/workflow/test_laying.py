"""Tables laid together are the tables laid one by one, and are taken away again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import AddConstraint, AddField, AddIndex, AlterField, CreateModel, Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from workflow.laying import Together

pytestmark = pytest.mark.django_db
KEY = ("id", models.BigAutoField(primary_key=True))
TABLES = ("lab_shelf", "lab_book", "lab_book_readers")


def first() -> list[Operation]:
    """Two tables that lead to each other, one of them to many."""
    return [
        CreateModel("Shelf", [KEY, ("name", models.CharField(max_length=20))]),
        CreateModel("Book", [KEY, ("shelf", models.ForeignKey("lab.shelf", models.CASCADE))]),
        AddField(
            "shelf", "best", models.ForeignKey("lab.book", models.SET_NULL, null=True, related_name="+")
        ),
        AddField("book", "readers", models.ManyToManyField("lab.shelf", related_name="read")),
        AddIndex("book", models.Index(fields=("shelf", "id"), name="book_place")),
    ]


def then() -> list[Operation]:
    """What is added to tables that are there."""
    return [
        AddField("shelf", "code", models.CharField(max_length=5, default="")),
        AlterField("shelf", "name", models.CharField(max_length=40)),
        AddConstraint("shelf", models.UniqueConstraint(fields=("name", "code"), name="one_of_a_name")),
    ]


def migrated(wrap: Callable[[list[Operation]], list[Operation]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the database holds after both steps, and after taking the second back; nothing is left of either."""
    states, steps = [ProjectState()], []
    for operations in (first(), then()):
        step = Migration("step", "lab")
        step.operations = wrap(operations)
        with connection.schema_editor() as editor:
            states.append(step.apply(states[-1].clone(), editor))
        steps.append(step)
    full = tables()
    taken_back(steps[1], states[1])
    half = tables()
    taken_back(steps[0], states[0])
    assert tables() == {}
    return full, half


def taken_back(step: Migration, state: ProjectState) -> None:
    with connection.schema_editor() as editor:
        step.unapply(state.clone(), editor)


def tables() -> dict[str, Any]:
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor)) & set(TABLES)
        return {
            name: (
                sorted(
                    (c.name, c.display_size, c.null_ok)
                    for c in connection.introspection.get_table_description(cursor, name)
                ),
                connection.introspection.get_constraints(cursor, name),
            )
            for name in there
        }


def test_the_same_tables_stand_and_go():
    together, one_by_one = (
        migrated(lambda operations: [Together(operations)]),
        migrated(lambda operations: operations),
    )
    assert together == one_by_one
    assert set(together[0]) == set(TABLES) and together[0] != together[1]


def test_the_state_is_the_same_and_is_written_down_again():
    states = []
    for operations in ([Together(first()), Together(then())], [*first(), *then()]):
        state = ProjectState()
        for one in operations:
            one.state_forwards("lab", state)
        states.append(state)
    assert states[0] == states[1]
    name, arguments, _ = Together(first()).deconstruct()
    assert name == "Together" and len(arguments[0]) == 5
    assert "2 tables" in Together(first()).describe()
