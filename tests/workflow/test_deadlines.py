"""Due days, reckoned by hand and against a brute-force counter."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.calendar import Calendar
from workflow.deadlines import Pause, Rule, Sheet, add_months, compute
from workflow.library import library_year

YEARS = range(2023, 2028)
CALENDAR = Calendar(
    {day: special for year in YEARS for day, special in library_year(year)[0].items()},
    frozenset(year for year in YEARS if library_year(year)[1]),
)


def rule(value: int, unit: str, roll: bool = True) -> Rule:
    return Rule("reply", "答复期限", value, unit, "dispatched", "代表法第五十一条", date(2000, 1, 1), roll)


def due(value: int, unit: str, start: date, *pauses: Pause, roll: bool = True) -> date:
    return compute(rule(value, unit, roll), start, CALENDAR, pauses).due_on


@pytest.mark.parametrize(
    ("value", "unit", "start", "expected"),
    [
        (7, "workday", date(2026, 11, 20), date(2026, 12, 1)),
        (7, "day", date(2026, 11, 20), date(2026, 11, 27)),
        (1, "workday", date(2026, 2, 13), date(2026, 2, 14)),  # the Saturday is a make-up working day
        (2, "workday", date(2026, 2, 13), date(2026, 2, 24)),  # then the whole Spring Festival is skipped
        (7, "workday", date(2026, 9, 30), date(2026, 10, 15)),  # 10-08, 09, Saturday 10, 12 … 15
        (3, "month", date(2026, 11, 30), date(2027, 3, 1)),  # 28 Feb 2027 is a Sunday
        (1, "month", date(2026, 1, 31), date(2026, 2, 28)),  # a Saturday, but a make-up working day
        (1, "month", date(2026, 9, 1), date(2026, 10, 8)),  # 1 October: to the first working day after it
        (6, "month", date(2026, 3, 31), date(2026, 9, 30)),
        (5, "day", date(2026, 9, 15), date(2026, 9, 20)),  # a Sunday, but a make-up working day
    ],
)
def test_examples_reckoned_by_hand(value, unit, start, expected):
    assert due(value, unit, start) == expected
