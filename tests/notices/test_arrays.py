"""Values survive the way into the database whatever they hold."""

from datetime import date

from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from notices.arrays import as_array

HARD = [
    "",
    "a,b",
    '"',
    "\\",
    '\\"',
    "{x}",
    "NULL",
    "null",
    "'; DROP TABLE x; --",
    " 空 格 ",
    "换\n行\t",
    "%s",
    "😀",
]


def back(values, kind):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT array_agg(v ORDER BY n) FROM unnest(%s::{kind}[]) WITH ORDINALITY AS u(v, n)",
            [as_array(values)],
        )
        return cursor.fetchone()[0] or []


def test_text_numbers_days_and_truths_come_back_as_they_were(db):
    assert back(HARD, "text") == HARD
    assert back([1, -2, 10**12], "bigint") == [1, -2, 10**12]
    assert back([date(2026, 11, 20), date.min], "date") == [date(2026, 11, 20), date.min]
    assert back([True, False], "boolean") == [True, False]


def test_any_text_comes_back_as_it_was(db):
    @given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20), max_size=20))
    def survives(values):
        assert back(values, "text") == values

    survives()
