"""The test database: migrated once in a session, by whoever needs it first, and copied for every worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field

from liaison.embedded.lease import locked
from liaison.embedded.private import TEMPORARY
from tests.clearing import put_aside


@contextmanager
def migrated(shared: Path, worker: str) -> Iterator[None]:
    """The connection leads to a migrated database while the block lasts.

    shared: a folder of this session's alone, the same for all its workers. worker: "" where there is only one.
    """
    plain, model = connection.settings_dict["NAME"], connection.creation._get_test_db_name()
    made, mine, name = shared / "migrated", False, model
    with locked(shared / "database.lock"):
        if not made.exists():
            with drawn_quickly():
                connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            put_aside()
            made.touch()
            mine = True
        lead_to(model)
        if worker:
            connection.creation.clone_test_db(worker, verbosity=0)
            lead_to(name := connection.creation.get_test_db_clone_settings(worker)["NAME"])
    try:
        yield
    finally:
        lead_to(plain)
        if worker:
            drop(name)
        if mine:
            with locked(shared / "database.lock"):
                made.unlink()
                drop(model)


@contextmanager
def drawn_quickly() -> Iterator[None]:
    """Migrations draw eleven thousand models on their way. Here their fields are copied, not taken apart and made anew,
    and which models may be swapped is asked once: saves a third of the time."""

    def copied(field: Field) -> Field:
        one = deepcopy(field)
        one.creation_counter = Field.creation_counter
        Field.creation_counter += 1
        return one

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Field, "clone", copied)
        known = cache(apps.get_swappable_settings_name.__wrapped__.__get__(apps))
        patch.setattr(apps, "get_swappable_settings_name", known)
        yield


def lead_to(name: str) -> None:
    """This and every later connection goes to the database of this name."""
    connection.close()
    settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"] = connection.settings_dict["NAME"] = name


def drop(name: str) -> None:
    """Also when a browser's event loop left a connection of this thread open. A server that is itself thrown away
    with the session takes its databases along: dropping one makes it write all its memory down first."""
    if TEMPORARY in connection.settings_dict["HOST"]:
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
