"""Models made of a statement's answer in one stroke.

Django's own way asks each model's constructor, which sets one attribute after
the other and tells listeners; a list page makes two hundred models, and that
was a seventh of its work. What many rows lead to (their area, their term) is
made once for all of them, as a prefetch would make it.
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
        if rows._known_related_objects or rows.query._filtered_relations:
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
        self.others = [_Beside(other, select, db) for other in info.get("related_klass_infos", ())]

    def make(self, values: Sequence[Any]) -> Model:
        row, state, beside = self.model.__new__(self.model), ModelState(), {}
        state.__dict__ = {"db": self.db, "adding": False, "fields_cache": beside}
        held = dict(zip(self.names, values[self.span], strict=True))
        held["_state"] = state
        row.__dict__ = held
        for other in self.others:
            beside[other.name] = other.found(values, row)
        return row


class _Beside(_Maker):
    """Makes what a row leads to: once for each key, unless it belongs to one row and knows it."""

    def __init__(self, info: dict[str, Any], select: Sequence[Any], db: str) -> None:
        super().__init__(info, select, db)
        relation = info["local_setter"].__self__
        self.name = relation.cache_name
        self.be_held = info["remote_setter"] if info["reverse"] or relation.unique else None
        self.made: dict[Any, Model] = {}

    def found(self, values: Sequence[Any], by: Model) -> Model | None:
        key = values[self.key]
        if key is None:
            return None
        if self.be_held:
            row = self.make(values)
            self.be_held(row, by)
            return row
        if key not in self.made:
            self.made[key] = self.make(values)
        return self.made[key]


def made(rows: Rows) -> Rows:
    """The same rows, made in one stroke where they are models."""
    if rows._iterable_class is not ModelIterable:
        return rows
    rows = rows.all()
    rows._iterable_class = Made
    return rows
