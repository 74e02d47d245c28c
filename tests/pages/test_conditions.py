"""Conditions that are written once find what they found, wherever they stand."""

import pytest
from django.db import connection
from django.db.models import Count, Q
from django.test.utils import CaptureQueriesContext

from offices.models import Area, Office, Post
from pages.conditions import Lasting, lasting
from pages.paging import capped_count

pytestmark = pytest.mark.django_db


def asked(rows) -> str:
    with CaptureQueriesContext(connection) as captured:
        list(rows)
    return captured.captured_queries[0]["sql"]


def test_rows_found_by_lasting_conditions_are_the_same_under_whatever_is_asked_besides(cast):
    plain = Post.objects.filter(Q(area=cast.city) | Q(office__area=cast.city), user__is_active=True)
    kept = lasting(plain)
    for ask in (
        lambda rows: rows.order_by("pk"),
        lambda rows: rows.filter(role="committee").order_by("-pk")[:2],
        lambda rows: rows.exclude(user=cast.sun).order_by("pk"),
        lambda rows: (rows | Post.objects.filter(area=cast.east)).order_by("pk"),
        lambda rows: Office.objects.filter(post__in=rows).order_by("pk").distinct(),
        lambda rows: Area.objects.filter(pk__in=rows.values("office__area")).order_by("pk"),
        lambda rows: rows.values_list("role").annotate(n=Count("pk")).order_by("role"),
    ):
        assert list(ask(kept)) == list(ask(plain))
    assert list(kept.order_by("pk")) != []
    assert capped_count(kept, 100) == capped_count(plain, 100)


def test_they_are_compiled_once_for_all_statements_of_the_same_tables(cast, monkeypatch):
    kept = lasting(Office.objects.filter(Q(area__isnull=False) | Q(coordinator__isnull=False)))
    leaf = kept.query.where.children[0]
    assert isinstance(leaf, Lasting)
    alone = asked(kept.order_by("pk"))
    leaf.where = None  # nothing of it can be written again
    assert leaf.written[0] in asked(kept.filter(name__contains="局"))
    assert "WHERE" in alone


def test_what_has_no_conditions_or_counts_stays_as_it_was(cast):
    assert not lasting(Office.objects.all()).query.where
    counted = Office.objects.annotate(n=Count("post")).filter(n__gt=0)
    assert lasting(counted) is counted
