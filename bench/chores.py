"""The overdue chore beside set-based SQL that writes the same rows."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.rows import Row
from pages.addresses import row_url
from suggestions.chores import remind
from suggestions.models import SuggestionClock
from workflow.calendar import legal_calendar

ROUNDS = 3
# what the chore wrote, put aside, taken out again, and written once more by one statement each
PUT_ASIDE = """
DROP TABLE IF EXISTS kept_reminders, kept_notices;
CREATE TEMP TABLE kept_reminders AS SELECT * FROM suggestions_suggestionreminder WHERE id > %s;
CREATE TEMP TABLE kept_notices AS SELECT * FROM notices_notice WHERE id > %s;
DELETE FROM suggestions_suggestionreminder WHERE id > %s;
DELETE FROM notices_notice WHERE id > %s;
"""
WRITE = (
    "INSERT INTO suggestions_suggestionreminder SELECT * FROM kept_reminders ON CONFLICT DO NOTHING",
    "INSERT INTO notices_notice SELECT * FROM kept_notices ON CONFLICT DO NOTHING",
)
# the clocks as they were, for a kept database is measured again, its first pages before this
CLOCKS = """
CREATE TEMP TABLE kept_clocks AS SELECT id, stopped_on, due_on FROM suggestions_suggestionclock WHERE rule = 'reply'
"""
RESTORE = """
UPDATE suggestions_suggestionclock c SET stopped_on = k.stopped_on, due_on = k.due_on FROM kept_clocks k
WHERE k.id = c.id AND (k.stopped_on, k.due_on) IS DISTINCT FROM (c.stopped_on, c.due_on)
"""
FIND = """
SELECT count(*) FROM suggestions_suggestionclock
WHERE stopped_on IS NULL AND paused_on IS NULL AND due_on <= %s
"""


def overdue(today: date) -> list[Row]:
    """Rows 11 and 12: first run, second run, and how many queries the second asks; the middle of three rounds each."""
    day = legal_calendar().next_workday(today)
    row_url("suggestions:suggestion", 1)  # a worker has read the addresses long before
    _execute(CLOCKS)
    reopened = SuggestionClock.objects.filter(rule="reply").update(
        stopped_on=None, due_on=day - timedelta(days=1)
    )
    rounds = [_round(day) for _ in range(ROUNDS)]
    first, second, queries, limit = (median(values) for values in zip(*rounds, strict=True))
    _execute(RESTORE)
    _settle("suggestions_suggestionclock")
    return [
        Row("11", f"逾期提醒（{reopened}个时限）÷同样的行由SQL查找并写入", "ms", limit, first, 1.3),
        Row("11", "再跑一次÷第一次", "ms", first, second, 0.25),
        Row("12", "再跑一次的查询数÷5", "条", 5, queries, 1),
        Row("12", "再跑一次的毫秒数÷100", "ms", 100, second, 1),
    ]


def _round(day: date) -> tuple[float, float, int, float]:
    """First run, second run, the second's queries, and the same rows by plain statements."""
    _forget()
    reminders, notices = _last("suggestions_suggestionreminder"), _last("notices_notice")
    first = _timed(lambda: remind(day))
    _settle("suggestions_suggestionreminder")
    with CaptureQueriesContext(connection) as captured:
        second = _timed(lambda: remind(day))
    return first, second, len(captured), _plain(reminders, notices, day)


def _forget() -> None:
    """Take away what an earlier run on kept databases told, so that this one has everything to tell."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM suggestions_suggestionreminder")
        cursor.execute("DELETE FROM notices_notice WHERE kind = 'suggestionclock.reminder'")
    for table in ("suggestions_suggestionreminder", "notices_notice", "suggestions_suggestionclock"):
        _settle(table)


def _settle(table: str) -> None:
    """What autovacuum does within minutes of a change as large as ours."""
    _execute(f"VACUUM ANALYZE {table}")


def _plain(reminders: int, notices: int, day: date) -> float:
    """Milliseconds of finding what is due and writing the very rows the chore wrote."""
    with connection.cursor() as cursor:
        cursor.execute(PUT_ASIDE, (reminders, notices, reminders, notices))
        for table in ("suggestions_suggestionreminder", "notices_notice"):
            _settle(table)  # what is written in place of deleted rows is written as the chore wrote it

        def write() -> None:
            cursor.execute(FIND, (day,))
            for statement in WRITE:
                cursor.execute(statement)

        return _timed(write)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _last(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        return cursor.fetchone()[0]


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
