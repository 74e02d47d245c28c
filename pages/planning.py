"""Reading rows that are known by their key, with all that hangs on them.

For eight small tables beside one row PostgreSQL spends longer on choosing an
order of joining than on reading. The ORM writes the table that is narrowed
first and what it leads to after it, which is the right order once the row is
known; elsewhere the choice is PostgreSQL's.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.sql.datastructures import BaseTable, Join
from django.db.models.sql.where import WhereNode

AS_WRITTEN = "SET LOCAL join_collapse_limit = 1; "


class OneOf(Func):
    """key = ANY(array): the array is made once, and the rows are fetched by their index."""

    template, arg_joiner = "(%(expressions)s))", " = ANY("
    output_field = BooleanField()


@contextmanager
def joined_as_written() -> Iterator[None]:
    """Queries herein are joined in the order written; each must be narrowed by the key of its own table.

    The setting travels with the statement, so that it costs no journey of its own and a connection pool does not
    matter. Inside a transaction it would outlast the statement, and is left out.
    """
    with connection.execute_wrapper(_as_written):
        yield


def _as_written(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if many or context["connection"].in_atomic_block:
        return execute(sql, params, many, context)
    return execute(AS_WRITTEN + sql, params, many, context)


def first_keys_then_rows(rows: QuerySet, most: int) -> list[Any]:
    """The first `most` rows, in their order: found without what hangs on them, then read by their keys."""
    if not rows.query.select_related:
        return list(rows[:most])
    keys = rows.select_related(None).values("pk")[:most]
    with joined_as_written():
        return list(_unfiltered(rows).filter(OneOf(F("pk"), ArraySubquery(keys))))


def _unfiltered(rows: QuerySet) -> QuerySet:
    """Without the conditions that the keys have met already; with them where a join could show a row twice."""
    bare = rows.all()
    if not any(
        _multiplies(rows.query.alias_map[alias]) for alias, uses in rows.query.alias_refcount.items() if uses
    ):
        bare.query.where = WhereNode()
    return bare


def _multiplies(table: BaseTable | Join) -> bool:
    """Does this join find several rows for one?"""
    field = getattr(table, "join_field", None)
    return field is not None and not (field.many_to_one or field.one_to_one)
