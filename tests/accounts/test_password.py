"""Changing one's password, by wish and by force."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from journal.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/accounts/password/"
OLD, NEW = "Lian-Luo-Zhan-01", "Dai-Biao-Zhi-Jia-2"


@pytest.fixture
def wang(db, client) -> User:
    user = User.objects.create_user("wang", OLD, name="王芳")
    client.force_login(user)
    return user


def change(client, old=OLD, new=NEW, again=None):
    return client.post(PAGE, {"old_password": old, "new_password1": new, "new_password2": again or new})


def test_a_good_new_password_is_taken_keeps_the_person_signed_in_and_is_journalled(client, wang):
    answer = change(client)
    assert answer["Location"] == PAGE
    wang.refresh_from_db()
    assert wang.check_password(NEW)
    assert client.get(PAGE).status_code == 200
    assert Entry.objects.get(kind="account").verb == "修改本人密码"


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("Short-1a", "密码至少10个字符"),
        ("onlysmallletters", "至少三类"),
        ("WANG-liaison-2026", "密码不能包含登录名"),
        ("GNAW-liaison-2026", "密码不能包含登录名"),
        (OLD, "新密码不能与原密码相同"),
    ],
)
def test_a_bad_new_password_is_refused_beside_the_field(client, wang, new, words):
    form = change(client, new=new).context["form"]
    assert any(words in said for said in form.errors["new_password1"])
    wang.refresh_from_db()
    assert wang.check_password(OLD)


def test_a_wrong_old_password_and_two_different_new_ones_are_refused(client, wang):
    assert "原密码不正确" in change(client, old="nope").content.decode()
    assert "两次输入的新密码不一致" in change(client, again="Another-One-22").content.decode()


def test_none_of_the_last_five_passwords_may_come_back_but_the_sixth_may(client, wang):
    used = [OLD] + [f"Dai-Biao-Zhi-Jia-{n}" for n in range(5)]
    for old, new in zip(used, used[1:], strict=False):
        assert change(client, old=old, new=new).status_code == 302
    page = change(client, old=used[-1], new=used[1]).content.decode()
    assert "不能使用最近5次用过的密码" in page
    assert change(client, old=used[-1], new=OLD).status_code == 302


def test_a_password_set_by_others_must_be_changed_before_anything_else(client, wang):
    User.objects.update(must_change_password=True)
    assert client.get("/offices/act-as/")["Location"] == PAGE
    assert client.get("/no-such-page/", headers={"HX-Request": "1"})["HX-Redirect"] == PAGE
    assert "初始密码" in client.get(PAGE).content.decode()
    assert change(client)["Location"] == "/"
    assert client.get("/offices/act-as/").status_code == 405


def test_an_old_password_must_be_changed_when_its_time_is_over(client, wang):
    User.objects.update(password_changed_at=timezone.now() - timedelta(days=89))
    assert client.get("/offices/act-as/").status_code == 405
    User.objects.update(password_changed_at=timezone.now() - timedelta(days=90))
    assert client.get("/offices/act-as/")["Location"] == PAGE
    assert "已使用90天" in client.get(PAGE).content.decode()


def test_whoever_must_change_may_still_sign_out(client, wang):
    User.objects.update(must_change_password=True)
    assert client.post("/accounts/sign-out/")["Location"] == "/accounts/sign-in/?why=out"
