"""Rows read by the keys that a query finds: how to find them is written anew each time, what is read of them once.

A list reads the same columns of the same tables whoever asks and whatever is
filtered; writing that part takes the ORM longer than PostgreSQL needs to answer.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property, partial
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.datastructures import BaseTable, Join
from django.db.models.sql.query import Query
from django.db.models.sql.where import WhereNode

from pages.among import among
from pages.beside import put_beside
from pages.made import made
from pages.planning import OneOf, joined_as_written
from pages.written import Written, answered

Rows = TypeVar("Rows", bound=QuerySet)
MARK = "(/* keys */)"
MOST = 1000  # frames remembered; there are as many as lists, orders and choices of columns


class Frame:
    """What is read of each row. make: () -> QuerySet, unfiltered, with models as its rows; made at the first reading."""

    def __init__(self, make: Callable[[], QuerySet]) -> None:
        self.make = make

    @cached_property
    def _written(self) -> tuple[QuerySet, SQLCompiler, str, tuple[Any, ...]]:
        rows = self.make().filter(OneOf(F("pk"), RawSQL(f"ARRAY{MARK}", ())))
        compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        return rows, compiler, sql, tuple(params)

    def read(self, keys: QuerySet | Query) -> list[Any]:
        """The rows whose keys this query finds; it has one column."""
        try:
            finding, found = getattr(keys, "query", keys).get_compiler(using=DEFAULT_DB_ALIAS).as_sql()
        except EmptyResultSet:
            return []
        return self._found(finding, found)

    def one(self, seen: Written, key: int) -> Any | None:
        """The row of this key, if `seen` finds it; None where it does not."""
        try:
            found = self._found(*seen.statement(key))
        except EmptyResultSet:
            return None
        return found[0] if found else None

    def of(self, keys: Iterable[int]) -> list[Any]:
        """The rows with these keys."""
        return self._found("SELECT unnest(%s::bigint[])", (list(keys),))

    def _found(self, finding: str, found: Sequence[Any]) -> list[Any]:
        rows, compiler, sql, params = self._written
        before, after = sql.split(MARK)
        cut = before.count("%s")
        return answered(rows, compiler, f"{before}({finding}){after}", (*params[:cut], *found, *params[cut:]))


FRAMES: dict[Hashable, Frame] = {}


def first_keys_then_rows(rows: QuerySet, most: int) -> list[Any]:
    """The first `most` rows, in their order: found without what hangs on them, then read by their keys."""
    if not rows.query.select_related:
        return list(made(rows)[:most])
    keys = keys_of(rows, most)
    frame = None if _doubles(rows.query) else _frame_of(rows)
    if frame is None:
        with joined_as_written():
            return list(made(_unfiltered(rows)).filter(OneOf(F("pk"), ArraySubquery(keys))))
    with joined_as_written():
        found = frame.read(keys)
        if found:
            put_beside(found, rows._prefetch_related_lookups)
    return found


def frame_for(rows: QuerySet) -> Frame:
    """What is read of such rows: shared with all that read the same of the same table, else one of their own."""
    rows = rows.order_by()
    shared = None if _doubles(rows.query) else _frame_of(rows)
    return shared or Frame(lambda: made(_unfiltered(rows)))


def keys_of(rows: QuerySet, most: int, ordered: bool = True) -> Query:
    """What finds the keys of the first `most` rows, without what hangs on them; unordered, of any so many."""
    query = rows.query.chain()
    query.select_related = False
    if not ordered:
        query.clear_ordering(force=True)
    query.set_values(("pk",))
    query.set_limits(high=most)
    return query


def known_by(rows: Rows, keys: Sequence[int]) -> Rows:
    """The rows that were found already, by their keys alone."""
    return _unfiltered(rows).filter(among("pk", keys))


def with_known(rows: Rows, **known: Any) -> Rows:
    """rows.annotate(**known), of expressions that ask the same whoever asks, so that rows with them have a frame.

    A frame is told by the expressions themselves: make each once, not for every list.
    """
    rows = rows.annotate(**known)
    rows.query.known = _known(rows.query) | known  # type: ignore[attr-defined]
    return rows


def _known(query: Query) -> dict[str, Any]:
    return getattr(query, "known", {})


def _frame_of(rows: QuerySet) -> Frame | None:
    """The frame of such rows; None where what they show has no name (unknown annotations, orders by expressions)."""
    query, known = rows.query, _known(rows.query)
    unusual = (
        query.annotations.keys() - known
        or query.extra
        or query.distinct
        or query.combinator
        or query.values_select
    )
    if unusual or not all(isinstance(one, str) for one in query.order_by):
        return None
    names, left_out = query.deferred_loading
    expressions = tuple([(name, id(one)) for name, one in known.items()])
    shape = (
        query.model, _tree(query.select_related), frozenset(names), left_out, query.order_by, expressions
    )  # fmt: skip
    if shape not in FRAMES:
        if len(FRAMES) >= MOST:
            FRAMES.clear()
        FRAMES[shape] = Frame(
            partial(_bare, query.model, query.select_related, query.deferred_loading, query.order_by, known)
        )
    return FRAMES[shape]


def _tree(related: Any) -> Hashable:
    """The relations read with a row; their order is that of the joins."""
    if not isinstance(related, dict):
        return related
    return tuple([(name, _tree(deeper)) for name, deeper in related.items()])


def _bare(
    model: type[Model], related: Any, deferred: Any, order: tuple[str, ...], known: dict[str, Any]
) -> QuerySet:
    """All rows of the model with these columns, relations and annotations, in this order."""
    rows = made(model._base_manager.annotate(**known))
    rows = rows.order_by(*order) if order else rows
    rows.query.select_related, rows.query.deferred_loading = related, deferred
    return rows


def _unfiltered(rows: Rows) -> Rows:
    """Without the conditions that the keys have met already; with them where a join could show a row twice."""
    bare = rows.all()
    if not _doubles(rows.query):
        bare.query.where = WhereNode()
    return bare


def _doubles(query: Query) -> bool:
    """Could one of its joins find several rows for one?"""
    used = [query.alias_map[alias] for alias, uses in query.alias_refcount.items() if uses]
    return any(_multiplies(table) for table in used)


def _multiplies(table: BaseTable | Join) -> bool:
    field = getattr(table, "join_field", None)
    return field is not None and not (field.many_to_one or field.one_to_one)
