"""Voters who agreed are told by SMS; their data goes when its time is over."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from notices.models import Text
from notices.texting import send_texts
from stations.models import Matter, Opinion, OpinionEvent, OpinionFile, Visit
from stations.online import judge
from stations.opinion_lifecycle import OPINION
from stations.telling import FORGOTTEN, forget_voters, months_before, text_voters
from tests.portal import gateway
from tests.portal.speaking import photo, speak
from workflow.lifecycle import perform

TODAY = date(2026, 11, 20)


@pytest.fixture
def sms(settings):
    settings.SMS_GATEWAY, settings.NOTICE_CHANNELS = "tests.portal.gateway.send", ["mail", "sms"]
    gateway.SENT.clear()
    gateway.MOOD.update(down=False, refuses=False)
    return gateway


@pytest.fixture
def spoken(online, sms, client) -> Opinion:
    speak(client, online.code, sms="on", photos=[photo()])
    return Opinion.objects.get()


def test_each_milestone_is_told_once_and_the_number_is_not_kept(online, spoken):
    perform(OPINION, spoken.pk, "answer", online.lin, answer="已报修")
    assert "1条" in text_voters(TODAY) and text_voters(TODAY) == "应告知1条。"
    assert send_texts(TODAY) == "发出1条。" and send_texts(TODAY) == "发出0条。"
    ((phone, words),) = gateway.SENT
    assert phone == "13912345678" and Visit.objects.get().receipt in words and "报修" not in words
    assert Text.objects.get().phone == ""


def test_who_did_not_agree_is_not_told(online, sms, client):
    speak(client, online.code)
    perform(OPINION, Opinion.objects.get().pk, "answer", online.lin, answer="已报修")
    assert text_voters(TODAY) == "应告知0条。"


def test_without_a_gateway_nobody_is_promised_an_sms(online, client):
    assert "发短信告诉我" not in client.get(f"/p/c/{online.code}/").content.decode()
    assert text_voters(TODAY) == send_texts(TODAY) == "没有配置短信网关。"


def test_a_gateway_that_is_down_loses_nothing_and_a_refused_number_is_given_up(online, spoken, sms):
    perform(OPINION, spoken.pk, "answer", online.lin, answer="已报修")
    text_voters(TODAY)
    sms.MOOD["down"] = True
    assert "不通" in send_texts(TODAY) and Text.objects.get().state == "waiting"
    sms.MOOD.update(down=False, refuses=True)
    for _ in range(7):
        Text.objects.update(next_at=timezone.now() - timedelta(seconds=1))
        said = send_texts(TODAY)
    assert "1条被拒收" in said
    row = Text.objects.get()
    assert (row.state, row.phone) == ("failed", "") and not sms.SENT


def test_personal_data_goes_a_year_after_the_end_and_the_matter_stays(online, spoken, client):
    perform(OPINION, spoken.pk, "answer", online.lin, answer="已报修")
    judge(Matter.objects.get(), "satisfied", "")
    assert forget_voters(timezone.localdate()) == "删除了0次网上反映的个人信息。"
    long_ago = timezone.now() - timedelta(days=400)
    Visit.objects.update(on=long_ago.date())
    assert forget_voters(timezone.localdate()) == "删除了0次网上反映的个人信息。", (
        "the year runs from the end"
    )
    OpinionEvent.objects.update(at=long_ago)
    assert forget_voters(timezone.localdate()) == "删除了1次网上反映的个人信息。"
    assert forget_voters(timezone.localdate()) == "删除了0次网上反映的个人信息。"
    visit = Visit.objects.get()
    assert (visit.voter_name, visit.phone, visit.phone_digest) == (FORGOTTEN, "", "")
    assert not OpinionFile.objects.exists() and Opinion.objects.get().text == "小区门口的路灯坏了很久"


def test_what_is_still_open_is_not_forgotten(online, spoken):
    long_ago = timezone.now() - timedelta(days=4000)
    Visit.objects.update(on=long_ago.date())
    OpinionEvent.objects.update(at=long_ago)
    assert forget_voters(timezone.localdate()) == "删除了0次网上反映的个人信息。"


def test_months_end_on_the_same_day_or_the_last():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)
    assert months_before(date(2026, 12, 31), 6) == date(2026, 6, 30)
