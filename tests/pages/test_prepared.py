"""Statements planned once for a connection: the same answers, by a plan that is kept and goes when unused."""

import datetime as dt
from weakref import WeakKeyDictionary

import pytest
from django.db import connection
from django.db.models import Count, F, Value
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from offices.models import Area, Office, Post
from pages import prepared
from pages.paging import capped_count
from pages.prepared import planned_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before(db, monkeypatch) -> int:
    """Each test begins as a worker does, with nothing planned; how many plans others left behind."""
    monkeypatch.setattr(prepared, "_SHELVES", WeakKeyDictionary())
    return plans()


def asked(rows) -> tuple[list, str]:
    """The answer, and the statement as it was sent."""
    with CaptureQueriesContext(connection) as sent, planned_once():
        found = list(rows.all())
    return found, sent[-1]["sql"] if len(sent) else ""


def plans() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return cursor.fetchone()[0]


def test_a_statement_asked_again_is_planned_once_for_all_keys(before, cast):
    def of(area: int):
        return Post.objects.filter(area=area, role="deputy").select_related("user").order_by("pk")

    for times, word in enumerate(("SELECT", "PREPARE", "EXECUTE", "EXECUTE")):
        for area in (cast.city.pk, cast.east.pk)[: 1 if times < 2 else 2]:
            found, sent = asked(of(area))
            assert found == list(of(area))
            assert word in sent
            assert ("PREPARE" in sent) is (word == "PREPARE")
    assert "'deputy'" not in sent
    assert plans() == before + 1


def test_values_that_are_no_keys_have_plans_of_their_own(before, cast):
    named = [Office.objects.filter(name=name) for name in (cast.government.name, "100%之内的", "没有")]
    today = [Office.objects.annotate(day=Value(day)) for day in (dt.date(2026, 1, 1), dt.date(2026, 1, 2))]
    for rows in (*named, *today):
        answers = [asked(rows)[0] for _ in range(3)]
        assert answers == [list(rows)] * 3
    assert plans() == before + len(named) + len(today)


def test_equal_keys_stay_one_and_sums_by_an_expression_are_still_allowed(before, cast):
    by = Post.objects.values(n=F("area") + Value(7)).annotate(all=Count("pk")).order_by("n")
    for _ in range(3):
        assert asked(by)[0] == list(by)
    assert plans() == before + 1


def test_arrays_empty_answers_and_writing_go_as_they_did(cast):
    keys = list(Area.objects.values_list("pk", flat=True))
    for some in (keys, keys[:2], [2**40], []):
        for _ in range(3):
            rows = Office.objects.filter(area__in=some)
            assert asked(rows)[0] == list(rows)
    with planned_once():
        for _ in range(3):
            assert User.objects.filter(pk=cast.sun.pk).update(name="孙") == 1
            assert capped_count(User.objects.filter(name="孙"), 1) == (1, False)


def test_those_longest_unused_make_room_and_are_planned_anew(before, cast, monkeypatch):
    monkeypatch.setattr(prepared, "KEPT", 3)
    for round_ in range(3):
        for name in "甲乙丙丁":
            rows = Office.objects.exclude(name=name)
            for _ in range(2):
                assert asked(rows)[0] == list(rows), round_
    assert plans() == before + 3


def test_where_connections_live_for_a_page_alone_nothing_is_planned(before, cast, settings, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    for _ in range(3):
        assert asked(Office.objects.all())[1].startswith("SELECT")
    assert plans() == before


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_one_plan_serves_all_keys_and_a_new_connection_plans_anew(cast):
    for place in (cast.city, cast.city, cast.east, cast.west):
        found, sent = asked(Office.objects.filter(area=place.pk))
        assert found == list(Office.objects.filter(area=place.pk))
    assert sent.startswith(prepared.ANY_KEY)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert asked(Office.objects.filter(area=cast.city.pk))[0] == list(
        Office.objects.filter(area=cast.city.pk)
    )
    connection.close()
    assert asked(Office.objects.filter(area=cast.city.pk))[0] == list(
        Office.objects.filter(area=cast.city.pk)
    )
    assert plans() == 0


def test_a_key_too_large_for_those_before_it_has_a_plan_of_its_own(before, cast):
    for key in (cast.city.pk, cast.city.pk, cast.city.pk, 2**40, 2**40, 2**40):
        assert asked(Office.objects.filter(area=key))[0] == list(Office.objects.filter(area=key))
    assert plans() == before + 2


@pytest.mark.django_db(transaction=True)
def test_a_session_that_a_pool_hands_over_with_plans_answers_all_the_same(cast, monkeypatch):
    for place in (cast.city, cast.city, cast.east, cast.east):
        rows = Office.objects.filter(area=place.pk)
        assert asked(rows)[0] == list(rows)
        if plans():
            monkeypatch.setattr(
                prepared, "_SHELVES", WeakKeyDictionary()
            )  # as another worker, who planned nothing
    assert plans() == 1
