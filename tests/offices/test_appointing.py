"""Giving posts, ending them, standing in for their holders."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from journal.models import Entry
from offices.appointing import end, grant, substitute
from offices.models import Post
from offices.posts import acting_post, colleagues_of, holders, posts_of

NEW = "/offices/posts/new/"
TODAY = timezone.localdate()


def words(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def liu(cast) -> User:
    return User.objects.create(username="liu", name="刘敏", password="!")


def give(cast, user, **fields) -> Post:
    return grant(
        cast.feng, **{"user": user, "role": "leader", "area": cast.city, "starts_on": TODAY} | fields
    )


class TestGranting:
    def test_the_security_administrator_gives_a_post_on_the_page(self, cast, as_, liu):
        client = as_(cast.feng)
        sent = {
            "user": liu.pk,
            "role": "handler",
            "office": cast.education.pk,
            "area": "",
            "starts_on": TODAY,
        }
        answer = client.post(NEW, sent | {"title": "科员"}, follow=True)
        assert "已任命刘敏" in words(answer)
        post = liu.posts.get()
        assert post.area == cast.city
        assert acting_post(liu) == post
        assert Entry.objects.get(verb="任命").actor == cast.feng

    @pytest.mark.parametrize(
        ("role", "place", "field"),
        [
            ("handler", {}, "office"),
            ("handler", {"office": "committee"}, "office"),
            ("committee", {"office": "education"}, "office"),
            ("government", {"office": "education"}, "office"),
            ("leader", {"office": "committee"}, "office"),
            ("clerk", {"area": None}, "area"),
            ("handler", {"office": "education", "area": "east"}, "area"),
        ],
    )
    def test_a_role_at_the_wrong_place_is_refused_beside_the_field(self, cast, liu, role, place, field):
        place = {name: value and getattr(cast, value) for name, value in place.items()}
        with pytest.raises(ValidationError) as no:
            give(cast, liu, role=role, **{"area": None} | place)
        assert list(no.value.message_dict) == [field]
        assert not liu.posts.exists()

    def test_an_administrator_gets_no_post_and_sees_no_case(self, cast, as_):
        with pytest.raises(ValidationError, match="审计管理员不能担任业务岗位"):
            give(cast, cast.shen)
        Post.objects.create(user=cast.shen, role="leader", area=cast.city, starts_on=TODAY)
        assert posts_of(cast.shen) == []
        page = as_(cast.feng).post(NEW, {"user": cast.shen.pk, "role": "leader", "starts_on": TODAY})
        assert page.status_code == 200
        assert "invalid-feedback" in words(page) or "请选择" in words(page)

    def test_nobody_gives_himself_a_post(self, cast, liu):
        with pytest.raises(ValidationError, match="不能给自己授予岗位"):
            grant(liu, user=liu, role="leader", area=cast.city, starts_on=TODAY)

    def test_the_same_post_twice_at_once_is_refused_but_one_after_the_other_is_not(self, cast, liu):
        give(cast, liu, ends_on=TODAY + timedelta(days=10))
        with pytest.raises(ValidationError, match="已有同一任职"):
            give(cast, liu, starts_on=TODAY + timedelta(days=10))
        give(cast, liu, starts_on=TODAY + timedelta(days=11))
        assert liu.posts.count() == 2

    def test_closed_accounts_closed_offices_and_turned_dates_are_refused(self, cast, liu):
        with pytest.raises(ValidationError, match="不能早于开始"):
            give(cast, liu, ends_on=TODAY - timedelta(days=1))
        cast.education.active = False
        cast.education.save()
        with pytest.raises(ValidationError, match="该机构已停用"):
            give(cast, liu, role="handler", area=None, office=cast.education)
        liu.is_active = False
        liu.save()
        with pytest.raises(ValidationError, match="该账号已停用"):
            give(cast, liu)

    def test_others_find_the_pages_closed(self, cast, client):
        for user in (cast.luo, cast.shen, cast.zhou):
            client.force_login(user)
            assert client.get(NEW).status_code == 403
            assert client.post(NEW, {}).status_code == 403


class TestEnding:
    def test_a_post_is_held_through_its_last_day(self, cast, liu):
        post = give(cast, liu)
        end(cast.feng, post, TODAY)
        assert posts_of(liu) == [post]
        Post.objects.filter(pk=post.pk).update(
            starts_on=TODAY - timedelta(days=2), ends_on=TODAY - timedelta(days=1)
        )
        assert posts_of(liu) == []

    def test_a_post_does_not_begin_before_its_first_day(self, cast, liu):
        give(cast, liu, starts_on=TODAY + timedelta(days=1))
        assert posts_of(liu) == []

    def test_substitutes_end_with_the_post(self, cast, liu):
        post = cast.zhou.posts.get()
        row = substitute(cast.feng, post=post, user=liu, starts_on=TODAY, ends_on=TODAY + timedelta(days=9))
        end(cast.feng, post, TODAY + timedelta(days=3))
        row.refresh_from_db()
        assert row.ends_on == TODAY + timedelta(days=3)

    def test_the_page_ends_a_post_and_refuses_a_day_before_its_first(self, cast, as_):
        client, post = as_(cast.feng), cast.zhou.posts.get()
        url = reverse("offices:post_end", args=[post.pk])
        assert "不能早于任职开始" in words(client.post(url, {"on": date(2001, 1, 1)}))
        assert "任职已终止" in words(client.post(url, {"on": TODAY}, follow=True))
        assert Post.objects.get(pk=post.pk).ends_on == TODAY
        assert "任职已定于" in words(client.post(url, {"on": TODAY}))


class TestSubstituting:
    @pytest.fixture
    def colleague(self, cast, liu) -> User:
        give(cast, liu, role="committee", area=None, office=cast.committee, title="副科长")
        return liu

    def send(self, client, post, user, first=TODAY, last=TODAY + timedelta(days=7)):
        sent = {"post": post.pk, "user": user.pk, "starts_on": first, "ends_on": last}
        return client.post("/offices/substitutes/", sent, follow=True)

    def test_a_person_names_a_colleague_who_then_acts_for_him_and_leaves_his_own_trace(
        self, cast, as_, colleague
    ):
        post = cast.zhou.posts.get()
        assert "已安排刘敏代理" in words(self.send(as_(cast.zhou), post, colleague))
        row = post.substitutes.get()
        client = as_(colleague)
        client.post("/offices/act-as/", {"post": row.pk})
        entry = Entry.objects.get(verb="切换身份")
        assert entry.actor == colleague
        assert entry.on_behalf_of == cast.zhou.name
        assert "（代理）" in entry.post
        assert colleague in holders(("committee",), office=cast.committee)

    def test_a_stranger_to_the_office_cannot_be_named(self, cast, as_):
        assert cast.sun not in colleagues_of(cast.zhou)
        page = self.send(as_(cast.zhou), cast.zhou.posts.get(), cast.sun)
        assert not cast.zhou.posts.get().substitutes.exists()
        assert page.status_code == 200

    def test_somebody_elses_post_cannot_be_handed_on(self, cast, as_, colleague):
        self.send(as_(colleague), cast.zhou.posts.get(), colleague)
        assert not Post.objects.exclude(stands_in_for=None).exists()
        with pytest.raises(PermissionDenied):
            substitute(colleague, post=cast.zhou.posts.get(), user=colleague, starts_on=TODAY, ends_on=TODAY)

    def test_nobody_stands_in_for_a_deputy(self, cast, as_, liu):
        with pytest.raises(ValidationError, match="代表职务不能"):
            substitute(cast.feng, post=cast.chen.posts.get(), user=liu, starts_on=TODAY, ends_on=TODAY)
        assert "代表职务由本人履行" in words(as_(cast.chen).get("/offices/substitutes/"))

    def test_a_substitute_names_no_further_substitute(self, cast, liu, colleague):
        row = substitute(
            cast.zhou, post=cast.zhou.posts.get(), user=colleague, starts_on=TODAY, ends_on=TODAY
        )
        with pytest.raises(ValidationError, match="不能再由他人代理"):
            substitute(colleague, post=row, user=cast.sun, starts_on=TODAY, ends_on=TODAY)

    @pytest.mark.parametrize(
        ("first", "last", "fault"),
        [
            (TODAY + timedelta(days=3), TODAY, "不能早于开始"),
            (TODAY, TODAY + timedelta(days=400), "不超过一年"),
            (TODAY - timedelta(days=1), TODAY, "不能从过去开始"),
        ],
    )
    def test_wrong_spans_are_refused(self, cast, as_, colleague, first, last, fault):
        page = self.send(as_(cast.zhou), cast.zhou.posts.get(), colleague, first, last)
        assert fault in words(page)

    def test_the_holder_may_come_back_earlier_and_only_he(self, cast, as_, colleague):
        self.send(as_(cast.zhou), cast.zhou.posts.get(), colleague)
        row = Post.objects.exclude(stands_in_for=None).get()
        url = reverse("offices:substitute_end", args=[row.pk])
        assert as_(colleague).post(url).status_code == 404
        assert "已提前结束" in words(as_(cast.zhou).post(url, follow=True))

    def test_an_administrator_has_nothing_to_hand_on(self, cast, as_):
        assert as_(cast.luo).get("/offices/substitutes/").status_code == 403

    def test_colleagues_are_offered_by_name(self, cast, as_, colleague):
        found = as_(cast.zhou).get("/offices/options/colleagues/", {"q": "刘"}).json()
        assert [row["label"] for row in found["results"]] == ["刘敏"]


def test_a_post_at_an_office_with_the_longest_name_still_fits_the_journal(cast, liu):
    cast.committee.name = "某" * 80
    cast.committee.save()
    post = give(cast, liu, role="committee", area=None, office=cast.committee, title="职" * 50)
    row = substitute(cast.feng, post=post, user=cast.zhou, starts_on=TODAY, ends_on=TODAY)
    assert len(str(row)) == 100
    assert str(row).endswith("（代理）")


class TestActing:
    @pytest.fixture
    def two(self, cast) -> list[Post]:
        Post.objects.create(user=cast.zhou, role="leader", area=cast.east, starts_on=TODAY, title="督导组长")
        return posts_of(cast.zhou)

    def test_the_first_post_acts_until_another_is_chosen(self, cast, as_, two):
        client = as_(cast.zhou)
        page = words(client.get("/accounts/password/"))
        assert f"切换身份，当前：{two[0]}" in page
        page = words(client.post("/offices/act-as/", {"post": two[1].pk}, follow=True))
        assert f"切换身份，当前：{two[1]}" in words(client.get("/accounts/password/"))

    def test_a_post_that_is_not_ones_own_is_refused(self, cast, as_, two):
        client = as_(cast.zhou)
        for wanted in (cast.gao.posts.get().pk, "x", ""):
            client.post("/offices/act-as/", {"post": wanted})
            assert f"当前：{two[0]}" in words(client.get("/accounts/password/"))

    def test_a_chosen_post_that_has_ended_counts_no_more(self, cast, as_, two):
        client = as_(cast.zhou)
        client.post("/offices/act-as/", {"post": two[1].pk})
        Post.objects.filter(pk=two[1].pk).delete()
        assert str(two[0]) in words(client.get("/accounts/password/"))

    def test_changing_the_post_takes_a_post_request(self, cast, as_, two):
        assert as_(cast.zhou).get("/offices/act-as/").status_code == 405


def test_the_list_of_posts_costs_the_same_for_three_rows_as_for_one(cast, as_, django_assert_max_num_queries):
    client, counts = as_(cast.feng), []
    for url in (f"/offices/posts/?user={cast.zhou.pk}", "/offices/posts/"):
        with django_assert_max_num_queries(20) as taken:
            client.get(url)
        counts.append(len(taken))
    assert counts[0] >= counts[1]  # a chosen person is looked up for the filter bar
