"""Leaving who was away too long."""

import pytest

from accounts.models import User
from journal.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/accounts/password/"


@pytest.fixture
def clock(monkeypatch):
    now = {"now": 1_000_000}
    monkeypatch.setattr("offices.sessions.time.time", lambda: now["now"])
    return now


@pytest.fixture
def wang(client) -> User:
    user = User.objects.create_user("wang", "Lian-Luo-Zhan-01", name="王芳")
    client.force_login(user)
    return user


def test_half_an_hour_without_a_request_signs_out_says_why_and_comes_back(client, wang, clock):
    assert client.get(PAGE).status_code == 200
    clock["now"] += 30 * 60
    assert client.get(PAGE).status_code == 200
    clock["now"] += 30 * 60 + 1
    answer = client.get(f"{PAGE}?a=1", follow=True)
    assert (
        answer.redirect_chain[-1][0] == "/accounts/sign-in/?why=idle&next=%2Faccounts%2Fpassword%2F%3Fa%3D1"
    )
    assert "因长时间未操作已退出" in answer.content.decode()
    assert Entry.objects.get(verb="超时退出").actor == wang


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(client, wang, clock):
    client.get(PAGE)
    for _ in range(4):
        clock["now"] += 10 * 60
        answer = client.get(PAGE, headers={"X-Poll": "1"})
    assert answer.status_code == 302


def test_being_seen_costs_at_most_one_write_a_minute(client, wang, clock, django_assert_max_num_queries):
    client.get(PAGE)
    for seconds, writes in ((59, 0), (1, 1)):
        clock["now"] += seconds
        with django_assert_max_num_queries(9) as taken:
            client.get(PAGE)
        assert sum("UPDATE" in query["sql"] for query in taken.captured_queries) == writes


def test_a_fragment_of_an_idle_page_moves_the_whole_page(client, wang, clock):
    client.get(PAGE)
    clock["now"] += 3600
    answer = client.get(PAGE, headers={"HX-Request": "1", "HX-Current-URL": "http://testserver/opinions/"})
    assert answer["HX-Redirect"].endswith("next=%2Fopinions%2F")
