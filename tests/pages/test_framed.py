"""Rows by their keys in a frame written once; rows beside rows by one array; words of choices; keys as one array."""

import pytest
from django.db import connection
from django.db.models import OuterRef, Prefetch, prefetch_related_objects
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from deputies.models import Deputy, Mandate
from offices.models import Office, Post
from pages import framed
from pages.among import among
from pages.beside import put_beside, still
from pages.counted import counted
from pages.framed import Frame, first_keys_then_rows, with_known
from pages.labels import label

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices(cast):
    return Office.objects.select_related("area", "coordinator").order_by("-name")


def test_one_frame_serves_every_filter_and_each_order_has_its_own(offices, monkeypatch):
    monkeypatch.setattr(framed, "FRAMES", {})
    for rows in (offices, offices.filter(name__contains="局"), offices.filter(area__kind="city")):
        assert first_keys_then_rows(rows, 50) == list(rows[:50]) != []
    assert len(framed.FRAMES) == 1
    upwards = offices.order_by("name")
    assert first_keys_then_rows(upwards, 50) == list(upwards[:50])
    assert len(framed.FRAMES) == 2


def test_columns_left_out_and_relations_loaded_belong_to_the_frame(offices, django_assert_num_queries):
    named = offices.only("name", "coordinator", "area__name")
    for rows in (offices, offices.defer("name"), named, offices.select_related(None).select_related("area")):
        with django_assert_num_queries(1):
            first = first_keys_then_rows(rows, 5)[0]
            assert first.area.name
        assert first.get_deferred_fields() == rows[0].get_deferred_fields()


def test_counts_that_ask_alike_belong_to_the_frame_and_others_do_without(offices, monkeypatch):
    monkeypatch.setattr(framed, "FRAMES", {})
    posts = counted(Post._base_manager.filter(office=OuterRef("pk")), "office")
    plain = {row.pk: row.n for row in offices.annotate(n=posts)}
    for rows in (with_known(offices, n=posts), with_known(offices.filter(area__kind="city"), n=posts)):
        found = first_keys_then_rows(rows, 50)
        assert found == list(rows[:50]) != []
        assert all(row.n == plain[row.pk] for row in found) and any(row.n for row in found)
    assert len(framed.FRAMES) == 1
    rows = offices.annotate(n=posts)
    assert [row.n for row in first_keys_then_rows(rows, 50)] == [row.n for row in rows[:50]]
    another = counted(Post._base_manager.filter(office=OuterRef("pk"), role="none"), "office")
    assert {row.n for row in first_keys_then_rows(with_known(offices, n=another), 50)} == {0}
    assert len(framed.FRAMES) == 2


def test_frames_are_forgotten_before_they_fill_the_memory(offices, monkeypatch):
    monkeypatch.setattr(framed, "FRAMES", {})
    monkeypatch.setattr(framed, "MOST", 1)
    first_keys_then_rows(offices, 5), first_keys_then_rows(offices.order_by("name"), 5)
    assert len(framed.FRAMES) == 1


def test_keys_that_cannot_exist_give_no_rows(offices):
    assert first_keys_then_rows(offices.none(), 5) == []
    frame = Frame(lambda: Office.objects.select_related("area"))
    assert frame.read(Office.objects.filter(pk__in=[]).values("pk")) == []
    one = offices[0]
    assert frame.read(Office.objects.filter(pk=one.pk).values("pk")) == [one]


def test_rows_beside_rows_are_those_of_a_prefetch_in_one_statement_each(cast):
    def lookups():
        mandates = Mandate.objects.select_related("term").order_by("-pk")
        return Prefetch("mandates", mandates, to_attr="held"), "memberships", Prefetch("user__posts")

    first = Mandate.objects.order_by("pk").first()
    Mandate.objects.create(
        deputy=first.deputy, term=first.term, level=first.level, starts_on=first.starts_on, state="ended"
    )  # so that one has several, and their order shows
    ours, theirs = (list(Deputy.objects.order_by("pk")[:20]) for _ in range(2))
    with CaptureQueriesContext(connection) as asked:
        put_beside(ours, lookups())
    prefetch_related_objects(theirs, *lookups())
    assert [row.held for row in ours] == [row.held for row in theirs]
    assert max(len(row.held) for row in ours) > 1 and len(asked) == 4
    for row, other in zip(ours, theirs, strict=True):
        assert all(mandate.deputy is row for mandate in row.held)
        assert list(row.memberships.all()) == list(other.memberships.all())


def test_a_still_prefetch_reads_anew_for_each_page(cast, django_assert_num_queries):
    held = still("mandates", Mandate.objects.select_related("term").order_by("pk"), "held")
    everybody = list(Deputy.objects.order_by("pk"))
    for some in (everybody[:2], everybody[1:], everybody[:1]):
        with django_assert_num_queries(1):
            put_beside(some, [held])
        for row in some:
            assert row.held == list(row.mandates.order_by("pk"))
    Mandate.objects.filter(deputy=everybody[0]).delete()
    put_beside(everybody, [held])
    assert everybody[0].held == [] != everybody[1].held
    by_django = list(Deputy.objects.order_by("pk").prefetch_related(held))
    assert [row.held for row in by_django] == [row.held for row in everybody]


def test_the_word_of_a_choice_is_the_one_the_model_says(cast):
    for post in Post.objects.all()[:20]:
        assert label(post, "role") == post.get_role_display()
    assert label(Post(role="nobody"), "role") == "nobody"


def test_keys_go_as_one_array_and_a_single_one_as_an_equation(cast):
    keys = set(Post.objects.values_list("user", flat=True)[:3])
    several, single = (
        Post.objects.filter(among("user", keys)),
        Post.objects.filter(among("user", [min(keys)])),
    )
    assert {post.user_id for post in several} == keys
    assert "= ANY(" in str(several.query) and "ANY" not in str(single.query)
    assert set(Post.objects.exclude(among("user", keys))) == set(Post.objects.exclude(user__in=keys))
    assert list(Post.objects.filter(among("user", []))) == []
    assert set(User.objects.filter(among("posts__area", [cast.city.pk, 0]))) == set(
        User.objects.filter(posts__area=cast.city)
    )
