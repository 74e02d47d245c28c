"""The pages in a real browser: keyboard, fragments, guards, large type, narrow screens, contrast."""

import re

import pytest
from playwright.sync_api import expect

from tests.barriers import hindrances

PAGES = (
    "/",
    "/?number=x&sort=no",
    "/?number=99999",
    "/form/",
    "/case/",
    "/worklist/",
    "/charts/",
    "/sheet/",
    "/confirm/",
)


@pytest.fixture
def tab(page, users, viewer, live_server, client):
    """A page whose visitor is signed in; what the console complains about fails the test."""
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.home = live_server.url
    yield page
    assert said == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_screen_and_everyone_can_read_it(tab, path):
    tab.goto(tab.home + path)
    assert hindrances(tab) == []


def test_large_type_stays_readable_and_is_remembered(tab):
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(tab.home + "/case/")
    tab.get_by_role("button", name="大字").click()
    tab.goto(tab.home + "/")
    assert tab.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    expect(tab.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")


def test_on_a_telephone_all_that_is_told_of_a_step_stands_beside_its_mark(tab):
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(tab.home + "/case/")
    lefts = tab.locator(".case-track li").evaluate_all(
        "steps => steps.map(step => [...step.querySelectorAll('.track-label, .track-note')]"
        ".map(part => part.getBoundingClientRect().left))"
    )
    assert max(len(of_step) for of_step in lefts) == 4, "the label, the day, who, and a note"
    assert all(len(set(of_step)) == 1 for of_step in lefts)


def test_a_filter_changes_the_rows_and_the_address_without_a_new_page(tab):
    tab.goto(tab.home + "/")
    tab.evaluate("window.same = true")
    tab.get_by_label("管理员类别").select_option("system")
    expect(tab.locator(".list-count")).to_have_text("共 3 条")
    assert "kind=system" in tab.url and tab.evaluate("window.same") is True
    tab.go_back()
    expect(tab.locator(".list-count")).to_have_text("共 12 条")


def test_columns_can_be_chosen(tab):
    tab.goto(tab.home + "/?kind=system")
    tab.get_by_text("选择列").click()
    tab.get_by_label("邮箱").check()
    tab.get_by_role("button", name="应用").click()
    expect(tab.get_by_role("columnheader", name="邮箱")).to_be_visible()
    expect(tab.locator(".list-count")).to_have_text("共 3 条")


def test_the_first_thing_the_keyboard_meets_is_the_way_to_the_matter(tab):
    tab.goto(tab.home + "/")
    tab.keyboard.press("Tab")
    expect(tab.locator(".skip-link")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator("#content")).to_be_focused()


def test_a_slash_goes_to_the_search_box(tab):
    tab.goto(tab.home + "/searched/")
    tab.keyboard.press("/")
    expect(tab.get_by_role("searchbox")).to_be_focused()
    tab.keyboard.type("user1/")
    expect(tab.get_by_role("searchbox")).to_have_value("user1/")


def test_a_select_of_thousands_is_searched_by_keyboard(tab):
    tab.goto(tab.home + "/")
    box = tab.get_by_role("combobox", name="某人")
    box.press_sequentially("user03")
    expect(tab.get_by_role("option", name="张三3")).to_be_visible()
    box.press("Enter")
    expect(box).to_have_value("张三3")
    expect(tab.locator(".list-count")).to_have_text("共 1 条")


def test_what_was_chosen_can_be_exchanged_with_one_click(tab):
    tab.goto(tab.home + "/")
    box = tab.get_by_role("combobox", name="某人")
    box.press_sequentially("user03")
    expect(tab.get_by_role("option", name="张三3")).to_be_visible()
    box.press("Enter")
    expect(tab.locator(".list-count")).to_have_text("共 1 条")
    box = tab.get_by_role("combobox", name="某人")
    box.click()
    expect(tab.get_by_role("option", name="张三3", exact=True)).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("张三4")


def test_several_can_be_picked_and_taken_back(tab):
    tab.goto(tab.home + "/form/")
    box = tab.get_by_role("combobox", name="参加人员")
    for name in ("user01", "user02"):
        box.press_sequentially(name)
        expect(tab.get_by_role("option")).to_have_count(1)
        box.press("Enter")
    tab.get_by_role("button", name="去掉 张三1").click()
    assert tab.locator("#id_many").evaluate("s => [...s.selectedOptions].map(o => o.textContent)") == [
        "张三2"
    ]


def test_a_second_click_sends_nothing_and_typing_is_not_lost_unasked(tab):
    tab.goto(tab.home + "/form/")
    asked, sent = [], []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    tab.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    tab.get_by_label(re.compile("标题")).fill("字")
    tab.get_by_role("link", name="返回").click(no_wait_after=True)
    tab.wait_for_timeout(300)
    assert asked == ["beforeunload"] and tab.url.endswith("/form/")
    tab.get_by_role("button", name="保存").dblclick()
    expect(tab.locator(".fault-summary")).to_be_focused()
    assert sent == ["POST"] and asked == ["beforeunload"]


def test_a_step_with_a_form_opens_in_place(tab):
    tab.goto(tab.home + "/case/")
    tab.locator("summary", has_text="退回").click()
    tab.get_by_label(re.compile("理由")).fill("")
    tab.locator(".offer-form").get_by_role("button").click()
    expect(tab.get_by_role("link", name="理由：请填写理由。")).to_be_visible()


def test_charts_are_drawn_and_their_tables_open(tab):
    tab.goto(tab.home + "/charts/")
    expect(tab.locator("canvas")).to_have_count(3)
    tab.get_by_text("查看数据表").first.click()
    expect(tab.get_by_role("rowheader", name="12月")).to_be_visible()


def test_paper_shows_the_matter_and_no_buttons(tab):
    tab.goto(tab.home + "/sheet/")
    tab.emulate_media(media="print")
    expect(tab.get_by_role("button", name="打印")).to_be_hidden()
    expect(tab.locator(".site-bar")).to_be_hidden()
    expect(tab.get_by_role("heading", name="答复时限计算书")).to_be_visible()
