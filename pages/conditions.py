"""Conditions whose text is written once, in however many statements they stand."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.db.models.sql.where import WhereNode

from pages.among import Among


class Lasting:
    """Conditions as a leaf of a WhereNode: copies of a query share them, and what they say is compiled at the first of these.

    They are those of the query's own tables under its own names; where it becomes part of another query, and its tables
    get other names, they are ordinary conditions again.
    """

    contains_aggregate = contains_over_clause = False

    def __init__(self, where: WhereNode) -> None:
        self.where = where
        self.written: tuple[str, tuple[Any, ...]] | None = None

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        if self.written is None:
            sql, params = compiler.compile(self.where)
            self.written = sql, tuple(params)
        sql, params = self.written
        return sql, list(params)

    @cached_property
    def compared(self) -> "Lasting":
        return Lasting(compared(self.where))

    def get_source_expressions(self) -> list[Any]:
        return self.where.get_source_expressions()

    def relabeled_clone(self, change_map: dict[str, str]) -> WhereNode:
        return self.where.relabeled_clone(change_map)


def lasting(rows: QuerySet) -> QuerySet:
    """The same rows, found by conditions that are written once."""
    where = rows.query.where
    if where and not (where.contains_aggregate or where.contains_over_clause):
        rows = rows.all()
        rows.query.where = WhereNode([Lasting(where)])
    return rows


def compared(where: WhereNode) -> WhereNode:
    """The same conditions, wide sets of keys held against the rows that the others find; no index is asked for them."""
    if where.negated:  # there a key that is NULL would be told otherwise
        return where
    return where.create([_compared(one) for one in where.children], where.connector)


def _compared(one: Any) -> Any:
    if isinstance(one, Lasting):
        return one.compared
    if isinstance(one, WhereNode):
        return compared(one)
    if isinstance(one, Among) and one.rhs.wide:
        return Among(one.lhs, one.rhs.compared())
    return one
