"""Rows known by their key, and the addresses of rows."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from offices.models import Office, Post
from pages.framed import first_keys_then_rows
from pages.planning import joined_as_written


def limit() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW join_collapse_limit")
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_the_order_written_holds_for_the_statements_inside_and_for_none_after():
    usual = limit()
    with joined_as_written():
        assert limit() == "1"
    assert limit() == usual != "1"


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_the_choice_stays_with_the_database():
    with transaction.atomic(), joined_as_written():
        assert limit() != "1"


@pytest.mark.django_db(transaction=True)
def test_the_first_rows_are_the_same_rows_in_the_same_order(cast):
    rows = Office.objects.select_related("area", "coordinator").order_by("-name")
    assert first_keys_then_rows(rows, 3) == list(rows[:3])
    assert first_keys_then_rows(User.objects.order_by("pk"), 2) == list(User.objects.order_by("pk")[:2])


@pytest.mark.django_db(transaction=True)
def test_conditions_are_not_asked_again_unless_a_join_could_show_a_row_twice(cast, django_assert_num_queries):
    by_area = Office.objects.filter(area__name=cast.city.name).select_related("area").order_by("pk")
    by_post = User.objects.filter(posts__role__in=("committee", "deputy")).select_related(None).order_by("pk")
    deputies = Post.objects.filter(user__posts__role="deputy").select_related("user").order_by("pk")
    for rows, again in ((by_area, False), (deputies, True)):
        with CaptureQueriesContext(connection) as asked:
            assert first_keys_then_rows(rows, 50) == list(rows[:50]) != []
        outer = asked[0]["sql"].split(" = ANY(")
        assert ("'deputy'" in outer[0] or cast.city.name in outer[0]) is again
    assert first_keys_then_rows(by_post, 50) == list(by_post[:50])
