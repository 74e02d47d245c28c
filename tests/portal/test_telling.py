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
    assert text_voters(TODAY) == text_voters(TODAY) == "应告知1条，已送达登记0条。"
    assert send_texts(TODAY) == "发出1条。" and send_texts(TODAY) == "发出0条。"
    ((phone, words),) = gateway.SENT
    assert phone == "13912345678" and Visit.objects.get().receipt in words and "报修" not in words
    assert Text.objects.get().phone == ""


class TestTheOutcome:
    """Told is what the gateway has taken; seen is what the voter has looked up himself."""

    def told(self) -> Matter:
        return Matter.objects.select_related("opinion").get()

    def test_counts_as_told_when_its_message_has_left_and_closes_the_opinion(self, online, spoken):
        perform(OPINION, spoken.pk, "answer", online.lin, answer="已报修")
        text_voters(TODAY)
        assert self.told().told_on is None
        send_texts(TODAY)
        assert text_voters(TODAY).endswith("已送达登记1条。")
        row = self.told()
        assert (row.told_on, row.told_how, row.told_by) == (timezone.localdate(), "sms", None)
        assert row.opinion.state == "closed" and text_voters(TODAY).endswith("已送达登记0条。")

    def test_a_message_of_an_earlier_milestone_or_before_a_reopening_tells_no_outcome(self, online, spoken):
        perform(OPINION, spoken.pk, "answer", online.lin, answer="已报修")
        text_voters(TODAY)
        perform(OPINION, spoken.pk, "reopen", online.lin, note="没有修好")
        send_texts(TODAY)
        perform(OPINION, spoken.pk, "answer", online.lin, answer="已更换灯具")
        assert text_voters(TODAY) == "应告知3条，已送达登记0条。"
        assert self.told().told_on is None

    def test_is_seen_by_who_looks_it_up_and_a_texted_one_becomes_seen(self, online, spoken, client):
        perform(OPINION, spoken.pk, "answer", online.lin, answer="已报修")
        for chore in (text_voters, send_texts, text_voters):
            chore(TODAY)
        for wanted in ("sms", "web"):
            assert self.told().told_how == wanted
            client.post("/p/follow/", {"code": Visit.objects.get().receipt, "digits": "5678"})
        assert self.told().told_on == timezone.localdate()

    def test_is_not_seen_before_there_is_one_and_never_by_wrong_digits(self, online, spoken, client):
        code = Visit.objects.get().receipt
        client.post("/p/follow/", {"code": code, "digits": "5678"})
        assert self.told().told_on is None
        perform(OPINION, spoken.pk, "answer", online.lin, answer="已报修")
        client.post("/p/follow/", {"code": code, "digits": "0000"})
        assert self.told().told_on is None
        client.post("/p/follow/", {"code": code, "digits": "5678"})
        assert (self.told().told_how, self.told().opinion.state) == ("web", "closed")


def test_who_did_not_agree_is_not_told(online, sms, client):
    speak(client, online.code)
    perform(OPINION, Opinion.objects.get().pk, "answer", online.lin, answer="已报修")
    assert text_voters(TODAY) == "应告知0条，已送达登记0条。"


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
