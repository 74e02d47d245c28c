"""Due days, reckoned by hand and against a brute-force counter."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflow.calendar import Calendar
from workflow.deadlines import BeyondCalendar, Pause, Rule, Sheet, add_months, compute
from workflow.library import library_year
from workflow.models import DayKind

YEARS = range(2023, 2028)
SPECIALS = {day: special for year in YEARS for day, special in library_year(year)[0].items()}
CALENDAR = Calendar(SPECIALS, frozenset(year for year in YEARS if library_year(year)[1]))
DAY = timedelta(days=1)


def rule(value: int, unit: str, roll: bool = True) -> Rule:
    return Rule("reply", "答复期限", value, unit, "dispatched", "代表法第五十一条", date(2000, 1, 1), roll)


def sheet(value: int, unit: str, start: date, *pauses: Pause, roll: bool = True) -> Sheet:
    return compute(rule(value, unit, roll), start, CALENDAR, pauses)


@pytest.mark.parametrize(
    ("value", "unit", "start"),
    [
        (9_000_000, "day", date(2026, 11, 20)), (3_000_000, "workday", date(2026, 11, 20)), (100_000, "month", date(2026, 11, 20)),
        (1, "day", date(9999, 12, 31)), (3, "month", date(9999, 12, 1)), (20, "workday", date(9999, 12, 10)),
    ],
)  # fmt: skip
def test_a_day_after_the_last_year_is_refused_in_the_words_of_the_house(value, unit, start):
    with pytest.raises(BeyondCalendar, match="^自.*到期日晚于9999年，超出了日历，请核对起算日和时限。$"):
        sheet(value, unit, start)


def test_the_last_day_there_is_can_be_reached():
    assert sheet(1, "workday", date(9999, 12, 30)).due_on == date(9999, 12, 31)


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
        (3, "month", date(2026, 11, 20), date(2027, 2, 22)),  # 20 Feb 2027 is a Saturday
    ],
)
def test_examples_reckoned_by_hand(value, unit, start, expected):
    assert sheet(value, unit, start).due_on == expected


def test_without_the_rule_of_rest_days_the_last_day_stays_where_it_falls():
    assert sheet(3, "month", date(2026, 11, 30), roll=False).due_on == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
    ],
)
def test_a_month_ends_on_the_same_day_or_at_the_month_s_end(day, months, expected):
    assert add_months(day, months) == expected


def test_a_pause_pushes_by_the_days_that_would_have_counted():
    pause = Pause(
        date(2026, 11, 24), date(2026, 11, 28), "待补充材料"
    )  # Tuesday to Friday: four working days
    assert sheet(7, "workday", date(2026, 11, 20), pause).due_on == date(2026, 12, 7)
    assert sheet(7, "day", date(2026, 11, 20), pause).due_on == date(2026, 12, 1)
    assert sheet(3, "month", date(2026, 8, 20), pause).due_on == date(
        2026, 11, 20
    )  # after the end: no matter
    inside = Pause(date(2026, 11, 2), date(2026, 11, 6), "待补充材料")
    assert sheet(3, "month", date(2026, 8, 20), inside).due_on == date(2026, 11, 24)


def test_an_open_pause_moves_nothing_yet():
    pause = Pause(date(2026, 11, 24), None, "待补充材料")
    assert sheet(7, "workday", date(2026, 11, 20), pause).due_on == date(2026, 12, 1)


@pytest.mark.parametrize(("value", "unit"), [(0, "day"), (-1, "workday"), (3, "week")])
def test_a_limit_that_makes_no_sense_is_refused(value, unit):
    with pytest.raises(ValueError, match="时限应为"):
        sheet(value, unit, date(2026, 11, 20))


# --- the sheet


def test_each_holiday_and_each_make_up_day_stands_in_a_row_of_its_own():
    found = sheet(7, "workday", date(2026, 9, 30))
    rows = {(step.first, step.last): step for step in found.steps}
    assert rows[date(2026, 10, 1), date(2026, 10, 1)].what == "国庆节放假，不计入"
    assert rows[date(2026, 10, 10), date(2026, 10, 10)].what == "星期六调休上班（国庆节），计入"
    assert rows[date(2026, 10, 7), date(2026, 10, 7)].what == "国庆节假期（10月10日调休）放假，不计入"
    assert rows[date(2026, 10, 12), date(2026, 10, 15)].counted == 4
    assert sum(step.counted for step in found.steps) == 7


def test_a_sheet_that_reaches_an_unannounced_year_is_provisional_and_says_so():
    assert not sheet(7, "workday", date(2026, 11, 20)).provisional
    late = sheet(7, "workday", date(2026, 12, 25))
    assert late.provisional
    assert "2027年放假安排尚未公布" in late.steps[-1].what
    assert sheet(3, "month", date(2026, 11, 20)).provisional


def test_a_sheet_survives_being_kept():
    found = sheet(1, "month", date(2026, 9, 1), Pause(date(2026, 9, 7), date(2026, 9, 9), "待补充材料"))
    assert Sheet.from_json(found.as_json()) == found
    assert set(found.as_json()) == {"rule", "start", "due_on", "provisional", "steps"}


# --- against a counter that knows no short cut


def workday(day: date) -> bool:
    special = SPECIALS.get(day)
    return day.weekday() < 5 if special is None else special.kind == DayKind.MAKEUP


def brute_force(value: int, unit: str, start: date, pauses: tuple[Pause, ...], roll: bool = True) -> date:
    """Count day after day, asking each whether it counts."""

    def paused(day: date) -> bool:
        return any(p.first <= day < p.until for p in pauses)

    if unit == "month":
        year, month = start.year + (start.month - 1 + value) // 12, (start.month - 1 + value) % 12 + 1
        end = date(year, month, min(start.day, monthrange(year, month)[1]))
        value = (end - start).days
    day, left = start, value
    while left:
        day += DAY
        if not paused(day) and (unit != "workday" or workday(day)):
            left -= 1
    while roll and unit != "workday" and (paused(day) or not workday(day)):
        day += DAY
    return day


starts = st.dates(date(2024, 1, 1), date(2026, 12, 31))
spans = st.tuples(starts, st.integers(0, 30)).map(lambda s: Pause(s[0], s[0] + s[1] * DAY, "待补充材料"))
lengths = st.one_of(
    st.tuples(st.integers(1, 90), st.just("workday")),
    st.tuples(st.integers(1, 120), st.just("day")),
    st.tuples(st.integers(1, 9), st.just("month")),
)


@given(length=lengths, start=starts, pauses=st.lists(spans, max_size=3).map(tuple))
@example(length=(1, "workday"), start=date(2026, 2, 13), pauses=())
@example(length=(1, "month"), start=date(2026, 1, 31), pauses=())
@example(length=(10, "workday"), start=date(2025, 9, 26), pauses=())
def test_the_due_day_is_the_one_a_patient_counter_finds(length, start, pauses):
    found = sheet(*length, start, *pauses)
    assert found.due_on == brute_force(*length, start, pauses)
    assert found.steps[-1].last == found.due_on
    if length[1] != "month":
        assert sum(step.counted for step in found.steps) == length[0]


@given(length=lengths, start=starts, pauses=st.lists(spans, max_size=3).map(tuple))
@example(length=(3, "month"), start=date(2024, 11, 30), pauses=())
@example(length=(3, "month"), start=date(2025, 11, 30), pauses=())
@example(length=(6, "month"), start=date(2025, 8, 31), pauses=())
@example(
    length=(3, "month"),
    start=date(2026, 11, 30),
    pauses=(Pause(date(2027, 2, 10), date(2027, 2, 20), "春节"),),
)
def test_and_the_same_where_no_rest_day_moves_the_end(length, start, pauses):
    found = sheet(*length, start, *pauses, roll=False)
    assert found.due_on == brute_force(*length, start, pauses, roll=False)


@given(month_ends=st.integers(0, 35), months=st.integers(1, 12))
def test_from_the_end_of_a_month_a_period_never_runs_into_the_month_after(month_ends, months):
    last = add_months(date(2024, 1, 1), month_ends + 1) - DAY
    due = sheet(months, "month", last, roll=False).due_on
    assert (due.year * 12 + due.month) - (last.year * 12 + last.month) == months
    assert due.day == min(last.day, monthrange(due.year, due.month)[1])


@given(start=starts, value=st.integers(1, 60), first=st.integers(1, 40), length=st.integers(0, 20))
def test_a_pause_never_brings_a_day_forward_and_resuming_at_once_moves_nothing(start, value, first, length):
    plain = sheet(value, "workday", start).due_on
    begins = start + first * DAY
    paused = sheet(value, "workday", start, Pause(begins, begins + length * DAY, "等待批复")).due_on
    assert paused >= plain
    if not length or begins > plain:
        assert paused == plain
