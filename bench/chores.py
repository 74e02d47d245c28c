"""The overdue chore beside one set-based statement."""

import time
from datetime import date, timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench.rows import Row
from suggestions.chores import remind
from suggestions.models import SuggestionClock, SuggestionReminder
from workflow.models import Rung

INSERT = """
INSERT INTO suggestions_suggestionreminder (clock_id, rung_id, due_on, at)
SELECT id, %s, due_on, now() FROM suggestions_suggestionclock
WHERE stopped_on IS NULL AND paused_on IS NULL AND due_on <= %s
ON CONFLICT DO NOTHING
"""
NOTICE = """
INSERT INTO notices_notice (key, recipient_id, kind, title, body, url, urgent, created_at)
SELECT 'bench:' || c.id, (SELECT min(id) FROM accounts_user), 'bench', 'bench', '', '', false, now()
FROM suggestions_suggestionclock c WHERE c.stopped_on IS NULL AND c.paused_on IS NULL AND c.due_on <= %s
ON CONFLICT DO NOTHING
"""


def reopen(share: int) -> int:
    """Let so many of a hundred clocks run again, long overdue, so that there is something to find."""
    return (
        SuggestionClock.objects.filter(pk__lt=10**9, rule="reply")
        .extra(where=["id %% 100 < %s"], params=[share])
        .update(stopped_on=None, due_on=date.today() - timedelta(days=1))
    )


class _Undo(Exception):
    pass


def _timed(work) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _plain(today: date) -> None:
    rung = Rung.objects.order_by("-offset").first()
    with connection.cursor() as cursor:
        cursor.execute(INSERT, (rung.pk, today))
        cursor.execute(NOTICE, (today,))


def overdue(today: date) -> list[Row]:
    """Rows 11 and 12: first run, second run, and how many queries the second asks."""
    limit = 0.0
    try:
        with transaction.atomic():
            limit = _timed(lambda: _plain(today))
            raise _Undo
    except _Undo:
        pass
    before = SuggestionReminder.objects.count()
    first = _timed(lambda: remind(today))
    found = SuggestionReminder.objects.count() - before
    with CaptureQueriesContext(connection) as captured:
        second = _timed(lambda: remind(today))
    return [
        Row("11", f"逾期提醒{found}条÷一条SQL写提醒和通知", "ms", limit, first, 1.3),
        Row("11", "再跑一次÷第一次", "ms", first, second, 0.25),
        Row("12", "再跑一次的查询数", "条", 5, len(captured), 1),
    ]
