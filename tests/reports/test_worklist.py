"""我的待办: what waits comes first, what does not is one line, and nobody is left without a word."""

import pytest

from tests.cast import PEOPLE


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_has_a_first_page(client, cast, who):
    client.force_login(getattr(cast, who))
    page = client.get("/")
    assert page.status_code == 200
    assert "我的待办" in page.content.decode()


def test_what_waits_is_a_card_and_what_does_not_is_one_line(client, cast):
    cast.suggestion(title="关于增设公交站的建议")
    client.force_login(cast.chen)
    page = client.get("/")
    assert "关于增设公交站的建议" in page.content.decode()
    assert all(card.count for card in page.context["cards"])
    assert page.context["quiet"]
    assert all(card.title in page.content.decode().split("目前没有")[1] for card in page.context["quiet"])


def test_a_person_without_a_post_is_told_whom_to_ask(client, cast):
    cast.lin.posts.update(ends_on="2026-01-01", starts_on="2022-01-01")
    client.force_login(cast.lin)
    assert "请联系安全管理员为您授予岗位" in client.get("/").content.decode()


def test_administrators_find_their_own_work_and_no_cases(client, cast):
    client.force_login(cast.luo)
    page = client.get("/")
    assert "系统管理员" in page.content.decode()
    assert {card.key for card in page.context["cards"]} == {"pages"}


def test_the_first_page_is_closed_to_strangers(client, cast):
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("who", ["zhou", "chen", "sun", "lin"])
def test_the_first_page_costs_the_same_for_three_rows_as_for_one(
    client, cast, who, django_assert_max_num_queries
):
    client.force_login(getattr(cast, who))
    cast.opinion()
    cast.suggestion(state="submitted", submitted_on="2026-11-01")
    with django_assert_max_num_queries(28) as once:
        client.get("/")
    for _ in range(2):
        cast.opinion()
        cast.suggestion(state="submitted", submitted_on="2026-11-01")
    with django_assert_max_num_queries(len(once)):
        client.get("/")
