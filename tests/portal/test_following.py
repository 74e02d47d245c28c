"""Following a matter: by receipt and four digits, and no other way."""

import re

import pytest
from django.urls import reverse

from offices.models import Setting
from portal.receipts import found, normal
from stations.models import Opinion, Visit
from stations.opinion_lifecycle import OPINION
from tests.portal.speaking import speak
from workflow.lifecycle import perform


@pytest.fixture
def spoken(online, client) -> Visit:
    speak(client, online.code, text="公交车太少，老人出行不便")
    return Visit.objects.get()


def ask(client, code: str, digits: str):
    return client.post(reverse("portal:follow"), {"code": code, "digits": digits}, follow=True)


def test_receipt_and_digits_open_the_matter_with_its_stages_and_answer(online, spoken, client):
    opinion = Opinion.objects.get()
    perform(OPINION, opinion.pk, "refer", online.lin, route="office", office=online.transport)
    shown = ask(client, spoken.receipt, "5678").content.decode()
    assert "云川市交通运输局正在办理" in shown and "联络站已收到" in shown and "已转交办理" in shown
    perform(OPINION, opinion.pk, "reply", online.he, answer="已增开班次，请联系王经理13888889999。")
    shown = ask(client, spoken.receipt, "5678").content.decode()
    assert "已办结" in shown and "已增开班次" in shown and "13888889999" not in shown
    for private in ("何军", "林晓燕", "13912345678"):
        assert private not in shown


@pytest.mark.parametrize(
    ("refusal", "sentences"),
    [
        ("petition", ("应当按照信访工作的程序提出和处理", "《信访工作条例》第二十三条", "信访局")),
        ("litigation", ("不能影响有关机关依法裁判", "《代表法》第三十一条")),
        ("private", ("不具有公益性、普惠性",)),
    ],
)
def test_a_refused_matter_says_what_its_slip_says(online, spoken, client, refusal, sentences):
    perform(OPINION, Opinion.objects.get().pk, "refuse", online.lin, refusal=refusal, go_instead="信访局")
    shown = ask(client, spoken.receipt, "5678").content.decode()
    for said in sentences:
        assert said in shown
    assert ("说明" in shown) == (refusal != "private")
    assert "请您评价" not in shown and 'name="verdict"' not in shown


def test_a_verdict_sent_all_the_same_about_what_was_refused_is_not_taken(online, spoken, client):
    opinion, about = Opinion.objects.get(), {"refusal": "petition", "go_instead": "信访局"}
    perform(OPINION, opinion.pk, "refuse", online.lin, **about)
    page = ask(client, spoken.receipt, "5678")
    matter = opinion.matters.get()
    client.post(page.request["PATH_INFO"], {"matter": matter.pk, "verdict": "dissatisfied", "words": "不服"})
    matter.refresh_from_db()
    assert matter.verdict == ""


def test_the_code_is_read_however_it_is_typed(spoken):
    typed = f" {spoken.receipt[:4].lower()}-{spoken.receipt[4:]} "
    assert normal(typed) == spoken.receipt and found(typed, "5678") == spoken


def test_wide_signs_and_a_landline_with_an_extension_open_it_too(spoken, client):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in spoken.receipt.lower())
    assert "联络站已收到" in ask(client, wide, "５６７８").content.decode()
    assert "请填写四位数字" in ask(client, spoken.receipt, "五六七八").content.decode()
    Visit.objects.update(phone="0599-8654321-12")
    assert found(spoken.receipt, "4321") == spoken and found(spoken.receipt, "2112") is None


def test_a_wrong_code_and_wrong_digits_get_the_same_answer(spoken, client):
    texts = []
    for code, digits in ((spoken.receipt, "0000"), ("ABCDEFGHJK", "5678"), ("----", "5678")):
        answer = ask(client, code, digits)
        texts.append(re.sub(r'value="[^"]*"', "", answer.content.decode()))
        assert answer.status_code == 200 and "没有查到" in texts[-1]
    assert len(set(texts)) == 1


def test_who_tries_too_often_waits_even_with_the_right_digits(spoken, client):
    Setting.objects.filter(key="receipt_tries").update(value="3")
    for _ in range(3):
        ask(client, spoken.receipt, "0000")
    late = ask(client, spoken.receipt, "5678")
    assert late.status_code == 429 and "一小时后再试" in late.content.decode()
    elsewhere = client.post(
        reverse("portal:follow"), {"code": spoken.receipt, "digits": "5678"}, REMOTE_ADDR="203.0.113.9"
    )
    assert elsewhere.status_code == 429, "guessing one code from many addresses is counted too"


def test_a_visit_without_a_telephone_cannot_be_opened(cast):
    visit = cast.visit(cast.reception(), phone="", receipt="ABCDEFGHJK")
    assert found(visit.receipt, "") is None and found(visit.receipt, "0000") is None


def test_the_page_of_a_matter_opens_only_with_its_key(spoken, client):
    answer = client.get(reverse("portal:progress", args=("1:forged:key",)))
    assert answer.status_code == 302 and answer.url == reverse("portal:follow")
    page = client.get(ask(client, spoken.receipt, "5678").request["PATH_INFO"])
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]


def test_the_receipt_in_an_address_fills_the_form_and_opens_nothing(spoken, client):
    page = client.get(f"{reverse('portal:follow')}?code={spoken.receipt}").content.decode()
    assert spoken.receipt in page and "公交车太少" not in page
