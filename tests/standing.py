"""Rows that most tests begin with, made once and kept in a transaction around them; each test works in a savepoint.

Making the cast takes longer than a usual test does. A test with real commits, or one without the cast, finds the
seeded database alone: the transaction is rolled back before it.
"""

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from offices.epoch import begin


def settled() -> None:
    """What stands was written before the day began: tests remember it as processes do what is committed."""
    written = connections[DEFAULT_DB_ALIAS].run_on_commit
    written[:] = [one for one in written if one[1] is not begin]


REAL_COMMITS = {"transactional_db", "live_server"}


def commits(item: pytest.Item) -> bool:
    """Does this test really commit?"""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or bool(REAL_COMMITS & set(item.fixturenames))


class Standing:
    """One set of rows: `begin` and `end` its transaction, `copy` what stands in it for one test.

    on: the rows that these begin with; their transaction is open around this one.
    """

    def __init__(self, fixture: str, make: Callable[[], Any], on: "Standing | None" = None) -> None:
        self.fixture, self.make = fixture, make
        self.above: Standing | None = None
        self.around: transaction.Atomic | None = None
        self.connection: BaseDatabaseWrapper | None = None
        self.kept = b""
        if on:
            on.above = self

    def wanted(self, item: pytest.Item) -> bool:
        return self.fixture in item.fixturenames and not commits(item)

    def prepare(self, item: pytest.Item) -> None:
        """Called with the database open, before the test's own transaction begins."""
        if not self.wanted(item):
            self.end()
            return
        self.begin()
        if self.above:
            self.above.prepare(item)

    def begin(self) -> None:
        if self.connection is not connections[DEFAULT_DB_ALIAS]:
            self.end()
        if self.around is None:
            self.connection, self.around = connections[DEFAULT_DB_ALIAS], transaction.atomic()
            self.around._from_testcase = True  # so that code may ask for a durable block inside
            self.around.__enter__()
            self.kept = pickle.dumps(self.make())
            settled()

    def end(self) -> None:
        """Roll back on the connection where it began: a browser's event loop gives this thread another one."""
        if self.above:
            self.above.end()
        if self.around is None:
            return
        present, connections[DEFAULT_DB_ALIAS] = connections[DEFAULT_DB_ALIAS], self.connection
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)
        connections[DEFAULT_DB_ALIAS] = present
        self.around = self.connection = None

    def copy(self) -> Any:
        """The rows as a test may change them; made on the spot where they do not stand."""
        return pickle.loads(self.kept) if self.around is not None else self.make()
