"""A year's plan by rule: what is written, once, with fair rosters."""

import datetime as dt

import pytest

from journal.models import Entry
from offices.limits import forget_settings
from offices.models import Setting
from stations.choices import ReceptionState
from stations.models import Absence, DayRule, Reception, ReceptionEvent, RosterEntry
from stations.plans import carry_out, draw_up
from workflow.calendar import forget_calendar, legal_calendar
from workflow.models import CalendarYear, DayKind, Workday

TODAY = dt.date(2026, 1, 4)


@pytest.fixture
def rule(cast) -> DayRule:
    """清河站: the tenth of every month, two deputies."""
    return DayRule.objects.create(
        station=cast.qinghe,
        pattern="days",
        days="10",
        starts_at=dt.time(9),
        ends_at=dt.time(11),
        starts_on=TODAY,
    )


@pytest.fixture
def plan(cast, rule):
    return lambda: carry_out(cast.lin, [cast.qinghe], 2026, TODAY)


def test_a_rule_makes_the_years_days_with_numbers_events_and_rosters(cast, plan):
    cast.qinghe.address = "清河路1号"
    plan()
    days = list(Reception.objects.order_by("on"))
    assert len(days) == 12 and {day.state for day in days} == {ReceptionState.PLANNED}
    assert [day.number for day in days][:2] == ["JD-LLZ001-2026-0001", "JD-LLZ001-2026-0002"]
    assert all(legal_calendar().is_workday(day.on) for day in days)
    assert all(day.place == "清河路1号" and day.rule_day.day == 10 for day in days)
    assert ReceptionEvent.objects.filter(action="create", actor=cast.lin).count() == 12
    assert {day.roster.count() for day in days} == {2}
    reason = RosterEntry.objects.order_by("pk").first().reason
    assert reason == "全年应接待1次，已排0次"
    assert Entry.objects.get(verb="安排年度接待日").data["days"] == 12


def test_a_second_run_makes_nothing_even_of_days_that_were_cancelled_or_moved(plan):
    plan()
    first, second = Reception.objects.order_by("on")[:2]
    Reception.objects.filter(pk=first.pk).delete()
    Reception.objects.filter(pk=second.pk).update(state=ReceptionState.CANCELLED, on=dt.date(2026, 3, 3))
    again = plan()
    assert [day.named for day in again.new] == [first.rule_day]
    assert not plan().new


def test_a_day_the_station_holds_already_by_hand_is_not_doubled(cast, plan, rule):
    cast.reception(on=dt.date(2026, 4, 10))
    assert dt.date(2026, 4, 10) not in [day.on for day in plan().new]


def test_numbers_go_on_after_those_already_given(cast, plan):
    cast.reception(on=dt.date(2026, 1, 8))
    Reception.objects.update(number="JD-LLZ001-2026-0041")
    plan()
    assert Reception.objects.filter(number="JD-LLZ001-2026-0042").exists()


def test_absences_and_duties_elsewhere_are_respected(cast, plan):
    Absence.objects.create(
        deputy=cast.zhao_deputy, starts_on=dt.date(2026, 2, 1), ends_on=dt.date(2026, 12, 31), reason="外出学习",
        recorded_by=cast.lin,
    )  # fmt: skip
    elsewhere = cast.reception(cast.wangjiang, on=dt.date(2026, 3, 10))
    plan()
    zhao = RosterEntry.objects.filter(deputy=cast.zhao_deputy)
    assert [entry.reception.on.month for entry in zhao] == [1]
    march = Reception.objects.get(station=cast.qinghe, on=elsewhere.on)
    assert not march.roster.exists()


def test_the_areas_rule_says_whether_a_holiday_postpones_or_drops_a_day(cast, rule):
    year, _ = CalendarYear.objects.get_or_create(year=2026)
    Workday.objects.update_or_create(
        day=dt.date(2026, 3, 10), defaults={"kind": DayKind.HOLIDAY, "name": "试放假", "year": year}
    )
    forget_calendar()
    march = next(day for day in draw_up([cast.qinghe], 2026, TODAY).days if day.named.month == 3)
    assert march.on == dt.date(2026, 3, 11)
    Setting.objects.create(
        area=cast.street,
        key="reception_holiday",
        value="skip",
        unit="choice",
        source="本街道规定",
        valid_from=TODAY,
    )
    forget_settings()
    march = next(day for day in draw_up([cast.qinghe], 2026, TODAY).days if day.named.month == 3)
    assert march.on is None and "试放假" in march.why


def test_a_planned_day_left_without_deputies_is_filled_by_the_next_run(cast, plan):
    plan()
    bare = Reception.objects.order_by("on").last()
    bare.roster.all().delete()
    again = plan()
    assert not again.new and bare.roster.count() == 2


def test_a_year_is_planned_in_a_handful_of_queries(cast, rule, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        carry_out(cast.lin, [cast.qinghe, cast.wangjiang], 2026, TODAY)
