"""The house's default: a period by the month ends on the same day, clipped to the month's end, whatever day it is."""

from datetime import date

import pytest

from workflow.calendar import legal_calendar
from workflow.deadlines import compute
from workflow.rules import rule_of


@pytest.mark.parametrize(
    ("start", "due", "provisional"),
    [
        (date(2026, 11, 30), date(2027, 2, 28), True),
        (date(2026, 11, 20), date(2027, 2, 20), True),
        (date(2026, 5, 31), date(2026, 8, 31), False),
        (date(2026, 7, 10), date(2026, 10, 10), False),
    ],
)
def test_a_reply_is_due_on_the_same_day_three_months_later(db, start, due, provisional):
    sheet = compute(rule_of("reply", None, start), start, legal_calendar())
    assert (sheet.due_on, sheet.provisional) == (due, provisional)


def test_the_sheet_says_that_a_day_off_at_the_end_does_not_move_the_day(db):
    sheet = compute(rule_of("reply", None, date(2026, 11, 20)), date(2026, 11, 20), legal_calendar())
    assert any("未设定顺延，仍于当日届满" in step.what for step in sheet.steps)
