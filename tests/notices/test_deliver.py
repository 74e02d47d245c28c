"""Letters go out by real SMTP; a channel that is down loses nothing and blocks nothing."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from notices import chores
from notices.channels import Rejected, known_channels
from notices.chores import BACKOFF, MOST_REFUSALS, deliver, digest, waiting_since
from notices.models import Delivery, DeliveryState, Notice
from tests.notices.smtp import PostOffice

FRIDAY = date(2026, 11, 20)


def due_again() -> None:
    """Let time pass for everything that waits."""
    Delivery.objects.filter(state="waiting").update(next_at=timezone.now() - timedelta(seconds=1))


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_a_morning_list_arrives_by_mail(sun, owe, post_office, settings):
    settings.SITE_URL = "https://liaison.example.org/"
    owe([sun], "第1号建议：请签收")
    owe([sun], "第2号建议：请签收")
    digest(FRIDAY)
    post_office.open()
    assert deliver(FRIDAY) == "发出1条。"
    (mail,) = post_office.mails
    assert (mail["To"], mail["Subject"]) == ("sun@example.org", "2026年11月20日晨报：2条消息")
    text = mail.get_content()
    assert "1. 第1号建议：请签收" in text
    assert f"https://liaison.example.org/notices/{Notice.objects.first().pk}/" in text
    assert deliver(FRIDAY) == "没有待发送的消息。"
    assert waiting_since() is None


def test_while_the_server_is_away_everything_waits_and_then_goes_out_once(sun, zheng, owe, post_office):
    owe([sun, zheng], "急", urgent=True)
    for _ in range(3):
        assert "电子邮件不通" in deliver(FRIDAY)
        due_again()
    assert states() == ["waiting", "waiting"]
    assert Delivery.objects.exclude(error="").exists()
    post_office.open()
    assert deliver(FRIDAY) == "发出2条。"
    assert states() == ["sent", "sent"]
    assert sorted(mail["To"] for mail in post_office.mails) == ["sun@example.org", "zheng@example.org"]


def test_a_channel_that_is_down_is_tried_once_a_run_and_later_and_later(sun, zheng, owe, post_office):
    owe([sun, zheng], "急", urgent=True)
    deliver(FRIDAY)
    assert Delivery.objects.filter(tries=1).count() == 1
    assert deliver(FRIDAY) == "没有待发送的消息。"
    for tries in range(1, 4):
        Delivery.objects.filter(tries=tries).update(next_at=timezone.now())
        deliver(FRIDAY)
        wait = Delivery.objects.get(tries=tries + 1).next_at - timezone.now()
        assert timedelta(minutes=BACKOFF[tries] - 1) < wait <= timedelta(minutes=BACKOFF[tries])


def test_one_channel_down_does_not_hold_up_another(sun, zheng, owe, post_office, settings):
    nobody = f"json://127.0.0.1:{PostOffice().port}"  # a closed port
    settings.NOTICE_CHANNELS, settings.WECOM_URL = ["wecom", "mail"], nobody
    owe([sun, zheng], "急", urgent=True)
    post_office.open()
    words = deliver(FRIDAY)
    assert "发出2条" in words
    assert "企业微信群机器人不通" in words
    assert Delivery.objects.filter(channel="wecom", state="waiting").count() == 2


def test_an_address_that_is_refused_again_and_again_is_given_up_and_the_others_are_not(
    sun, zheng, owe, post_office
):
    post_office.refused.add("sun@example.org")
    post_office.open()
    owe([sun, zheng], "急", urgent=True)
    assert deliver(FRIDAY) == "发出1条。"
    for _ in range(MOST_REFUSALS - 2):
        due_again()
        deliver(FRIDAY)
    assert Delivery.objects.get(notice__recipient=sun).state == DeliveryState.WAITING
    due_again()
    assert "1条被拒收" in deliver(FRIDAY)
    row = Delivery.objects.get(notice__recipient=sun)
    assert (row.state, row.refusals) == (DeliveryState.FAILED, MOST_REFUSALS)
    assert "no such mailbox" in row.error


def test_a_poison_row_is_pushed_ahead_and_the_queue_goes_on(sun, zheng, owe, post_office):
    owe([sun, zheng], "急", urgent=True)
    Delivery.objects.filter(notice__recipient=sun).update(channel="pigeon")
    post_office.open()
    deliver(FRIDAY)
    assert [mail["To"] for mail in post_office.mails] == ["zheng@example.org"]
    row = Delivery.objects.get(notice__recipient=sun)
    assert (row.state, "pigeon" in row.error, row.next_at > timezone.now()) == ("waiting", True, True)


def test_the_same_letter_always_has_the_same_message_id(sun, owe, post_office):
    owe([sun], "急", urgent=True)
    post_office.open()
    for _ in range(2):
        Delivery.objects.update(state="waiting", next_at=timezone.now())
        deliver(FRIDAY)
    first, second = post_office.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_channels_not_configured_refuse_and_reach_nobody(sun, settings):
    settings.WECOM_URL = settings.DINGTALK_URL = settings.SMS_GATEWAY = ""
    for name in ("wecom", "dingtalk", "sms"):
        channel = known_channels()[name]
        assert not channel.reaches(sun)
        with pytest.raises(Rejected, match="未配置"):
            channel.send(chores.letter_of(Delivery(pk=1, notice=Notice(recipient=sun, title="x"))))


def test_a_gateway_for_sms_is_a_function_named_in_the_settings(sun, settings):
    settings.SMS_GATEWAY, settings.SMS_ADDRESS = f"{__name__}.sent_by_sms", f"{__name__}.phone_of"
    channel = known_channels()["sms"]
    assert channel.reaches(sun)
    channel.send(chores.letter_of(Delivery(pk=7, notice=Notice(recipient=sun, title="涉密标题"))))
    assert SMS == [("13900000000", "您有1条即时消息，请登录查看。", "delivery-7")]


SMS: list[tuple[str, str, str]] = []


def sent_by_sms(phone: str, text: str, reference: str) -> None:
    SMS.append((phone, text, reference))


def phone_of(user) -> str:
    return "13900000000"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_letter_once(cast, sun, owe, post_office, monkeypatch):
    monkeypatch.setattr(chores, "CLAIM", 3)
    for number in range(20):
        owe([sun], f"急{number}", urgent=True)
    post_office.open()

    def work() -> None:
        deliver(FRIDAY)
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert set(states()) == {"sent"}
    assert len({mail["Subject"] for mail in post_office.mails}) == len(post_office.mails) == 20
