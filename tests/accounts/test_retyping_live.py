"""A draft typed while the session ends, in a real browser: it stays on the page, and comes back after the door."""

PASSWORD = "Lian-Luo-Zhan-01"
TITLE = "关于修缮人民公园座椅的建议"


def sign_in(page):
    page.get_by_label("登录名").fill("chen")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_draft_outlives_its_session(live_server, cast, page):
    cast.chen.set_password(PASSWORD)
    cast.chen.save()
    page.goto(f"{live_server.url}/accounts/sign-in/?next=/suggestions/new/")
    sign_in(page)
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=situation]").fill("第一行\n第二行")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="检查现在填写的内容").click()
    page.get_by_text("已填写的内容还在本页").wait_for()
    assert page.locator("[name=title]").input_value() == TITLE
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_text("由本人登录后可以继续").wait_for()
    sign_in(page)
    page.get_by_role("button", name="继续填写").click()
    page.get_by_text("这是您登录失效前填写的内容").wait_for()
    assert page.locator("[name=title]").input_value() == TITLE
    assert page.locator("[name=situation]").input_value() == "第一行\n第二行"
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_text("草稿已保存").wait_for()
    assert cast.chen_deputy.suggestions.get().title == TITLE
