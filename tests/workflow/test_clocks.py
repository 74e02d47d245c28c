"""Clocks start with their sheet, stop, stand still and run again."""

from datetime import date

import pytest

from accounts.models import User
from suggestions.models import SuggestionClock
from workflow.clocks import Clockwork, clock_models
from workflow.deadlines import Sheet
from workflow.transitions import Refused

ON = date(2026, 11, 20)


@pytest.fixture
def clocks(cast) -> Clockwork:
    holders = {
        "reply": lambda suggestion: cast.education,
        "feedback": lambda suggestion: suggestion.deputy.user,
    }
    return Clockwork(SuggestionClock, holders)


@pytest.fixture
def suggestion(cast):
    return cast.suggestion()


def test_a_clock_starts_with_its_holder_its_day_and_its_sheet(clocks, suggestion, cast):
    clock = clocks.start(suggestion, "reply", ON)
    assert (clock.office, clock.person, clock.started_on) == (cast.education, None, ON)
    assert (clock.due_on, clock.provisional) == (date(2027, 2, 22), True)
    sheet = Sheet.from_json(clock.sheet)
    assert (sheet.due_on, sheet.rule.value, sheet.rule.valid_from) == (clock.due_on, 3, date(2025, 3, 11))


def test_a_person_may_hold_a_clock_and_the_step_may_name_another_holder(clocks, suggestion, cast):
    assert clocks.start(suggestion, "feedback", ON).person == cast.chen
    assert clocks.start(suggestion, "reply", ON, office=cast.transport).office == cast.transport
    named = clocks.start(suggestion, "feedback", ON, person=cast.zhao)
    assert (named.office, named.person) == (None, cast.zhao)
    assert isinstance(named.person, User)


def test_stopping_names_the_rules_or_means_all(clocks, suggestion):
    clocks.start(suggestion, "reply", ON)
    clocks.start(suggestion, "feedback", ON)
    assert clocks.stop(suggestion, "reply", on=ON) == 1
    assert clocks.stop(suggestion, "reply") == 0
    assert clocks.stop(suggestion) == 1
    assert not SuggestionClock.objects.open().exists()


def test_a_clock_that_stands_is_late_by_nothing_and_moves_when_it_runs_again(clocks, suggestion):
    clock = clocks.pause(
        clocks.start(suggestion, "hand_back", ON, office=None), "待补充材料", date(2026, 11, 24)
    )
    assert clock.due_on == date(2026, 12, 1)
    assert not SuggestionClock.objects.overdue(date(2026, 12, 15)).exists()
    clock = clocks.resume(clock, date(2026, 11, 28))
    clock.refresh_from_db()
    assert (clock.due_on, clock.paused_on) == (date(2026, 12, 7), None)
    assert any("中止（待补充材料）" in step["what"] for step in clock.sheet["steps"])
    again = clocks.resume(clocks.pause(clock, "再等一天", date(2026, 11, 30)), date(2026, 12, 1))
    assert again.due_on == date(2026, 12, 8)


def test_pausing_and_resuming_out_of_turn_is_refused(clocks, suggestion):
    clock = clocks.start(suggestion, "reply", ON)
    with pytest.raises(Refused, match="未处于中止"):
        clocks.resume(clock)
    clock = clocks.pause(clock, "待补充材料", ON)
    with pytest.raises(Refused, match="已处于中止"):
        clocks.pause(clock, "又一次", ON)
    with pytest.raises(Refused, match="不能早于"):
        clocks.resume(clock, date(2026, 11, 19))
    clocks.stop(suggestion)
    with pytest.raises(Refused, match="已停止"):
        clocks.pause(clock, "太晚", ON)


def test_overdue_is_by_the_day_and_never_on_the_last_day_itself(clocks, suggestion):
    clock = clocks.start(suggestion, "hand_back", ON)
    assert clock.due_on == date(2026, 12, 1)
    assert not SuggestionClock.objects.overdue(date(2026, 12, 1)).exists()
    assert SuggestionClock.objects.overdue(date(2026, 12, 2)).exists()


def test_an_unknown_limit_starts_nothing(clocks, suggestion):
    with pytest.raises(LookupError):
        clocks.start(suggestion, "no_such_limit", ON)
    assert not SuggestionClock.objects.exists()


def test_every_clock_table_of_the_house_is_found():
    assert {"suggestionclock", "opinionclock"} <= {model._meta.model_name for model in clock_models()}
