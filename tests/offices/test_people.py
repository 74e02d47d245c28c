"""The register of accounts."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from journal.models import Entry
from offices.models import Post
from offices.people import initial_password

NEW = "/accounts/users/new/"


def words(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def system(cast, as_):
    return as_(cast.luo)


def switch(client, user, action):
    return client.post(reverse("offices:user_switch", args=[user.pk]), {"action": action}, follow=True)


def test_a_new_account_shows_its_first_password_once_and_must_change_it(cast, system, client):
    answer = system.post(NEW, {"username": "liu.min", "name": "刘敏", "email": "", "admin_kind": ""})
    password = re.search(r"<code[^>]*>([^<]+)</code>", words(answer)).group(1)
    assert "no-store" in answer["Cache-Control"]
    user = User.objects.get(username="liu.min")
    assert user.check_password(password)
    assert password not in words(system.get(reverse("offices:user", args=[user.pk])))
    assert not any(password in str(row) for row in Entry.objects.values_list("data", flat=True))
    client.logout()
    answer = client.post("/accounts/sign-in/", {"username": "liu.min", "password": password}, follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/password/"


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"username": "LUO", "name": "刘敏"}, "这个登录名已有人使用"),
        ({"username": "li", "name": "刘敏"}, "3至32位"),
        ({"username": "刘 敏", "name": "刘敏"}, "3至32位"),
        ({"username": "liu.min", "name": ""}, "请填写姓名"),
        ({"username": "liu.min", "name": "刘敏", "email": "x@"}, "电子邮"),
    ],
)
def test_a_wrong_account_is_refused_and_keeps_what_was_typed(cast, system, fields, fault):
    before = User.objects.count()
    answer = system.post(NEW, fields)
    assert fault in words(answer)
    assert f'value="{fields["username"]}"' in words(answer)
    assert User.objects.count() == before


def test_first_passwords_satisfy_the_rules_and_differ():
    made = {initial_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"[A-Z]{4}[-+=@][a-z]{4}[-+=@][2-9]{4}", one) for one in made)


def test_disabling_names_the_open_posts_and_ends_them_and_their_substitutes(cast, system):
    today = timezone.localdate()
    post = cast.zhou.posts.get()
    stand_in = Post.objects.create(
        user=cast.wu, role=post.role, area=post.area, office=post.office, starts_on=today - timedelta(days=5),
        ends_on=today + timedelta(days=5), stands_in_for=post,
    )  # fmt: skip
    question = words(system.get(reverse("offices:user_switch", args=[cast.zhou.pk])))
    assert "以下1个任职" in question
    assert str(post) in question
    assert "的账号已停用" in words(switch(system, cast.zhou, "disable"))
    assert not User.objects.get(pk=cast.zhou.pk).is_active
    assert Post.objects.get(pk=post.pk).ends_on < today
    assert Post.objects.get(pk=stand_in.pk).ends_on < today


def test_a_disabled_person_is_signed_out_at_once(cast, client, as_):
    as_(cast.zhou)
    assert client.get("/accounts/password/").status_code == 200
    User.objects.filter(pk=cast.zhou.pk).update(is_active=False)
    assert client.get("/accounts/password/").status_code == 302


def test_a_post_that_has_not_begun_goes_with_the_account(cast, system):
    soon = timezone.localdate() + timedelta(days=30)
    cast.zhou.posts.all().delete()
    Post.objects.create(user=cast.zhou, role="leader", area=cast.city, starts_on=soon)
    switch(system, cast.zhou, "disable")
    assert not cast.zhou.posts.exists()
    assert Entry.objects.filter(verb="终止任职").count() == 1


def test_a_second_click_says_that_it_was_done_before(cast, system):
    switch(system, cast.zhou, "disable")
    assert "此前已停用" in words(switch(system, cast.zhou, "disable"))
    assert Entry.objects.filter(verb="停用账号").count() == 1


def test_enabling_again_does_not_bring_the_posts_back(cast, system):
    switch(system, cast.zhou, "disable")
    switch(system, cast.zhou, "enable")
    user = User.objects.get(pk=cast.zhou.pk)
    assert user.is_active
    assert not Post.objects.in_force(timezone.localdate()).filter(user=user).exists()


def test_nobody_closes_his_own_account_nor_the_last_administrator_of_a_kind(cast, system):
    assert "不能停用或启用自己的账号" in words(switch(system, cast.luo, "disable"))
    assert "最后一个" in words(switch(system, cast.shen, "disable"))
    User.objects.create(username="audit2", name="二号", admin_kind="audit")
    assert "账号已停用" in words(switch(system, cast.shen, "disable"))


def test_an_administrators_account_waits_for_the_security_administrator(cast, system, client):
    system.post(NEW, {"username": "second", "name": "第二", "admin_kind": "audit"})
    user = User.objects.get(username="second")
    assert not user.is_active
    assert "须由安全管理员启用" in words(switch(system, user, "enable"))
    client.force_login(cast.feng)
    assert "账号已启用" in words(switch(client, user, "enable"))


def test_a_reset_gives_a_new_password_ends_the_sessions_and_lifts_the_lock(cast, system, client):
    AccessAttempt.objects.create(username="zhou", ip_address="10.0.0.1", failures_since_start=5)
    answer = system.post(reverse("offices:user_reset", args=[cast.zhou.pk]))
    password = re.search(r"<code[^>]*>([^<]+)</code>", words(answer)).group(1)
    user = User.objects.get(pk=cast.zhou.pk)
    assert user.check_password(password)
    assert user.must_change_password
    assert not AccessAttempt.objects.exists()


def test_nobody_resets_his_own_password(cast, system):
    answer = system.post(reverse("offices:user_reset", args=[cast.luo.pk]), follow=True)
    assert "请用“修改密码”" in words(answer)
    assert User.objects.get(pk=cast.luo.pk).password == "!"


def test_changing_the_words_of_an_account_is_journalled_without_them(cast, system):
    url = reverse("offices:user_edit", args=[cast.zhou.pk])
    system.post(url, {"name": "周静", "email": "zhou@example.cn"})
    assert User.objects.get(pk=cast.zhou.pk).name == "周静"
    assert Entry.objects.get(verb="修改账号").data == {"fields": ["email", "name"]}
    assert words(system.post(url, {"name": ""})).count("请填写姓名") >= 1


def test_business_people_and_the_auditor_find_no_register(cast, client):
    for user in (cast.zhou, cast.lin, cast.chen, cast.gao, cast.shen):
        client.force_login(user)
        for url in ("/accounts/users/", NEW, "/accounts/locks/", "/offices/posts/", "/offices/areas/"):
            assert client.get(url).status_code == 403, (user, url)


def test_the_security_administrator_reads_the_register_but_makes_no_account(cast, as_):
    client = as_(cast.feng)
    assert client.get("/accounts/users/").status_code == 200
    assert client.get(NEW).status_code == 403
    assert client.get(reverse("offices:user_reset", args=[cast.zhou.pk])).status_code == 403
    assert client.get(reverse("offices:user_switch", args=[cast.zhou.pk])).status_code == 403


def test_the_list_costs_as_many_queries_for_three_rows_as_for_one(
    cast, system, django_assert_max_num_queries
):
    system.get("/accounts/users/")
    one = "/accounts/users/?q=zhou"
    three = "/accounts/users/?q=zh"
    counts = []
    for url, names in ((one, ["zhou"]), (three, ["zhao", "zheng", "zhou"])):
        with django_assert_max_num_queries(20) as taken:
            page = words(system.get(url))
        assert all(name in page for name in names)
        counts.append(len(taken))
    assert counts[0] == counts[1]


def test_the_list_finds_by_name_and_exports_what_it_shows(cast, system):
    assert "zheng" in words(system.get("/accounts/users/", {"q": cast.zheng.name}))
    assert system.get("/accounts/users/?export=xlsx").status_code == 200
    assert Entry.objects.get(kind="export").data["rows"] == User.objects.count()


class TestLocks:
    @pytest.fixture
    def lock(self, cast):
        for agent in ("a", "b"):
            AccessAttempt.objects.create(
                username="zhou", ip_address="10.0.0.1", user_agent=agent, failures_since_start=3
            )
        AccessAttempt.objects.create(username="Secret-word-1", ip_address="10.0.0.2", failures_since_start=9)
        AccessAttempt.objects.create(username="lin", ip_address="10.0.0.3", failures_since_start=2)

    def test_the_page_names_who_is_locked_and_hides_what_is_no_name(self, cast, as_, lock):
        page = words(as_(cast.feng).get("/accounts/locks/"))
        assert "zhou" in page
        assert "15分钟" in page
        assert "Secret-word-1" not in page
        assert "10.0.0.3" not in page

    def test_unlocking_opens_and_is_journalled_and_a_second_click_is_told(self, cast, as_, lock):
        client = as_(cast.feng)
        sent = {"username": "zhou", "address": "10.0.0.1"}
        assert "已解锁zhou" in words(client.post("/accounts/locks/unlock/", sent, follow=True))
        assert "此前已解除" in words(client.post("/accounts/locks/unlock/", sent, follow=True))
        assert AccessAttempt.objects.count() == 2
        assert Entry.objects.get(verb="解锁登录").data == {"from": "10.0.0.1"}

    def test_the_system_administrator_cannot_unlock(self, cast, system, lock):
        assert system.post("/accounts/locks/unlock/", {"username": "zhou"}).status_code == 403
