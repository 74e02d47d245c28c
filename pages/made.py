"""Models made of a statement's answer in one stroke.

Django's own way asks each model's constructor, which sets one attribute after
the other and tells listeners; a list page makes two hundred models, and that
was a seventh of its work.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable

Rows = TypeVar("Rows", bound=QuerySet)


class Made(ModelIterable):
    """As ModelIterable, for models that leave their making to Django (all of the house do)."""

    def __iter__(self) -> Iterator[Any]:
        rows = self.queryset
        if rows._known_related_objects:
            yield from super().__iter__()
            return
        compiler = rows.query.get_compiler(using=rows.db)
        results = compiler.execute_sql(chunked_fetch=self.chunked_fetch, chunk_size=self.chunk_size)
        maker = _Maker(compiler.klass_info, compiler.select, rows.db)
        further = list((compiler.annotation_col_map or {}).items())
        for values in compiler.results_iter(results):
            row = maker.make(values)
            for name, place in further:
                setattr(row, name, values[place])
            yield row


class _Maker:
    """Makes the models of one table, and those read with each, of the values of a row."""

    def __init__(self, info: dict[str, Any], select: Sequence[Any], db: str) -> None:
        self.model, self.db = info["model"], db
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        self.span = slice(first, last)
        self.names = [column.target.attname for column, *_ in select[first:last]]
        self.key = first + self.names.index(self.model._meta.pk.attname)
        self.others = [
            (_Maker(other, select, db), other["local_setter"], other["remote_setter"])
            for other in info.get("related_klass_infos", ())
        ]

    def make(self, values: Sequence[Any]) -> Model:
        row = self.model.__new__(self.model)
        state = ModelState()
        state.db, state.adding = self.db, False
        vars(row).update(zip(self.names, values[self.span], strict=True), _state=state)
        for other, hold, be_held in self.others:
            found = other.make(values) if values[other.key] is not None else None
            hold(row, found)
            if found is not None:
                be_held(found, row)
        return row


def made(rows: Rows) -> Rows:
    """The same rows, made in one stroke where they are models."""
    if rows._iterable_class is not ModelIterable:
        return rows
    rows = rows.all()
    rows._iterable_class = Made
    return rows
