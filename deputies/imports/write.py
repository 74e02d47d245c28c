"""Carrying out what a run has planned: in sets, in one transaction, every row noted for undoing."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Model, Value
from django.db.models.functions import Cast, Concat

from deputies.choices import GroupDuty
from deputies.imports.run import Run
from deputies.imports.snapshots import snapshot
from deputies.models import Delegation, Deputy, Group, GroupMember, Import, ImportRow, Mandate

BATCH = 2000
# values that must be out of the way while rows exchange them under a unique constraint
VACATED: dict[type[Model], dict[str, Any]] = {
    Mandate: {"certificate": Concat(Value("~"), Cast("pk", CharField()))},
    GroupMember: {"duty": GroupDuty.MEMBER},
}
DERIVED: dict[type[Model], set[str]] = {
    Deputy: {"sort_key", "grams"}, Group: {"sort_key"}, Delegation: {"sort_key"},
}  # fmt: skip


def write(run: Run, tables: Iterable[type[Model]], made_in: Import) -> None:
    """Write every planned row of these tables, in their order, and how each was before."""
    notes: list[ImportRow] = []
    for table in tables:
        changes = run.changed[table].values()
        overwrite(table, [change.row for change in changes], {f for c in changes for f in c.fields})
        created = _manager(table).bulk_create(run.created[table], batch_size=BATCH)
        notes += [_note(made_in, change.row, change.before) for change in changes]
        notes += [_note(made_in, row, None) for row in created]
    ImportRow.objects.bulk_create(notes, batch_size=BATCH)


def overwrite(table: type[Model], rows: list[Model], fields: set[str]) -> None:
    """Update these fields of many rows in a few statements.

    An INSERT that conflicts on the key and updates: bulk_update's CASE of thousands is far slower.
    """
    if not rows:
        return
    vacated = VACATED.get(table, {})
    if set(vacated) & fields:
        table._base_manager.filter(pk__in=[row.pk for row in rows]).update(**vacated)
    fields |= set(vacated) | DERIVED.get(table, set())
    _manager(table).bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["pk"], update_fields=sorted(fields)
    )


def _manager(table: type[Model]) -> Any:
    """Their own manager where it fills what is reckoned."""
    return table.objects if table in DERIVED else table._base_manager  # type: ignore[attr-defined]


def _note(made_in: Import, row: Model, before: dict[str, Any] | None) -> ImportRow:
    after = snapshot(row, digest=True)
    return ImportRow(
        made_in=made_in, table=row._meta.label_lower, row_id=row.pk, before=before, after=after
    )  # fmt: skip
