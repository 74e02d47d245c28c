"""What was typed survives a session that ended, for who typed it and for nobody else."""

import re
from html import unescape

import pytest
from django.core import signing
from django.test import Client

from accounts.models import User
from accounts.retyping import KEPT, MOST, kept
from pages.fields import seal
from pages.layouts import RETYPED

SIGN_IN, PASSWORD, PAGE = "/accounts/sign-in/", "Lian-Luo-Zhan-01", "/accounts/kept/"
HERE = {"Origin": "http://testserver"}


@pytest.fixture
def lin(cast) -> User:
    for user in (cast.lin, cast.fang):
        user.set_password(PASSWORD)
        user.save()
    return cast.lin


@pytest.fixture
def case(cast):
    return cast.opinion()


@pytest.fixture
def clock(monkeypatch):
    now = {"now": 1_000_000}
    monkeypatch.setattr("offices.sessions.time.time", lambda: now["now"])
    return now


def sign_in(client, username="lin", **more):
    return client.post(SIGN_IN, {"username": username, "password": PASSWORD}, **more)


def send(client, case, headers=None, **fields):
    """An answer given on the spot."""
    typed = {"answer": "已经告诉来访人，\n正在审理", **fields}
    return client.post(f"{case.get_absolute_url()}do/answer/", typed, headers=headers or HERE)


def continued(client):
    """Press 继续填写: every hidden field goes where it was going."""
    page = client.get(PAGE).content.decode()
    form = page[page.index("running-text") :] if "running-text" in page else page
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form):
        fields.setdefault(name, []).append(unescape(value))
    return client.post(unescape(re.search(r'method="post" action="(/opinions[^"]+)"', page)[1]), fields)


def test_after_the_time_out_the_same_person_finds_the_form_filled_in(client, lin, case, clock):
    client.force_login(lin)
    client.get("/")
    clock["now"] += 3600
    answer = send(client, case)
    assert answer["Location"].startswith(f"{SIGN_IN}?why=idle")
    assert "已替您保留" in client.get(answer["Location"]).content.decode()
    assert sign_in(client)["Location"] == PAGE
    assert "正在审理" in client.get(PAGE).content.decode()
    page = continued(client)
    case.refresh_from_db()
    assert page.status_code == 200 and case.state == "opened"
    html = page.content.decode()
    assert "这是您登录失效前填写的内容" in html
    assert "已经告诉来访人，\n正在审理</textarea>" in html and f'name="{RETYPED}"' not in html
    assert send(client, case).status_code == 302
    case.refresh_from_db()
    assert case.state == "answered"


def test_another_person_who_signs_in_sees_nothing_of_it(client, lin, case, clock):
    client.force_login(lin)
    client.get("/")
    clock["now"] += 3600
    send(client, case)
    assert sign_in(client, "fang")["Location"] == "/"
    assert KEPT not in client.session
    assert client.get(PAGE)["Location"] == "/"


def test_a_session_that_is_gone_altogether_is_known_by_the_last_one_who_signed_in(client, lin, case):
    sign_in(client)
    client.cookies.pop("sessionid")
    assert send(client, case)["Location"].startswith(SIGN_IN)
    assert "正在审理" not in str(dict(client.session))
    assert sign_in(client)["Location"] == PAGE


def test_nothing_is_kept_of_a_browser_nobody_has_signed_in_with_or_with_a_forged_cookie(client, lin, case):
    send(client, case)
    assert KEPT not in client.session
    client.cookies["last"] = signing.Signer(salt="other").sign(str(lin.pk))
    send(client, case)
    assert KEPT not in client.session


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        ({"Origin": "https://elsewhere.example"}, {}),
        ({"Referer": "https://elsewhere.example/x"}, {}),
        (HERE | {"Accept": "application/json"}, {}),
        (HERE | {"HX-Request": "true", "HX-Current-URL": "http://testserver/opinions/"}, {}),
        (HERE, {"old_password": "geheim"}),
        (HERE, {"answer": "长" * (MOST + 1)}),
        (HERE, {"answer": ""}),
    ],
)
def test_foreign_small_secret_huge_and_empty_posts_are_not_kept(client, lin, case, headers, fields):
    sign_in(client)
    client.cookies.pop("sessionid")
    send(client, case, headers, **fields)
    assert KEPT not in client.session


def test_a_form_sent_by_htmx_from_its_own_page_is_kept(client, lin, case):
    sign_in(client)
    client.cookies.pop("sessionid")
    page = f"http://testserver{case.get_absolute_url()}do/answer/"
    answer = send(client, case, HERE | {"HX-Request": "true", "HX-Current-URL": page})
    assert answer["HX-Redirect"].startswith(SIGN_IN)
    assert KEPT in client.session


def test_a_tab_left_open_from_an_earlier_session_loses_nothing_either(lin, case):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lin)
    answer = send(client, case)
    assert answer["Location"] == PAGE
    assert "正在审理" in client.get(PAGE).content.decode()
    assert send(client, case, {"Origin": "https://elsewhere.example"}).status_code == 403


def test_a_second_door_left_open_leads_in(lin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lin)
    assert sign_in(client)["Location"] == SIGN_IN
    assert client.get(SIGN_IN)["Location"] == "/"


def test_it_can_be_thrown_away(client, lin, case, clock):
    client.force_login(lin)
    client.get("/")
    clock["now"] += 3600
    send(client, case, HERE | {"Referer": f"http://testserver{case.get_absolute_url()}"})
    sign_in(client)
    assert client.post(PAGE)["Location"] == case.get_absolute_url()
    assert KEPT not in client.session


def test_after_a_forced_change_of_the_password_one_comes_to_what_was_typed(client, lin, case, clock):
    client.force_login(lin)
    client.get("/")
    clock["now"] += 3600
    send(client, case)
    User.objects.filter(pk=lin.pk).update(must_change_password=True)
    sign_in(client)
    assert client.get(PAGE)["Location"] == "/accounts/password/"
    new = "Dai-Biao-Zhi-Jia-2"
    changed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/accounts/password/", changed)["Location"] == PAGE


@pytest.mark.parametrize(
    "broken", ["nonsense", seal("[]"), seal('{"user": 1}')], ids=("nonsense", "a list", "a part")
)
def test_what_cannot_be_read_is_forgotten(rf, lin, broken):
    request = rf.get(PAGE)
    request.user, request.session = lin, {KEPT: broken}
    assert kept(request) is None
    assert request.session == {}
