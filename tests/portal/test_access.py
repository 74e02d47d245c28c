"""Every public page, on a telephone, without a barrier (WCAG 2 AA) and without a request to a third party."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from portal.receipts import BOOKING, RECEIPT, seal
from stations.booking import ask_for_place
from stations.booking_lifecycle import BOOKING as LIFECYCLE
from stations.models import Booking, Station
from stations.opinion_lifecycle import OPINION
from stations.wish_lifecycle import WISH
from stations.wishes import take_wish
from tests.barriers import LEVELS, hindrances
from tests.portal.test_portal import pages
from workflow.lifecycle import perform

ON_A_TELEPHONE = (*LEVELS, "wcag22aa")
# by the page's own button where it has one: also the button is seen both pressed and not
USUAL_TYPE = """
    document.querySelector('button[data-large]')?.click();
    document.documentElement.removeAttribute('data-large');
"""


def proposed_booking(cast) -> Booking:
    """A place asked for, for which the station offers another day: the page with most on it."""
    voter = {"voter_name": "刘桂英", "phone": "13912345678", "about": "路灯不亮"}
    row = ask_for_place(cast.day, voter, uuid4())
    other = cast.reception(on=cast.day.on + timedelta(days=7))
    return perform(LIFECYCLE, row.pk, "propose", cast.lin, proposed=other, note="当天已满。")


@pytest.mark.django_db(transaction=True)
def test_no_public_page_has_a_barrier(public, reply, online, live_server, page):
    visit = public.visit(public.day, receipt="ABCDEFGHJK")
    public.opinion(visit, state="answered", answer="已修好。")
    echoed = public.opinion(state="closed", answer="已装路灯。")
    perform(OPINION, echoed.pk, "publish", public.lin, question="路灯不亮", public_answer="已装路灯。")
    wish = take_wish(
        None,
        public.qinghe,
        {"voter_name": "王奶奶", "phone": "13912345678"},
        uuid4(),
        title="收音机",
        text="听戏",
    )
    perform(WISH, wish.pk, "accept", public.lin, title="收音机", text="一位老人想要一台收音机。")
    booked = proposed_booking(public)
    Station.objects.filter(pk=public.qinghe.pk).update(longitude="118.1", latitude="27.1")
    more = {
        "map": reverse("portal:map"),
        "honours": reverse("portal:honours"),
        "not found": reverse("portal:station", args=("NONE",)),
        "station code": reverse("portal:code", args=(online.code,)),
        "wish": reverse("portal:wish", args=(online.code,)),
        "idea": reverse("portal:idea", args=(online.code,)),
        "wishes": reverse("portal:wishes"),
        "echo": reverse("portal:echo"),
        "deputy": reverse("portal:deputy", args=(public.chen_deputy.code,)),
        "code": reverse("portal:code", args=(online.chen_code,)),
        "no code": reverse("portal:code", args=("gone",)),
        "follow": reverse("portal:follow"),
        "progress": reverse("portal:progress", args=(seal(visit),)),
        "receipt": reverse("portal:receipt", args=(seal(visit, RECEIPT),)),
        "book": reverse("portal:book", args=(public.day.number,)),
        "booking": reverse("portal:booking", args=(seal(booked, BOOKING),)),
    }
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.goto(live_server.url + reverse("portal:home"))
    for name, url in (pages(public) | more).items():
        page.evaluate("localStorage.setItem('large', '1')")
        page.goto(live_server.url + url)
        assert page.evaluate("document.documentElement.hasAttribute('data-large')")
        assert hindrances(page, (390,), ON_A_TELEPHONE) == [], name
        page.evaluate(USUAL_TYPE)
        assert hindrances(page, (1440,), ON_A_TELEPHONE) == [], name
    assert {url.split("/")[2] for url in asked if not url.startswith("data:")} == {
        live_server.url.split("/")[2]
    }
    assert [line for line in told if "404" not in line] == []


@pytest.mark.django_db(transaction=True)
def test_everything_is_reached_by_keyboard_and_grows_with_the_type(public, live_server, page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + pages(public)["stations"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.get_by_label("站点名称或地址").fill("清河")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    page.get_by_role("button", name="大字").click()
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") > before
    page.get_by_role("link", name="清河街道人大代表联络站").click()
    page.get_by_role("heading", name="近期接待日").wait_for()
