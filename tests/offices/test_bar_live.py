"""The bar in a real browser: signing in, changing the post, the warning before the time-out."""

import pytest
from django.utils import timezone

from offices.models import Post

PASSWORD = "Lian-Luo-Zhan-01"
AWAY = "localStorage.setItem('liaison-seen', String(Date.now() - {minutes} * 60000))"


@pytest.fixture
def signed_in(live_server, cast, page):
    cast.zhou.set_password(PASSWORD)
    cast.zhou.save()
    today = timezone.localdate()
    Post.objects.create(user=cast.zhou, role="leader", area=cast.east, title="督导组长", starts_on=today)
    page.goto(f"{live_server.url}/accounts/sign-in/?next=/offices/substitutes/")
    page.get_by_label("登录名").fill("zhou")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="代理安排").wait_for()
    return page


def test_a_person_changes_the_post_in_the_bar(signed_in):
    signed_in.get_by_role("button", name="切换身份").click()
    signed_in.get_by_role("button", name="东湖区 督导组长").click()
    signed_in.get_by_text("现以“东湖区 督导组长”身份办理").wait_for()


def test_the_time_out_is_announced_and_one_click_puts_it_off(signed_in):
    note = signed_in.locator("[data-idle-note]")
    assert note.is_hidden()
    signed_in.evaluate(AWAY.format(minutes=29))
    signed_in.get_by_text("分钟后将自动退出").wait_for()
    signed_in.get_by_role("button", name="继续使用").click()
    note.wait_for(state="hidden")


def test_after_the_time_out_the_page_says_how_to_keep_what_was_typed(signed_in):
    signed_in.evaluate(AWAY.format(minutes=31))
    signed_in.get_by_text("登录后自动恢复").wait_for()
    assert signed_in.get_by_role("button", name="继续使用").is_hidden()


def test_signing_out_by_the_menu_ends_at_the_door(signed_in, cast):
    signed_in.get_by_role("button", name=cast.zhou.name).click()
    signed_in.get_by_role("button", name="退出登录").click()
    signed_in.get_by_text("您已安全退出").wait_for()
