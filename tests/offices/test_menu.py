"""The main menu and the bar on top."""

import pytest
from django.test import RequestFactory

from accounts.models import User
from offices.menu import MENU, address, bar, menu_of, nearest
from offices.posts import posts_of


def labels(user) -> list[str]:
    user = User.objects.get(pk=user.pk)
    user.acting = next(iter(posts_of(user)), None)
    return [item.label for item in menu_of(user, "/")]


@pytest.mark.parametrize(
    ("name", "there", "missing"),
    [
        ("lin", {"我的待办", "联络站", "接待日", "群众意见"}, {"建议承办", "参数", "账号", "日志"}),
        ("chen", {"我的待办", "接待日", "代表建议"}, {"代表", "建议承办", "统计报表", "参数"}),
        ("zhou", {"我的待办", "代表", "代表建议", "建议承办", "统计报表", "参数"}, {"账号", "任职", "日志"}),
        ("wu", {"我的待办", "代表建议", "建议承办"}, {"联络站", "代表", "参数"}),
        ("sun", {"我的待办", "建议承办"}, {"联络站", "代表", "代表建议", "参数"}),
        ("gao", {"我的待办", "统计报表", "参数"}, {"建议承办", "账号"}),
        ("luo", {"账号", "行政区域", "机构", "参数"}, {"我的待办", "代表建议", "任职", "日志"}),
        ("feng", {"账号", "任职", "锁定的登录", "参数"}, {"代表建议", "日志"}),
        ("shen", {"日志", "日志核验"}, {"账号", "代表建议", "参数"}),
    ],
)
def test_each_role_finds_its_own_work_and_nothing_else(cast, name, there, missing):
    found = set(labels(getattr(cast, name)))
    assert there <= found
    assert not missing & found


def test_every_entry_of_a_menu_opens(cast, as_):
    for name in ("lin", "chen", "zhou", "wu", "sun", "zheng", "gao", "luo", "feng", "shen"):
        user = User.objects.get(pk=getattr(cast, name).pk)
        user.acting = next(iter(posts_of(user)), None)
        client = as_(user)
        for item in menu_of(user, "/"):
            assert client.get(item.url).status_code == 200, (name, item.label, item.url)


def test_the_entry_of_a_page_is_the_one_with_the_longest_address():
    urls = ["/", "/reports/", "/reports/journal/"]
    pages = ["/", "/reports/journal/5/", "/reports/x/", "/elsewhere/"]
    assert [nearest(page, urls) for page in pages] == ["/", "/reports/journal/", "/reports/", ""]


def test_a_long_menu_tucks_its_rare_entries_away_and_a_short_one_does_not(cast, as_):
    page = as_(cast.zhou).get("/reports/").content.decode()
    rest = page[page.index("menu-rest") :]
    assert "更多" in rest and "工作日历" in rest and "接待日" not in rest[: rest.index("</details>")]
    page = as_(cast.luo).get("/accounts/password/").content.decode()
    assert "menu-rest" not in page and "行政区域" in page


def test_a_name_that_nobody_serves_is_left_out_and_every_name_of_the_menu_is_served():
    assert address("nowhere:nothing") == ""
    assert [entry.name for entry in MENU if not address(entry.name)] == []


def test_a_person_without_a_post_finds_an_empty_menu_and_may_still_leave(cast, as_):
    idle = User.objects.create(username="idle", name="闲", password="!")
    assert labels(idle) == []
    page = as_(idle).get("/accounts/password/").content.decode()
    assert "退出登录" in page


def test_a_page_without_a_person_has_no_bar():
    assert bar(RequestFactory().get("/")) == {}


def test_administrators_are_offered_no_substitutes(cast, as_):
    assert "代理安排" not in as_(cast.luo).get("/accounts/password/").content.decode()
    assert "代理安排" in as_(cast.zhou).get("/accounts/password/").content.decode()
