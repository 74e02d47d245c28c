"""Between two tests with real commits: every table is emptied, and gets back the rows that migrations seeded.

Django's own way (serialized_rollback) saves them object by object, and post_migrate gives them other keys.
Here they are copied aside once, inside the test database, and copied back in the transaction that empties.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

UNGUARDED = "SET LOCAL session_replication_role = replica"  # no triggers: not ours, not those of foreign keys
COLUMNS = """
    SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'
"""


def put_aside() -> list[str]:
    """Copy what is there now into another schema; returns the statements that bring it back."""
    back = []
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS seeded CASCADE; CREATE SCHEMA seeded")
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                cursor.execute(f'CREATE TABLE seeded."{table}" AS TABLE "{table}"')
                cursor.execute(COLUMNS, [table])
                names = cursor.fetchone()[0]
                back.append(f'INSERT INTO "{table}" ({names}) SELECT {names} FROM seeded."{table}"')
    return back


@contextmanager
def seeds_come_back(statements: list[str]) -> Iterator[None]:
    """Let every flush of Django bring them back."""
    plain = DatabaseOperations.execute_sql_flush

    def flush(self: DatabaseOperations, truncations: list[str]) -> None:
        plain(self, [UNGUARDED, *truncations, *statements])

    DatabaseOperations.execute_sql_flush = flush
    try:
        yield
    finally:
        DatabaseOperations.execute_sql_flush = plain
