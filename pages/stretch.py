"""Where the next stretch of an order ends, about a sixteenth of a table, as PostgreSQL's statistics know it.

What is found of a common word is looked for there first: ten thousand rows need not be opened to sort out the latest
fifty. Statistics may be old or missing; a stretch that ends elsewhere costs time and no row.
"""

from bisect import bisect_left, bisect_right
from typing import Any

from django.db import connection
from django.db.models import Field

from pages.prepared import planned_once

STEPS = 6  # of the hundred that PostgreSQL divides a column into
BOUNDS = (
    "SELECT histogram_bounds::text::text[] FROM pg_stats "
    "WHERE schemaname = ANY (current_schemas(false)) AND tablename = %s AND attname = %s"
)


def stretch_end(field: Field, after: Any, down: bool) -> Any:
    """The value up (or down) to which the stretch after this one goes; after None, the first. None if nothing tells."""
    bounds, read = _bounds(field), field.to_python
    if down:
        place = (len(bounds) - 1 if after is None else bisect_left(bounds, after, key=read)) - STEPS
    else:
        place = (0 if after is None else bisect_right(bounds, after, key=read)) + STEPS
    return read(bounds[place]) if 0 <= place < len(bounds) else None


def _bounds(field: Field) -> list[str]:
    with planned_once(), connection.cursor() as cursor:
        cursor.execute(BOUNDS, (field.model._meta.db_table, field.column))
        found = cursor.fetchone()
    return (found and found[0]) or []
