"""Statements written once: the same rows as the queryset gives, for one key after another."""

import pytest

from offices.models import Area, Office, Post
from pages.written import Written, hang

pytestmark = pytest.mark.django_db

POSTS = Written(lambda key: Post.objects.filter(area=key).select_related("user", "area").order_by("pk"))
CODES = Written(lambda key: Office.objects.filter(area=key).order_by("code").values_list("code", flat=True))
PAIRS = Written(
    lambda key: (
        Office.objects.filter(area=key)
        .values("name", "area__name")
        .union(Area.objects.filter(pk=key).values("code", "name"))
    )
)


def places() -> list[int]:
    return [*Area.objects.values_list("pk", flat=True), 0]


def test_each_key_finds_its_own_rows_with_what_hangs_on_them(cast, django_assert_num_queries):
    found = 0
    for place in places():
        with django_assert_num_queries(1):
            rows = POSTS.read(place)
            names = [(row.user.name, row.area.name) for row in rows]
        wanted = POSTS.make(place)
        assert rows == list(wanted)
        assert names == [(row.user.name, row.area.name) for row in wanted]
        found += len(rows)
    assert found == Post.objects.count() > 1


def test_values_and_unions_come_in_their_own_shape(cast):
    for place in places():
        assert CODES.read(place) == list(CODES.make(place))
        assert sorted(map(str, PAIRS.read(place))) == sorted(map(str, PAIRS.make(place)))


def test_a_row_gives_what_was_hung_on_it_and_still_filters_by_itself(cast, django_assert_num_queries):
    held = Written(lambda key: Post.objects.filter(user=key).order_by("pk"))
    hang(cast.sun, "posts", held.read(cast.sun.pk))
    with django_assert_num_queries(0):
        there = list(cast.sun.posts.all())
        assert {post.user for post in there} == {cast.sun}
    assert list(cast.sun.posts.filter(pk=there[0].pk)) == there[:1]
    assert not cast.sun.posts.filter(pk=0)
