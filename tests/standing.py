"""Rows that most tests begin with, made once and kept in a transaction around them; each test works in a savepoint.

Making the cast takes longer than a usual test does. A test with real commits, or one without the cast, finds the
seeded database alone: the transaction is rolled back before it.
"""

import pickle
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from offices.epoch import begin


def settled() -> None:
    """What stands was written before the day began: tests remember it as processes do what is committed."""
    written = connections[DEFAULT_DB_ALIAS].run_on_commit
    written[:] = [one for one in written if one[1] is not begin]
    begin()


PLACES = count()  # every process orders the tests in the same way
REAL_COMMITS = {"transactional_db", "live_server"}


def commits(item: pytest.Item) -> bool:
    """Does this test really commit?"""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or bool(REAL_COMMITS & set(item.fixturenames))


class Standing:
    """One set of rows: `begin` and `end` its transaction, `copy` what stands in it for one test.

    on: the rows that these begin with; their transaction is open around this one.
    """

    def __init__(self, make: Callable[[], Any], on: "Standing | None" = None) -> None:
        self.make, self.place = make, next(PLACES)
        self.above: list[Standing] = []
        self.around: transaction.Atomic | None = None
        self.connection: BaseDatabaseWrapper | None = None
        self.kept = b""
        if on:
            on.above.append(self)

    def given(self, fixture: Callable) -> Callable:
        """Marks the fixture that gives these rows to a test."""
        fixture.standing = self
        return fixture

    def wanted(self, item: pytest.Item) -> bool:
        return self in standing(item) and not commits(item)

    def prepare(self, item: pytest.Item) -> None:
        """Called with the database open, before the test's own transaction begins."""
        if not self.wanted(item):
            self.end()
            return
        self.begin()
        for one in sorted(self.above, key=lambda one: one.wanted(item)):  # those that are to end come first
            one.prepare(item)

    def begin(self) -> None:
        if self.connection is not connections[DEFAULT_DB_ALIAS]:
            self.end()
        if self.around is None:
            self.connection, self.around = connections[DEFAULT_DB_ALIAS], transaction.atomic()
            self.around._from_testcase = True  # so that code may ask for a durable block inside
            self.around.__enter__()
            try:
                self.kept = pickle.dumps(self.make())
            except BaseException:
                self.end()
                raise
            settled()

    def end(self) -> None:
        """Roll back on the connection where it began: a browser's event loop gives this thread another one."""
        for one in self.above:
            one.end()
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


def standing(item: pytest.Item) -> list[Standing]:
    """The sets of rows that the test's fixtures give."""
    found = (fixtures[-1].func for fixtures in item._fixtureinfo.name2fixturedefs.values())
    return [function.standing for function in found if hasattr(function, "standing")]
