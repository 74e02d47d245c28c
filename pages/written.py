"""Statements whose text is made once in a process, for rows that are always read in the same way.

For what hangs on one case the ORM takes longer to write its statements than
PostgreSQL to answer them; only the key changes from one case to the next.
"""

from collections.abc import Callable, Iterable
from copy import copy
from functools import cached_property, partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from pages.among import Keys
from pages.made import made
from pages.prepared import planned_once

KEY = -987654321  # stands for the key in the statement's parameters
PAGE = Keys([1])  # for the keys of the rows of a page


class Written:
    """The rows of one key.

    make: (key) -> QuerySet, with models, values or values_list as its rows. Nothing in it may depend on who asks or
    on today; what it prefetches is left out.
    """

    def __init__(self, make: Callable[[int], QuerySet]) -> None:
        self.make = make

    @cached_property
    def _written(self) -> tuple[QuerySet, SQLCompiler, str, tuple[Any, ...]]:
        rows = made(self.make(KEY))
        compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        return rows, compiler, sql, tuple(params)

    def read(self, key: int) -> list[Any]:
        """The rows of this key, as the queryset would give them."""
        rows, compiler, *_ = self._written
        return answered(rows, compiler, *self.statement(key))

    def statement(self, key: int) -> tuple[str, tuple[Any, ...]]:
        """What asks for the rows of this key, with its parameters."""
        _, _, sql, params = self._written
        return sql, tuple([key if value == KEY else value for value in params])


class WrittenOfMany(Written):
    """What stands beside the rows of a page. make: (their keys) -> QuerySet, narrowed by <path>__among=keys."""

    def __init__(self, make: Callable[[Keys], QuerySet]) -> None:
        super().__init__(lambda _: make(PAGE))

    def read(self, keys: Iterable[int]) -> list[Any]:  # type: ignore[override]
        """The rows of these keys; none of none."""
        rows, compiler, sql, params = self._written
        page = list(keys)
        params = tuple([page if value is PAGE.ids else value for value in params])
        return answered(rows, compiler, sql, params) if page else []


def answered(rows: QuerySet, compiler: SQLCompiler, sql: str, params: tuple[Any, ...]) -> list[Any]:
    """The rows that a statement finds, made of its answer as this queryset makes its own."""
    mine = copy(compiler)
    mine.connection = connections[DEFAULT_DB_ALIAS]
    mine.as_sql = lambda: (sql, params)
    mine.get_converters = partial(_converters, compiler)
    with planned_once():
        return list(rows._iterable_class(_Asked(rows, mine)))


def _converters(compiler: SQLCompiler, fields: list[Any]) -> dict[int, Any]:
    """How the columns become values; looked up at the first answer, the same at every other."""
    known = vars(compiler)
    if "known_converters" not in known:
        known["known_converters"] = compiler.get_converters(fields)
    return known["known_converters"]


class _Asked:
    """A queryset as Django's iterables look at it: its query answers with the statement already written."""

    def __init__(self, rows: QuerySet, compiler: SQLCompiler) -> None:
        self.db, self.model, self._known_related_objects = rows.db, rows.model, {}
        self._fields, self._query, self._compiler = rows._fields, rows.query, compiler

    @property
    def query(self) -> "_Asked":
        return self

    def get_compiler(self, using: str) -> SQLCompiler:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def hang(row: Model, name: str, found: list[Any]) -> None:
    """Let row.<name>.all() give these rows, as a prefetch would."""
    manager = getattr(row, name)
    for one in found:
        setattr(one, manager.field.name, row)
    rows = manager.get_queryset()
    rows._result_cache, rows._prefetch_done = found, True
    cache = vars(row).setdefault("_prefetched_objects_cache", {})
    cache[manager.field.remote_field.cache_name] = rows
