"""Numbers that come in an address: what is none is none."""

import pytest

from pages.asked import keys, whole, year

NONE = ["", None, "abc", "-1", "1.5", "²", "①", "1e3", "9" * 30, "9" * 5000]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_is_none(text):
    assert whole(text) is None


@pytest.mark.parametrize(("text", "number"), [("0", 0), (" 12 ", 12), ("１２", 12), (7, 7)])
def test_digits_are_read_however_they_are_typed(text, number):
    assert whole(text) == number


def test_a_number_out_of_its_bounds_is_none():
    assert (whole("31", 1, 31), whole("32", 1, 31), whole("0", 1, 31)) == (31, None, None)
    assert (year("2026"), year("0000"), year("99999")) == (2026, None, None)


def test_keys_leave_out_what_is_none():
    assert keys(["3", "²", "x", "1"]) == [3, 1]
