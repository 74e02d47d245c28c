"""The legal calendar: what the seed knows, what it does not, and keeping it."""

from datetime import date

import pytest

from workflow.calendar import Special, forget_calendar, legal_calendar, read_calendar
from workflow.library import library_year
from workflow.models import CalendarYear, DayKind, Workday

pytestmark = pytest.mark.django_db
MAKE_UP_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def test_the_seed_knows_2026_whole():
    days = Workday.objects.filter(year=2026)
    assert days.filter(kind=DayKind.HOLIDAY).count() == 22
    make_up = days.filter(kind=DayKind.MAKEUP).order_by("day").values_list("day", flat=True)
    assert [f"{day:%m-%d}" for day in make_up] == MAKE_UP_2026


def test_years_are_confirmed_from_2004_to_2026_and_no_further():
    confirmed = set(CalendarYear.objects.filter(confirmed=True).values_list("year", flat=True))
    assert confirmed == set(range(2004, 2027))
    assert Workday.objects.filter(day=date(2027, 10, 1), kind=DayKind.HOLIDAY).exists()
    assert not Workday.objects.filter(year=2027, kind=DayKind.MAKEUP).exists()


def test_the_library_s_full_width_words_are_made_plain():
    days, complete = library_year(2026)
    assert complete
    assert days[date(2026, 10, 7)] == Special(DayKind.HOLIDAY, "国庆节假期（10月10日调休）")
    assert days[date(2026, 9, 20)] == Special(DayKind.MAKEUP, "国庆节")


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        (date(2026, 11, 20), True, "工作日"),
        (date(2026, 11, 21), False, "星期六休息"),
        (date(2026, 10, 1), False, "国庆节放假"),
        (date(2026, 10, 10), True, "调休上班（国庆节）"),
    ],
)
def test_each_day_says_what_it_is(day, works, why):
    calendar = legal_calendar()
    assert (calendar.is_workday(day), calendar.why(day)) == (works, why)


def test_working_days_are_counted_forwards_and_backwards():
    calendar = legal_calendar()
    assert calendar.add_workdays(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert calendar.add_workdays(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert calendar.add_workdays(date(2026, 10, 3), 0) == date(2026, 10, 3)
    assert calendar.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)
    assert len(list(calendar.workdays(date(2026, 10, 1), date(2026, 10, 31)))) == 18


def test_a_year_unknown_or_not_announced_is_provisional():
    calendar = legal_calendar()
    assert not calendar.provisional(date(2026, 12, 31))
    assert calendar.provisional(date(2027, 1, 1))
    assert calendar.provisional(date(2050, 1, 1))


def test_the_calendar_is_read_once_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        legal_calendar()
        legal_calendar()
    Workday.objects.create(day=date(2027, 3, 6), kind=DayKind.MAKEUP, name="试", year_id=2027)
    forget_calendar()
    assert legal_calendar().is_workday(date(2027, 3, 6))
    assert read_calendar() == legal_calendar()
