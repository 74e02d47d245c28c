"""Reading rows that are known by their key, with all that hangs on them.

For eight small tables beside one row PostgreSQL spends longer on choosing an
order of joining than on reading. The ORM writes the table that is narrowed
first and what it leads to after it, which is the right order once the row is
known; elsewhere the choice is PostgreSQL's.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Func
from django.db.models.expressions import RawSQL

AS_WRITTEN = "SET LOCAL join_collapse_limit = 1; "


class OneOf(Func):
    """key = ANY(array): the array is made once, and the rows are fetched by their index."""

    template, arg_joiner = "(%(expressions)s))", " = ANY("
    output_field = BooleanField()


def one_of(field: str, keys: Iterable[int]) -> OneOf:
    """field is one of these keys, however many: they travel as one literal, not as thousands of constants to be read."""
    return OneOf(field, RawSQL("%s::bigint[]", (f"{{{','.join(map(str, keys))}}}",)))


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
