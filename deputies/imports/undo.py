"""Undoing one import: every row as it was before, or nothing and a list of reasons."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from deputies.imports.snapshots import LEFT_OUT, differences, restore
from deputies.imports.write import overwrite
from deputies.models import Import, ImportRow, MandateEvent
from journal.book import enter
from journal.models import EntryKind

MOST_TOLD = 100
OWN = (MandateEvent,)  # rows that go with those they belong to


class NotUndoable(ValueError):
    """Somebody has built on the import; reasons says where."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("".join(reasons[:3]))
        self.reasons = reasons


@transaction.atomic
def undo(made: Import, user: Any) -> int:
    """Take one import back; the number of rows put back or removed. Raises NotUndoable with every reason."""
    made = Import.objects.select_for_update().get(pk=made.pk)
    if made.undone_at:
        raise NotUndoable([f"已由{made.undone_by}撤销。"])
    tables = _rows_by_table(made)
    if reasons := _changed_since(tables) + _built_upon(tables):
        raise NotUndoable(reasons)
    for table, notes in reversed(tables.items()):  # what refers before what is referred to
        new = [note.row_id for note in notes if note.before is None]
        _remove(table, new)
        _put_back(table, [note for note in notes if note.before is not None])
    made.undone_at, made.undone_by = timezone.now(), user
    made.save(update_fields=["undone_at", "undone_by"])
    count = sum(len(notes) for notes in tables.values())
    enter(EntryKind.DEED, "撤销导入", user, subject=made, data={"rows": count})
    return count


def reasons_against(made: Import) -> list[str]:
    """Why an import cannot be taken back now; empty when it can."""
    tables = _rows_by_table(made)
    return _changed_since(tables) + _built_upon(tables)


def _rows_by_table(made: Import) -> dict[type[Model], list[ImportRow]]:
    tables: dict[type[Model], list[ImportRow]] = defaultdict(list)
    for note in made.rows.order_by("pk"):
        tables[apps.get_model(note.table)].append(note)
    return tables


def _changed_since(tables: dict[type[Model], list[ImportRow]]) -> list[str]:
    """Rows that are no longer as the import wrote them."""
    reasons = []
    for table, notes in tables.items():
        rows = table._base_manager.in_bulk([note.row_id for note in notes])
        for note in notes:
            row = rows.get(note.row_id)
            if row is None:
                reasons.append(f"{table._meta.verbose_name}{note.row_id}已被删除。")
            elif labels := differences(row, note.after):
                reasons.append(f"{table._meta.verbose_name}“{row}”的{'、'.join(labels)}在导入后已改动。")
    return reasons[:MOST_TOLD]


def _built_upon(tables: dict[type[Model], list[ImportRow]]) -> list[str]:
    """Rows made by the import that other rows refer to by now, in whatever room."""
    ours = {table: {note.row_id for note in notes} for table, notes in tables.items()}
    reasons = []
    for table, notes in tables.items():
        ids = {note.row_id for note in notes if note.before is None}
        for relation in table._meta.related_objects:
            other, field = relation.related_model, relation.field
            if not ids or other in OWN or relation.many_to_many:
                continue
            users = other._base_manager.filter(**{f"{field.name}__in": ids})
            users = users.exclude(pk__in=ours.get(other, ()))  # taken back together
            for row in users.select_related(field.name)[:MOST_TOLD]:
                target = getattr(row, field.name)
                reasons.append(f"{table._meta.verbose_name}“{target}”已有{other._meta.verbose_name}“{row}”。")
    return reasons[:MOST_TOLD]


def _remove(table: type[Model], new: list[int]) -> None:
    """Delete the rows that the import made; those that refer to one another let go first."""
    rows = table._base_manager.filter(pk__in=new)
    for field in table._meta.concrete_fields:
        if field.related_model is table and field.null:
            rows.update(**{field.name: None})
    rows.delete()


def _put_back(table: type[Model], notes: list[ImportRow]) -> None:
    rows = table._base_manager.in_bulk([note.row_id for note in notes])
    for note in notes:
        restore(rows[note.row_id], note.before)
    noted = {name for note in notes for name in note.before}
    fields = {f.name for f in table._meta.concrete_fields if f.attname in noted}
    fields -= {table._meta.pk.name, *LEFT_OUT}
    if not fields:
        return
    overwrite(table, [rows[note.row_id] for note in notes], fields)
