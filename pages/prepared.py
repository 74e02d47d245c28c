"""Statements that PostgreSQL plans once for a connection instead of each time they are asked.

What waits for an office takes PostgreSQL 25 ms to plan and 4 ms to answer. Keys (whole numbers, and arrays of them) are
handed over; every other value stays in the text: a partial index is found by the very state it is made for.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from django.db import OperationalError, ProgrammingError, connection
from psycopg2.errors import DuplicatePreparedStatement, InvalidSqlStatementName
from psycopg2.extensions import AsIs

from pages.planning import AS_WRITTEN

KEPT = 100  # plans a connection keeps; those longest unused go first
NOTED = 2000  # statements remembered as asked once: what is never asked again is not worth a plan
# how common the words of a search are decides how to look for them: those statements are planned each time
SEARCHES = " @> "
ANY_KEY = "SET LOCAL plan_cache_mode = force_generic_plan; "  # one plan for all keys


class _Shelf:
    """What one connection has planned: {text: its name}, the last used at the end."""

    def __init__(self) -> None:
        self.names: dict[bytes, str] = {}
        self.noted: dict[int, None] = {}

    def known(self, text: bytes) -> str | None:
        name = self.names.pop(text, None)
        if name:
            self.names[text] = name
        return name

    def seen(self, text: bytes) -> bool:
        """Was it asked before? It is noted now."""
        before = hash(text) in self.noted
        if len(self.noted) >= NOTED:
            self.noted.clear()
        self.noted[hash(text)] = None
        return before

    def put(self, text: bytes) -> tuple[str, str]:
        """A name that no other statement has in any process, and what makes room.

        Should a pool hand this session on, the next one that knows the name means the same statement.
        """
        room = f"DEALLOCATE {self.names.pop(next(iter(self.names)))}; " if len(self.names) >= KEPT else ""
        return f"planned_{blake2b(text, digest_size=16).hexdigest()}", room


_SHELVES: WeakKeyDictionary[Any, _Shelf] = WeakKeyDictionary()


@contextmanager
def planned_once() -> Iterator[None]:
    """Queries herein are planned once for a connection, from the second time on that they are asked.

    Not where connections live no longer than a page (CONN_MAX_AGE 0, as with a pool): there nothing would be kept.
    """
    if _planned in connection.execute_wrappers:
        yield
        return
    with connection.execute_wrapper(_planned):
        yield


def _planned(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    database = context["connection"]
    head = AS_WRITTEN if sql.startswith(AS_WRITTEN) else ""
    asks = sql.startswith(("SELECT", "(SELECT"), len(head)) and context["cursor"].cursor.name is None
    if many or not asks or SEARCHES in sql or database.settings_dict["CONN_MAX_AGE"] == 0:
        return execute(sql, params, many, context)
    shelf = _SHELVES.setdefault(database.connection, _Shelf())
    text, keys = _opened(context["cursor"], sql[len(head) :], params or ())
    if not database.in_atomic_block:  # there the setting would outlast the statement
        head = ANY_KEY + head
    given = f"({', '.join(['%s'] * len(keys))})" if keys else ""
    if name := shelf.known(text):
        try:
            return execute(f"{head}EXECUTE {name}{given}", keys, many, context)
        except OperationalError as error:
            if database.in_atomic_block or not isinstance(error.__cause__, InvalidSqlStatementName):
                raise
            del _SHELVES[database.connection]  # another session answers by now: somebody put a pool between
            return execute(sql, params, many, context)
    if not shelf.seen(text):
        return execute(sql, params, many, context)
    name, room = shelf.put(text)
    plain = text.decode().replace("%", "%%") if keys else text.decode()
    whole = f"{head}{room}PREPARE {name}{plain}; EXECUTE {name}{given}"
    try:
        answer = execute(whole, keys, many, context)
    except ProgrammingError as error:
        if database.in_atomic_block or not isinstance(error.__cause__, DuplicatePreparedStatement):
            raise
        answer = execute(sql, params, many, context)  # planned by another worker, whose session this was
    shelf.names[text] = name
    return answer


def _opened(cursor: Any, sql: str, params: Sequence[Any]) -> tuple[bytes, list[Any] | None]:
    """The statement open for keys of their types, and the keys. Equal keys stay one, as the planner knew them."""
    places: dict[Any, int] = {}
    keys, kinds, values = [], [], []
    for value in params:
        kind = _kind(value)
        if not kind:
            values.append(value)
            continue
        same = (kind, tuple(value) if isinstance(value, list) else value)
        if same not in places:
            places[same] = len(places) + 1
            keys.append(value)
            kinds.append(kind)
        values.append(AsIs(f"${places[same]}"))
    taken = f"({', '.join(kinds)})" if kinds else ""
    return f"{taken} AS ".encode() + cursor.mogrify(sql, values or None), keys or None


def _kind(value: Any) -> str:
    """The type of a key as PostgreSQL takes it where it stands in the text; "" for what is none."""
    if type(value) is list:
        kind = _size(max(value)) if set(map(type, value)) == {int} and min(value) >= 0 else ""
        return kind and f"{kind}[]"
    return _size(value) if type(value) is int and value > 0 else ""


def _size(key: int) -> str:
    return "int4" if key < 2**31 else "int8" if key < 2**63 else ""
