"""The desk from the keyboard, and every page on a wide and a narrow screen, in a real browser."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from stations.choices import OpinionState
from stations.intake import NewMatter, log_visit
from stations.models import Matter, Opinion, Visit
from tests.barriers import hindrances


@pytest.fixture
def tab(page, live_server, client, cast):
    """A page where somebody is signed in; what the console complains about fails the test."""
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def sign_in(user) -> None:
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    page.sign_in, page.home = sign_in, live_server.url
    sign_in(cast.lin)
    yield page
    assert said == []


def test_a_clerk_logs_visits_without_touching_the_mouse(tab, cast, open_day):
    tab.goto(f"{tab.home}/receptions/{open_day.pk}/desk/")
    keys = tab.keyboard
    expect(tab.get_by_label("姓名")).to_be_focused()
    keys.type("刘桂英")
    tab.get_by_label("联系电话").focus()
    keys.type("13912345678")
    tab.locator("[name=m-0-text]").focus()
    keys.type("小区路灯不亮")
    tab.locator("[name=m-0-category]").select_option(str(cast.traffic.pk))
    expect(tab.locator("[name=m-0-answer]")).to_be_hidden()
    tab.locator("[name=m-0-route]").select_option("on_spot")
    tab.locator("[name=m-0-answer]").focus()
    keys.type("已报修")
    keys.press("Alt+n")
    expect(tab.locator("[name=m-1-text]")).to_be_focused()
    keys.type("公交车太少")
    tab.locator("[name=m-1-category]").select_option(str(cast.traffic.pk))
    tab.locator("[name=m-1-route]").select_option("office")
    tab.locator("#id_m-1-office-pick").focus()
    keys.type("交通")
    tab.get_by_role("option", name="云川市交通运输局").wait_for()
    keys.press("Enter")
    keys.press("Control+Enter")
    expect(tab.locator("#visits")).to_contain_text("刘**")
    expect(tab.get_by_label("姓名")).to_be_focused()
    expect(tab.get_by_label("姓名")).to_have_value("")
    assert Visit.objects.get().phone == "13912345678"
    states = dict(Opinion.objects.values_list("text", "state"))
    assert states == {"小区路灯不亮": OpinionState.CLOSED, "公交车太少": OpinionState.REFERRED}
    assert Opinion.objects.get(text="公交车太少").office == cast.transport

    tab.get_by_label("联系电话").fill("139 1234 5678")
    keys.press("Tab")
    expect(tab.locator("#caller")).to_contain_text("曾来访1次")


def test_on_a_receipt_no_number_is_torn_at_its_hyphens(tab, cast, open_day):
    news = [
        NewMatter("路" * length, cast.traffic) for length in range(12, 27, 2)
    ]  # where a line ends, somewhere
    voter = {"voter_name": "刘桂英", "phone": "13912345678", "confidential": False}
    logged = log_visit(
        cast.lin, open_day.station, voter, news, on=open_day.on, token=uuid4(), reception=open_day
    )
    tab.goto(f"{tab.home}/visits/{logged.visit.pk}/receipt/")
    numbers = tab.get_by_text(re.compile(r"^(YJ|DJ)-[\w-]+$"))
    pieces = numbers.evaluate_all("found => found.map(one => one.getClientRects().length)")
    assert pieces == [1] * (len(news) + 1)


def test_a_fault_leaves_the_typing_and_leads_to_the_field(tab, cast, open_day):
    tab.goto(f"{tab.home}/receptions/{open_day.pk}/desk/")
    tab.locator("[name=m-0-text]").fill("井盖破损")
    tab.locator("[name=m-0-route]").select_option("refused")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#error_1_id_voter_name")).to_be_visible()
    expect(tab.get_by_label("姓名")).to_be_focused()
    expect(tab.locator("[name=m-0-text]")).to_have_value("井盖破损")
    expect(tab.locator("[name=m-0-go_instead]")).to_be_visible()
    assert not Visit.objects.exists()
    tab.get_by_label("姓名").fill("王大海")
    tab.locator("[name=m-0-category]").select_option(str(cast.traffic.pk))
    tab.locator("[name=m-0-refusal]").select_option("petition")
    tab.locator("[name=m-0-go_instead]").fill("区信访局")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#visits")).to_contain_text("告知单")
    assert Matter.objects.get().opinion.go_instead == "区信访局"


def test_a_matter_taken_off_again_does_not_count(tab, cast, open_day):
    tab.goto(f"{tab.home}/receptions/{open_day.pk}/desk/")
    tab.get_by_label("姓名").fill("王大海")
    tab.locator("[name=m-0-text]").fill("井盖破损")
    tab.locator("[name=m-0-category]").select_option(str(cast.traffic.pk))
    tab.get_by_role("button", name="再加一件事项").click()
    tab.locator("[name=m-1-text]").fill("打错了")
    tab.locator("[data-matter]").nth(1).get_by_role("button", name="去掉").click()
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#visits")).to_contain_text("王**")
    assert Matter.objects.get().text == "井盖破损"


def test_a_form_shows_what_the_chosen_way_needs_and_keeps_what_was_typed(tab, cast, log):
    opinion = log("公交太少")
    tab.goto(f"{tab.home}/opinions/{opinion.pk}/do/refer/")
    office, receiver = tab.get_by_role("combobox", name="转交单位"), tab.locator("[name=receiver]")
    expect(office).to_be_visible()
    expect(receiver).to_be_hidden()
    tab.get_by_role("radio", name="社区（村）居委会").check()
    receiver.fill("清河社区")
    expect(office).to_be_hidden()
    tab.get_by_role("radio", name="12345热线").check()
    expect(receiver).to_be_hidden()
    expect(tab.locator("[name=outside]")).to_be_visible()
    tab.get_by_role("radio", name="乡镇（街道）").check()
    expect(receiver).to_have_value("清河社区")
    tab.get_by_role("button", name="转交办理").click()
    tab.get_by_text("转办中").first.wait_for()
    assert Opinion.objects.get(pk=opinion.pk).receiver == "清河社区"


def test_attendance_changes_in_place(tab, open_day):
    tab.goto(f"{tab.home}/receptions/{open_day.pk}/desk/")
    tab.get_by_label("姓名").fill("打了一半")
    tab.get_by_role("button", name="到岗").click()
    expect(tab.locator("#roster")).to_contain_text("已到岗")
    expect(tab.get_by_label("姓名")).to_have_value("打了一半")


PAGES = {
    "lin": ("/stations/", "/stations/tree/", "/stations/{s}/", "/receptions/", "/receptions/new/", "/receptions/{d}/",
            "/receptions/{d}/desk/", "/receptions/{d}/register/", "/receptions/{d}/notice/", "/opinions/",
            "/opinions/{o}/", "/opinions/new/", "/receptions/ledger/", "/receptions/plan/", "/receptions/quotas/",
            "/receptions/absences/", "/receptions/absences/new/", "/stations/{s}/rules/", "/receptions/{d}/poster/",
            "/receptions/{d}/plates/", "/receptions/{d}/form/", "/receptions/{d}/report/",
            "/receptions/{d}/do/roster/", "/receptions/{d}/desk/offline/", "/opinions/themes/", "/opinions/themes/find/",
            "/stations/help/", "/receptions/bookings/", "/opinions/hotline/", "/opinions/orders/new/", "/"),
    "zhou": ("/stations/{s}/", "/stations/new/", "/stations/unassigned/", "/stations/{s}/deputies/"),
    "chen": ("/opinions/{o}/", "/receptions/{d}/"),
}  # fmt: skip


@pytest.mark.parametrize("who", PAGES)
def test_a_page_fits_its_screen_and_everyone_can_read_it(tab, cast, open_day, log, who):
    opinion = log("公交太少", "deputy", deputy=cast.chen_deputy, phone="13912345678")
    tab.sign_in(getattr(cast, who))
    faults = []
    for path in PAGES[who]:
        tab.goto(tab.home + path.format(s=cast.qinghe.pk, d=open_day.pk, o=opinion.pk))
        faults += [(path, *one) for one in hindrances(tab)]
    assert faults == []


@pytest.mark.parametrize("who", ["lin", "zhou", "gao", "chen"])
def test_the_menu_takes_one_line_on_a_narrow_desk_also_in_large_type(tab, cast, who):
    tab.sign_in(getattr(cast, who))
    tab.set_viewport_size({"width": 1024, "height": 768})
    tab.goto(tab.home)
    for large in (False, True):
        if large:
            tab.evaluate("document.documentElement.dataset.large = ''")
        tops = tab.locator("#menu .container-xl > ul > li").evaluate_all(
            "all => all.map(one => one.offsetTop)"
        )
        assert len(tops) > 5 and len(set(tops)) == 1
        wider = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0
