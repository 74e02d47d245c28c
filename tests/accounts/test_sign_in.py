"""Signing in and out."""

import pytest
from django.test import Client

from accounts.models import User
from journal.models import Entry

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"
PASSWORD = "Lian-Luo-Zhan-01"


@pytest.fixture
def wang(db) -> User:
    return User.objects.create_user("wang", PASSWORD, name="王芳")


def sign_in(client: Client, username: str, password: str, **more):
    return client.post(SIGN_IN, {"username": username, "password": password} | more)


def test_every_page_asks_a_stranger_to_sign_in_and_brings_him_back(client, wang):
    answer = client.get("/accounts/password/?a=1")
    assert answer.status_code == 302
    assert answer["Location"] == f"{SIGN_IN}?next=/accounts/password/%3Fa%3D1"
    answer = sign_in(client, "wang", PASSWORD, next="/accounts/password/?a=1")
    assert answer["Location"] == "/accounts/password/?a=1"


def test_next_never_leads_to_another_site(client, wang):
    answer = sign_in(client, "wang", PASSWORD, next="https://elsewhere.example/")
    assert answer["Location"] == "/"


def test_a_fragment_of_a_signed_out_page_moves_the_whole_page(client):
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/opinions/?state=new"}
    answer = client.get("/accounts/password/", headers=asked)
    assert answer["HX-Redirect"] == f"{SIGN_IN}?next=/opinions/%3Fstate%3Dnew"


def test_a_stranger_who_posts_is_brought_back_to_the_page_he_posted_from(client):
    answer = client.post("/offices/act-as/", headers={"Referer": "http://testserver/receptions/"})
    assert answer["Location"] == f"{SIGN_IN}?next=/receptions/"
    answer = client.post("/offices/act-as/", headers={"Referer": "https://elsewhere.example/x"})
    assert answer["Location"] == f"{SIGN_IN}?next=/"


def test_a_wrong_password_keeps_the_name_and_says_so(client, wang):
    page = sign_in(client, "wang", "wrong").content.decode()
    assert 'value="wang"' in page
    assert "登录名或密码不正确" in page
    assert "wrong" not in page.replace("wrong_", "")


def test_a_name_longer_than_any_is_refused_beside_the_field(client):
    page = sign_in(client, "w" * 300, PASSWORD)
    assert page.status_code == 200 and "最多64字，现有300字" in page.content.decode()


def test_sign_ins_good_and_bad_and_sign_outs_stand_in_the_journal_with_their_address(client, wang):
    sign_in(client, "wang", "wrong")
    sign_in(client, "wang", PASSWORD)
    client.post("/accounts/sign-out/")
    rows = (
        Entry.objects.filter(kind="sign_in")
        .order_by("pk")
        .values_list("verb", "success", "actor_name", "address")
    )
    assert list(rows) == [
        ("登录被拒", False, "王芳", "127.0.0.1"),
        ("登录", True, "王芳", "127.0.0.1"),
        ("退出", True, "王芳", "127.0.0.1"),
    ]


def test_an_unknown_name_is_recorded_without_its_letters(client, wang):
    sign_in(client, "MySecretPassword!", "x")
    entry = Entry.objects.get(kind="sign_in")
    assert entry.subject.startswith("未知登录名 ")
    assert "MySecret" not in f"{entry.subject}{entry.data}{entry.actor_name}"


def test_a_closed_account_is_refused_in_the_same_words_as_a_wrong_password(client, wang):
    User.objects.filter(pk=wang.pk).update(is_active=False)
    page = sign_in(client, "wang", PASSWORD).content.decode()
    assert "登录名或密码不正确" in page
    assert Entry.objects.get(kind="sign_in").data == {"why": "账号已停用"}


def test_signing_out_takes_a_post(client, wang):
    client.force_login(wang)
    assert client.get("/accounts/sign-out/").status_code == 405
    answer = client.post("/accounts/sign-out/", follow=True)
    assert "您已安全退出" in answer.content.decode()
    assert client.get("/accounts/password/").status_code == 302
