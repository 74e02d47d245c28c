"""Many tables laid in one step of a migration.

After every single operation Django draws all models anew that lead to the one it touched, and here nearly all do: laying
sixty tables one by one drew twenty thousand models. Together they are drawn once before and once after.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(Operation):
    """Operations on tables, fields, indexes and constraints of one room, in the state that all of them lead to.

    A model made here is made whole: what is added to it further down is there already. At most one operation may alter
    the same field; nothing may be renamed or removed, and no code run, in between.
    """

    atomic = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.operations], {}

    @property
    def _made(self) -> set[str]:
        return {one.name_lower for one in self.operations if isinstance(one, CreateModel)}

    @property
    def _laid(self) -> list[Operation]:
        """What is left to do in the database, in order."""
        made = self._made
        return [
            one
            for one in self.operations
            if isinstance(one, CreateModel) or getattr(one, "model_name_lower", None) not in made
        ]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # drawn again when it is next looked at
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for one in self._laid:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for one in reversed(self._laid):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Lay {len(self._made)} tables and what belongs to them ({len(self.operations)} operations)"
