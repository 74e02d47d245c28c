"""What the catalogue lets stand, and how it says a value."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from offices.catalogue import CATALOGUE, GROUPS, NUMBERS
from offices.choices import Unit
from offices.defaults import ROWS


def test_every_setting_has_words_a_group_and_a_unit():
    for key in CATALOGUE.values():
        assert key.label
        assert key.group in GROUPS
        assert key.units
        assert bool(key.choices) == (key.units == (Unit.CHOICE,))


def test_the_numbers_of_the_house_are_no_time_limits():
    assert not [key.key for key in CATALOGUE.values() if key.house and key.limit]


@pytest.mark.parametrize(
    ("key", "value", "unit", "words"),
    [
        ("reply", "3", "month", "3个月"),
        ("hand_back", "7", "workday", "7个工作日"),
        ("acceptance", "7", "day", "7日"),
        ("signer", "head", "choice", "主要负责人"),
        ("seal_needed", "yes", "switch", "是"),
        ("reception_min_local", "2", "count", "2次"),
        ("password_length", "10", "count", "10个字符"),
        ("idle_minutes", "30", "minute", "30分钟"),
        ("unit_letter", "{mark}〔{year}〕{number}号", "text", "{mark}〔{year}〕{number}号"),
    ],
)
def test_a_value_is_said_as_people_say_it(key, value, unit, words):
    assert CATALOGUE[key].words(value, unit) == words


@given(st.text(max_size=12))
def test_whatever_is_typed_for_a_number_is_a_number_in_bounds_or_refused(typed):
    key = CATALOGUE["hand_back"]
    try:
        stored = key.clean(typed, Unit.WORKDAYS, "received")
    except ValidationError as no:
        assert list(no.message_dict) == ["value"]
    else:
        assert stored == str(int(stored))
        assert 1 <= int(stored) <= 250


@pytest.mark.parametrize("typed", ["+7", "7.0", "7e1", "٣", "七", " ", "0x7", "1_0"])
def test_what_python_takes_for_a_number_and_people_do_not_is_refused(typed):
    with pytest.raises(ValidationError):
        CATALOGUE["hand_back"].clean(typed, Unit.WORKDAYS, "received")


def test_leading_zeros_and_spaces_are_dropped():
    assert CATALOGUE["hand_back"].clean(" 007 ", Unit.WORKDAYS, "received") == "7"


def test_log_retention_never_falls_below_the_six_months_of_the_law():
    with pytest.raises(ValidationError, match="网络安全法"):
        CATALOGUE["log_retention_days"].clean("179", Unit.DAYS, "")


def test_each_default_is_a_number_where_a_number_is_wanted():
    for key, value, unit, *_ in ROWS:
        assert value.isdigit() == (unit in NUMBERS), key
