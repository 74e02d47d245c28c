"""Between two tests with real commits: every table is emptied, and gets back the rows that migrations seeded.

Django's own way truncates, which makes every table and index a new file, and asks post_migrate for rows that have other
keys then. Here the seeded rows are copied aside once, inside the test database, and copied back in the transaction
that deletes.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.test import TransactionTestCase

UNGUARDED = "SET LOCAL session_replication_role = replica"  # no triggers: not ours, not those of foreign keys
COLUMNS = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
    WHERE table_schema = 'public' AND is_generated = 'NEVER'
      AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'seeded')
    GROUP BY table_name ORDER BY table_name
"""


def tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def put_aside() -> None:
    """Copy what is there now into another schema."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS seeded CASCADE; CREATE SCHEMA seeded")
        for table in tables():
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                cursor.execute(f'CREATE TABLE seeded."{table}" AS TABLE "{table}"')


def way_back() -> str:
    """The statements that leave nothing in the tables but what was put aside."""
    every = [f'"{table}"' for table in tables()]
    waiting = f"LOCK TABLE {', '.join(every)} IN SHARE ROW EXCLUSIVE MODE"  # for whoever is still writing
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        back = [
            f'INSERT INTO "{table}" ({names}) SELECT {names} FROM seeded."{table}"' for table, names in cursor
        ]
    return "; ".join([UNGUARDED, waiting, *(f"DELETE FROM {table}" for table in every), *back])


@contextmanager
def seeds_come_back() -> Iterator[None]:
    """Let them come back after every test with real commits."""
    statements = way_back()
    plain = TransactionTestCase._fixture_teardown

    def clear(self: TransactionTestCase) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statements)

    TransactionTestCase._fixture_teardown = clear
    try:
        yield
    finally:
        TransactionTestCase._fixture_teardown = plain
