"""The days of a year by rule, and where holidays move them: pure."""

import datetime as dt
from types import SimpleNamespace

import pytest

from stations.yearplan import NEXT, SKIP, halves, named_days, year_plan
from workflow.calendar import Calendar, Special

D = dt.date


def rule(pattern: str, **fields):
    usual = {"months": "all", "month_days": [], "ordinal": None, "weekday": None, "starts_on": D(2020, 1, 1),
             "ends_on": None}  # fmt: skip
    return SimpleNamespace(pattern=pattern, **usual | fields)


CALENDAR = Calendar(
    {D(2026, 10, day): Special("holiday", "国庆节") for day in range(1, 8)}
    | {D(2026, 10, 10): Special("makeup", "国庆节")},
    frozenset({2026}),
)
SAID = {
    "每月10日": (rule("days", month_days=[10]), 12, D(2026, 2, 10)),
    "10日和20日": (rule("days", month_days=[10, 20]), 24, D(2026, 1, 20)),
    "31日，没有的取月末": (rule("days", month_days=[31]), 12, D(2026, 2, 28)),
    "单月15日": (rule("days", months="odd", month_days=[15]), 6, D(2026, 3, 15)),
    "首个周五": (rule("ordinal", ordinal=1, weekday=4), 12, D(2026, 5, 1)),
    "最后一个周四": (rule("ordinal", ordinal=-1, weekday=3), 12, D(2026, 4, 30)),
    "每周一": (rule("weekly", weekday=0), 52, D(2026, 1, 5)),
    "每季度首月10日": (rule("days", months="quarter", month_days=[10]), 4, D(2026, 7, 10)),
}


@pytest.mark.parametrize("case", SAID)
def test_a_rule_names_its_days(case):
    asked, count, one = SAID[case]
    days = list(named_days(asked, 2026))
    assert len(days) == count and one in days and days == sorted(days)


def test_a_day_on_a_holiday_is_postponed_past_the_whole_holiday_or_left_out():
    monthly = rule("days", month_days=[2])
    october = next(
        day for day in year_plan(monthly, 2026, D(2026, 1, 1), CALENDAR, NEXT) if day.named.month == 10
    )
    assert (october.on, october.why) == (D(2026, 10, 8), "国庆节放假，顺延")
    october = next(
        day for day in year_plan(monthly, 2026, D(2026, 1, 1), CALENDAR, SKIP) if day.named.month == 10
    )
    assert october.on is None and "不接待" in october.why


def test_a_make_up_working_day_is_a_day_like_any_other():
    saturday = next(d for d in year_plan(rule("days", month_days=[10]), 2026, D(2026, 10, 1), CALENDAR, NEXT))
    assert (saturday.on, saturday.why) == (D(2026, 10, 10), "")


def test_two_days_that_a_holiday_pushes_together_are_held_once():
    days = year_plan(rule("days", month_days=[3, 8]), 2026, D(2026, 10, 1), CALENDAR, NEXT)[:2]
    assert [day.on for day in days] == [D(2026, 10, 8), None]


def test_only_days_from_the_day_asked_and_within_the_rule_are_planned():
    bounded = rule("days", month_days=[10], starts_on=D(2026, 3, 1), ends_on=D(2026, 6, 30))
    named = [day.named for day in year_plan(bounded, 2026, D(2026, 4, 11), CALENDAR, NEXT)]
    assert named == [D(2026, 5, 10), D(2026, 6, 10)]


def test_a_reception_across_noon_takes_both_halves_of_the_day():
    assert halves(dt.time(9), dt.time(12)) == ("am",)
    assert halves(dt.time(14), dt.time(16)) == ("pm",)
    assert halves(dt.time(11), dt.time(13)) == ("am", "pm")
