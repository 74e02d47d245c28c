"""Who may see which rows, with the real models of the rooms above."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from deputies.models import Deputy
from offices.appointing import substitute
from offices.models import Area, Post
from offices.posts import acting_post
from offices.scope import SEES, scope_of
from stations.models import Brand, Opinion, Station, Visit
from suggestions.models import Suggestion

TODAY = timezone.localdate()
MODELS = (Deputy, Station, Visit, Opinion, Suggestion)


def seen(model, user) -> set[int]:
    """What a person sees, read anew, as in a request of his own."""
    fresh = user if isinstance(user, AnonymousUser) else User.objects.get(pk=user.pk)
    return set(model.objects.visible_to(fresh).values_list("pk", flat=True))


@pytest.fixture
def rows(cast):
    """One opinion at 清河站 and a suggestion of Chen's."""
    opinion = cast.opinion()
    suggestion = cast.suggestion()
    return {"opinion": opinion, "suggestion": suggestion}


@pytest.mark.parametrize("name", ["luo", "feng", "shen"])
def test_the_three_administrators_see_no_row_of_any_case(cast, rows, name):
    assert [seen(model, getattr(cast, name)) for model in MODELS] == [set()] * len(MODELS)


def test_a_stranger_and_a_person_without_a_post_see_nothing(cast, rows):
    idle = User.objects.create(username="idle", name="闲", password="!")
    for user in (AnonymousUser(), idle):
        assert [seen(model, user) for model in MODELS] == [set()] * len(MODELS)


def test_an_area_post_reaches_its_area_and_those_below_and_not_those_beside(cast, rows):
    pk = rows["opinion"].pk
    assert pk in seen(Opinion, cast.gao)
    assert pk not in seen(Opinion, cast.tang)
    Post.objects.filter(user=cast.gao).update(area=cast.east)
    assert pk in seen(Opinion, cast.gao)
    Post.objects.filter(user=cast.gao).update(area=cast.west)
    assert pk not in seen(Opinion, cast.gao)


def test_a_clerk_sees_the_own_station_only(cast, rows):
    assert rows["opinion"].pk in seen(Opinion, cast.lin)
    assert rows["opinion"].pk not in seen(Opinion, cast.fang)
    assert seen(Station, cast.lin) == {cast.qinghe.pk}


def test_rows_stay_single_however_many_paths_lead_to_them(cast, rows):
    for user in (cast.zhou, cast.gao, cast.lin, cast.chen):
        for model in MODELS:
            found = list(model.objects.visible_to(User.objects.get(pk=user.pk)).values_list("pk", flat=True))
            assert len(found) == len(set(found)), (user, model)


def test_a_post_that_ended_yesterday_shows_nothing_today(cast, rows):
    Post.objects.filter(user=cast.gao).update(ends_on=TODAY - timedelta(days=1))
    assert seen(Opinion, cast.gao) == set()
    Post.objects.filter(user=cast.gao).update(ends_on=TODAY)
    assert seen(Opinion, cast.gao) == {rows["opinion"].pk}


def test_a_substitute_sees_what_the_holder_sees_and_only_while_he_acts_as_such(cast, rows):
    user = User.objects.create(username="liu", name="刘敏", password="!")
    own = Post.objects.create(user=user, role="handler", area=cast.city, office=cast.housing, starts_on=TODAY)
    for_lin = substitute(cast.lin, post=cast.lin.posts.get(), user=user, starts_on=TODAY, ends_on=TODAY)
    assert seen(Opinion, user) == set()
    user = User.objects.get(pk=user.pk)
    assert acting_post(user) == own
    user.acting = for_lin
    assert rows["opinion"] in Opinion.objects.visible_to(user)
    assert Station.objects.visible_to(user).get() == cast.qinghe


def test_changing_the_post_changes_the_scope_at_once(cast, rows):
    user = User.objects.get(pk=cast.gao.pk)
    assert Opinion.objects.visible_to(user).exists()
    first = scope_of(user)
    user.acting = Post.objects.create(user=user, role="leader", area=cast.west, starts_on=TODAY)
    assert scope_of(user) is not first
    assert not Opinion.objects.visible_to(user).exists()


def test_the_scope_is_reckoned_once_however_often_it_is_asked(cast, rows, django_assert_max_num_queries):
    user = User.objects.get(pk=cast.gao.pk)
    with django_assert_max_num_queries(10) as taken:
        for _ in range(3):
            list(Opinion.objects.visible_to(user))
    plain = [query for query in taken.captured_queries if "stations_opinion" not in query["sql"]]
    assert len(plain) <= 2  # the post, the areas


def test_a_place_sees_by_conditions_made_once_and_anew_when_an_area_was_added(cast, rows):
    zhou, tang = (User.objects.get(pk=one.pk) for one in (cast.zhou, cast.tang))
    first, again, other = (Suggestion.objects.visible_to(one).query.where for one in (zhou, zhou, tang))
    assert first.children[0] is again.children[0] is not other.children[0]
    Area.objects.add_child(cast.west, {"code": "990102009", "name": "新街道", "kind": "street"})
    assert Suggestion.objects.visible_to(zhou).query.where.children[0] is not first.children[0]


def test_rows_narrowed_before_are_narrowed_still(cast, rows):
    number = rows["opinion"].number
    assert not Opinion.objects.exclude(number=number).visible_to(cast.zhou)
    assert not Opinion.objects.visible_to(cast.zhou).exclude(number=number)
    assert [one.number for one in Opinion.objects.filter(number=number).visible_to(cast.zhou)] == [number]
    assert seen(Opinion, cast.zhou) == {rows["opinion"].pk}


def test_what_leads_through_many_to_many_is_seen_once_by_station_and_deputy(cast):
    brand = Brand.objects.create(area=cast.city, name="板凳议事")
    brand.stations.add(cast.qinghe, cast.wangjiang)
    for who in (cast.lin, cast.chen, cast.zhou):
        assert [one.pk for one in Brand.objects.visible_to(User.objects.get(pk=who.pk))] == [brand.pk], who
    brand.stations.remove(cast.qinghe)
    assert not seen(Brand, cast.lin) and seen(Brand, cast.zhou)


def test_every_role_says_what_it_sees():
    assert set(SEES) == set(type(next(iter(SEES))))
