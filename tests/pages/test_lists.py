"""The list page: what it understands, what it refuses politely, what it costs."""

import html
import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from pages.lists import ListPage

pytestmark = pytest.mark.usefixtures("viewer")


def names(response) -> list[str]:
    return re.findall(r">(user\d\d)<", response.content.decode())


def address(response, label: str) -> str:
    """The address of the link with this label."""
    return html.unescape(
        re.search(rf'href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?{label}', response.content.decode())[1]
    )


def test_a_list_needs_a_sign_in(client, users):
    client.logout()
    assert "/accounts/sign-in/?next=/" in client.get("/").headers["Location"]


def test_a_list_shows_its_columns_its_buttons_and_how_many(client, users):
    page = client.get("/").content.decode()
    assert "共 <strong>12</strong> 条" in page and "开通账号" in page and "所有可以登录的人。" in page
    assert '<time datetime="2026-11-01T16:00">2026年11月1日 16:00</time>' in page
    assert "zhang@example.cn" not in page


def test_pages_lead_on_and_back(client, users):
    first = client.get("/")
    second = client.get(address(first, "下一页"))
    assert names(first)[0] == "user00" and names(second)[0] == "user05"
    assert names(client.get(address(second, "上一页"))) == names(first)
    assert address(second, "首页") == "/"


def test_an_order_is_kept_through_the_pages(client, users):
    first = client.get("/?sort=-last_login")
    assert 'aria-sort="descending"' in first.content.decode()
    assert "sort=-last_login" in address(first, "下一页")


def test_the_count_stops_at_the_cap(client, users):
    User.objects.bulk_create([User(username=f"more{n}", name="多") for n in range(20)])
    assert "共 <strong>20+</strong> 条" in client.get("/").content.decode()


def test_filters_narrow_and_say_so(client, users):
    page = client.get("/?kind=system").content.decode()
    assert "共 <strong>3</strong> 条" in page
    assert "管理员类别：系统管理员" in page and "清空" in page


def test_rare_filters_and_buttons_wait_behind_more_until_one_is_used(client, users):
    page = client.get("/").content.decode()
    bar, folded = page.split('<details class="filter-more">')
    assert 'name="kind"' in bar and 'name="number"' not in bar
    assert 'name="number"' in folded.split("</details>")[0]
    head, menu = bar.split('<details class="popdown">')
    assert "开通账号" in head and "批量打印" not in head
    assert "批量打印" in menu.split("</details>")[0]
    assert '<details class="filter-more" open>' in client.get("/?number=7").content.decode()


def test_a_list_without_rare_filters_has_no_such_fold(client, users):
    page = client.get("/searched/").content.decode()
    assert "filter-more" not in page


def test_a_range_of_days_holds_both_its_ends(client, users):
    response = client.get("/?created_after=2026-11-02&created_before=2026-11-03")
    assert names(response) == ["user01", "user02"]
    assert "创建时间：2026年11月2日至2026年11月3日" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("sort=password", "不能按所选的列排序"),
        ("after=forged", "翻页位置已失效"),
        ("before=a.b", "翻页位置已失效"),
        ("number=x", "序号：输入一个数字。"),
        ("kind=king", "管理员类别："),
        ("created_after=2026-13-40", "创建时间："),
        ("one=x", "某人："),
    ],
)
def test_what_cannot_be_read_is_ignored_and_told(client, users, query, told):
    response = client.get(f"/?{query}")
    assert response.status_code == 200 and told in response.content.decode()
    assert len(names(response)) == 5


@pytest.mark.parametrize("query", ["q=%00", "number=%00", "cols=%00", "sort=%00", "after=%00", "one=%00", "kind=%00",
                                   "number=99999999999999999999999", "one=99999999999999999999999"])  # fmt: skip
def test_odd_characters_and_sizes_break_nothing(client, users, query):
    assert client.get(f"/?{query}").status_code == 200


def test_chosen_columns_are_shown_and_a_hidden_one_stays_masked(client, users):
    page = client.get("/?cols=username,email").content.decode()
    assert ">邮箱<" in page and "创建时间</a>" not in page
    assert "zhang@example.cn" not in page and "z**" in page


def test_unknown_columns_leave_the_usual_ones(client, users):
    assert "创建时间</a>" in client.get("/?cols=nothing").content.decode()


def test_the_fragment_is_the_same_view_without_the_frame(client, users):
    whole, part = client.get("/?kind=system"), client.get("/?kind=system", headers={"HX-Request": "true"})
    assert "<html" in whole.content.decode() and "<html" not in part.content.decode()
    assert names(whole) == names(part)
    assert "HX-Request" in part.headers["Vary"]


def test_going_back_in_the_browser_gets_the_whole_page(client, users):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get("/", headers=headers).content.decode()


def test_a_saved_view_is_marked_when_it_is_shown(client, users):
    page = client.get("/?kind=system&sort=-pk").content.decode()
    assert re.search(r'href="/\?kind=system" class="active"', page)


def test_an_empty_list_says_what_to_do(client, db):
    page = client.get("/").content.decode()
    assert "还没有账号" in page and "由系统管理员开通。" in page


def test_a_list_filtered_to_nothing_offers_the_way_back(client, users):
    page = client.get("/?number=99999&sort=-pk").content.decode()
    assert "没有符合条件的记录" in page and 'href="/?sort=-pk"' in page


def test_three_rows_cost_as_many_queries_as_one(client, db):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        return len(queries)

    User.objects.create(username="user00", name="甲")
    cost()
    one = cost()
    for n in (1, 2):
        User.objects.create(username=f"user0{n}", name="甲")
    assert cost() == one <= 8


def test_what_a_user_typed_is_text_and_never_markup(client, users):
    User.objects.filter(username="user00").update(name="<script>alert(1)</script>")
    page = client.get("/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_a_list_has_one_order():
    with pytest.raises(ImproperlyConfigured):
        type("Wrong", (ListPage,), {"order": ("name", "-username")})


def test_options_answer_what_was_typed(client, users):
    answer = client.get("/options/?q=user1").json()
    assert [row["label"] for row in answer["results"]] == ["张三10", "张三11"]
    assert answer["more"] is False
    assert len(client.get("/options/?q=%00").json()["results"]) > 0
