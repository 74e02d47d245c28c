"""The buttons beside a title: open and folded, links and forms, escaped; and the tabs of a list."""

from pages.actions import Action
from pages.buttons import bulk_html, buttons_html, tabs_html
from pages.links import Tab

OPEN = Action("登记<b>", "/new/?a=1&b=2", "primary", "plus")
RARE = Action("打印", "/print/", icon="printer", more=True)
POST = Action("删除", "/drop/", "danger", "trash", "post", "确定“删除”吗？")


def drawn(*actions: Action, token: str = "TOKEN") -> str:
    return buttons_html(actions, lambda: token)


def test_links_are_escaped_and_rare_ones_folded():
    html = drawn(OPEN, RARE)
    assert '<a class="btn btn-primary" href="/new/?a=1&amp;b=2">' in html and "登记&lt;b&gt;" in html
    assert html.index("登记") < html.index("<details") < html.index("打印")
    assert "<details" not in drawn(OPEN) and drawn() == ""


def test_what_is_posted_carries_the_token_of_who_asks_and_its_question():
    first, second = drawn(POST, OPEN), drawn(POST, token="ANOTHER")
    assert '<form method="post" action="/drop/" data-once data-confirm="确定“删除”吗？">TOKEN<button' in first
    assert "ANOTHER" in second and "TOKEN" not in second
    assert first.index("删除") < first.index("登记")


def test_tabs_say_which_one_is_shown_and_bulk_buttons_where_they_send():
    html = tabs_html((Tab("全部", "/", True), Tab("<旧>", "/?a=1&b=2", False)))
    assert html.count("aria-current") == 1 and "&lt;旧&gt;" in html and tabs_html(()) == ""
    assert 'formaction="/new/?a=1&amp;b=2"' in bulk_html((OPEN,)) and bulk_html(()) == ""
