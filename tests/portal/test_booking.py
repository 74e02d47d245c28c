"""A place on a reception day: asked for by web, answered by the station, seen by receipt, forgotten afterwards."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice, Text
from offices.limits import forget_settings
from offices.models import Setting
from pages.dates import cn_date
from pages.fields import keyed_digest
from portal.receipts import BOOKING, seal
from stations.booking import ask_for_place
from stations.booking_lifecycle import BOOKING as LIFECYCLE
from stations.booking_places import places_left
from stations.booking_texts import text_bookings
from stations.duties import remind_receptions
from stations.models import Booking, Reception, spaced
from stations.reception_lifecycle import RECEPTION
from tests.portal.speaking import hidden, worked
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused

PHONE = "13912345678"


@pytest.fixture
def day(online) -> Reception:
    today = timezone.localdate()
    return online.reception(
        on=today + dt.timedelta(days=5), state="published", published_on=today, notice_text="公告"
    )


@pytest.fixture
def other(online) -> Reception:
    today = timezone.localdate()
    return online.reception(
        on=today + dt.timedelta(days=12), state="published", published_on=today, notice_text="公告"
    )


def book(client, day, **typed):
    """A voter's browser: opens the form, does the proof and sends it."""
    url = reverse("portal:book", args=(day.number,))
    page = client.get(url).content.decode()
    data = hidden(page) | {"voter_name": "刘桂英", "phone": PHONE, "about": "路灯不亮", "consent": "on"}
    return client.post(url, data | {"proof": worked(page)} | typed)


@pytest.fixture
def booked(day, client) -> Booking:
    book(client, day)
    return Booking.objects.get()


def key_of(row: Booking) -> str:
    return reverse("portal:booking", args=(seal(row, BOOKING),))


def test_a_voter_asks_and_finds_the_answer_by_receipt_and_digits(online, day, client):
    answer = book(client, day)
    row = Booking.objects.get()
    assert answer.status_code == 302 and row.state == "asked" and row.consented_at and row.made_by is None
    shown = client.get(answer.url).content.decode()
    assert "等待联络站确认" in shown and "刘**" in shown and PHONE not in shown and "刘桂英" not in shown
    assert Notice.objects.get(recipient=online.lin).title.endswith("有群众预约，请确认")
    perform(LIFECYCLE, row.pk, "confirm", online.lin, note="请十点前后到。")
    found = client.post(reverse("portal:follow"), {"code": row.receipt, "digits": "5678"}, follow=True)
    page = found.content.decode()
    assert "预约已确认" in page and "请十点前后到。" in page and day.place in page
    wrong = client.post(reverse("portal:follow"), {"code": row.receipt, "digits": "0000"})
    assert "没有查到" in wrong.content.decode()


@pytest.mark.parametrize(("field", "said"), [("voter_name", "请填写姓名"), ("phone", "请填写联系电话"),
                                             ("about", "请简单写下"), ("consent", "勾选同意")])  # fmt: skip
def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(day, client, field, said):
    page = book(client, day, **{field: ""}).content.decode()
    assert said in page and not Booking.objects.exists()
    assert ("路灯不亮" if field != "about" else "刘桂英") in page


def test_a_machine_without_proof_gets_no_place(day, client):
    assert "安全确认" in book(client, day, proof="").content.decode()
    assert not Booking.objects.exists()


def test_the_last_place_is_given_once_and_other_days_are_named(online, day, other, booked, client):
    Setting.objects.filter(key="booking_places").update(value="1")
    forget_settings()
    assert places_left(day) == 0
    page = client.get(reverse("portal:book", args=(day.number,))).content.decode()
    assert "这一天的预约已满" in page and reverse("portal:book", args=(other.number,)) in page
    voter = {"voter_name": "王", "phone": "13900000000", "about": "x"}
    with pytest.raises(Refused, match="已满"):
        ask_for_place(day, voter, "00000000-0000-0000-0000-000000000001")
    perform(LIFECYCLE, booked.pk, "cancel", None, note="预约人取消。")
    assert places_left(day) == 1


def test_one_telephone_books_a_day_once_and_the_same_form_counts_once(day, booked, client):
    assert "已经预约了这一天" in book(client, day).content.decode()
    again = ask_for_place(day, {"voter_name": "x", "phone": PHONE, "about": "x"}, booked.token)
    assert again == booked and Booking.objects.count() == 1


def test_a_telephone_that_books_too_often_waits(day, other, booked, client):
    Setting.objects.filter(key="speak_per_day").update(value="1")
    forget_settings()
    answer = book(client, other)
    assert answer.status_code == 429 and "明天再来" in answer.content.decode()


@pytest.mark.parametrize(
    "change", [{"state": "planned"}, {"state": "cancelled"}, {"on": dt.date(2026, 1, 5)}]
)
def test_a_day_that_cannot_be_booked_says_so_and_takes_nothing(day, client, change):
    Reception.objects.filter(pk=day.pk).update(**change)
    answer = client.post(reverse("portal:book", args=(day.number,)), {"voter_name": "刘"})
    assert answer.status_code in (200, 404) and not Booking.objects.exists()


def test_a_station_not_open_online_offers_no_booking(online, day, client):
    online.qinghe.online = False
    online.qinghe.save()
    url = reverse("portal:book", args=(day.number,))
    assert "还没有开通网上预约" in client.get(url).content.decode()
    assert url not in client.get(reverse("portal:notice", args=(day.number,))).content.decode()


def test_another_day_is_proposed_and_the_voter_accepts_or_cancels(online, day, other, booked, client):
    with pytest.raises(Refused, match="另一个接待日"):
        perform(LIFECYCLE, booked.pk, "propose", online.lin, proposed=day)
    perform(LIFECYCLE, booked.pk, "propose", online.lin, proposed=other, note="当天已满。")
    assert "联络站建议改期" in client.get(key_of(booked)).content.decode()
    client.post(key_of(booked), {"action": "accept"})
    booked.refresh_from_db()
    assert (booked.reception, booked.state, booked.proposed) == (other, "confirmed", None)
    client.post(key_of(booked), {"action": "cancel"})
    booked.refresh_from_db()
    assert booked.state == "cancelled" and Notice.objects.filter(kind="booking.cancel").exists()
    with pytest.raises(OutOfStep):
        perform(LIFECYCLE, booked.pk, "accept", None)


def test_a_day_that_is_proposed_keeps_a_place_and_a_full_one_cannot_be(online, day, other, booked, client):
    Setting.objects.filter(key="booking_places").update(value="1")
    forget_settings()
    assert (places_left(day), places_left(other)) == (0, 1)
    perform(LIFECYCLE, booked.pk, "propose", online.lin, proposed=other)
    assert (places_left(day), places_left(other)) == (1, 0), "the offered place is kept, the former one free"
    with pytest.raises(Refused, match="已满"):
        ask_for_place(other, {"voter_name": "王", "phone": "13900000000", "about": "x"}, uuid4())
    ask_for_place(day, {"voter_name": "王", "phone": "13900000000", "about": "x"}, uuid4())
    second = Booking.objects.get(phone_digest=keyed_digest("13900000000"))
    with pytest.raises(Refused, match="已满"):
        perform(LIFECYCLE, second.pk, "propose", online.lin, proposed=other)
    client.force_login(online.lin)
    assert "预约已满" in client.get(f"/receptions/bookings/{second.pk}/do/propose/").content.decode()
    assert "提议改到" in client.get(other.get_absolute_url()).content.decode()
    perform(LIFECYCLE, booked.pk, "accept", None)
    assert places_left(other) == 0
    perform(LIFECYCLE, booked.pk, "cancel", None, note="预约人取消。")
    assert places_left(other) == 1


def test_the_staff_of_another_station_knows_nothing_of_it(online, day, booked, client):
    for who, code in ((online.lin, 200), (online.fang, 404), (online.zhou, 404), (online.chen, 404)):
        client.force_login(who)
        assert client.get(f"/receptions/bookings/{booked.pk}/do/confirm/").status_code == code
        assert ("刘**" in client.get("/receptions/bookings/").content.decode()) == (code == 200)
    client.force_login(online.lin)
    assert "待确认的预约" in client.get("/").content.decode()
    client.post(f"/receptions/bookings/{booked.pk}/do/confirm/", {"note": ""})
    booked.refresh_from_db()
    assert booked.state == "confirmed"
    assert (
        "请写明理由"
        in client.post(f"/receptions/bookings/{booked.pk}/do/cancel/", {"note": ""}).content.decode()
    )


def test_who_agreed_to_messages_is_told_each_fact_once_and_reminded(online, day, booked, settings):
    settings.SMS_GATEWAY, settings.NOTICE_CHANNELS = "tests.portal.gateway.send", ("sms",)
    Booking.objects.update(sms=True)
    assert text_bookings(timezone.localdate()).startswith("应告知0条")
    perform(LIFECYCLE, booked.pk, "confirm", online.lin)
    for _ in range(2):
        text_bookings(timezone.localdate())
    assert "已确认" in Text.objects.get().body
    remind_receptions(day.on - dt.timedelta(days=1))
    assert not Notice.objects.filter(kind="reception.bookings").exists(), "a message will remind him"
    text_bookings(day.on - dt.timedelta(days=1))
    booked.refresh_from_db()
    assert booked.reminded_how == "sms" and Text.objects.count() == 2
    remind_receptions(day.on - dt.timedelta(days=1))
    assert not Notice.objects.filter(kind="reception.bookings").exists(), "nobody has to call him"


def test_the_place_is_forgotten_once_the_day_is_over(day, booked, client):
    address = key_of(booked)
    remind_receptions(day.on + dt.timedelta(days=8))
    assert not Booking.objects.exists()
    assert client.get(address).url == reverse("portal:follow")


def test_the_list_costs_the_same_for_one_row_and_three(online, day, client, django_assert_max_num_queries):
    for number in range(3):
        voter = {"voter_name": f"刘{number}", "phone": f"1391234567{number}", "about": "路灯"}
        ask_for_place(day, voter, uuid4())
        client.force_login(online.lin)
        with django_assert_max_num_queries(16):
            page = client.get("/receptions/bookings/").content.decode()
    assert page.count("待确认</span>") >= 3


def test_who_booked_a_day_that_is_moved_or_called_off_is_to_be_told(online, day, booked, client):
    perform(LIFECYCLE, booked.pk, "confirm", online.lin)
    Booking.objects.update(reminded_at=timezone.now(), reminded_how="phone", reminded_by=online.lin)
    moved = day.on + dt.timedelta(days=1)
    perform(RECEPTION, day.pk, "postpone", online.lin, new_day=moved, note="场地维修")
    booked.refresh_from_db()
    assert booked.reminded_at is None
    Booking.objects.update(reminded_at=timezone.now(), reminded_how="phone", reminded_by=online.lin)
    hours = {"starts": dt.time(14), "ends": dt.time(16), "place": "社区广场"}
    perform(RECEPTION, day.pk, "revise", online.lin, **hours)
    booked.refresh_from_db()
    assert booked.reminded_at is None and cn_date(moved) in client.get(key_of(booked)).content.decode()
    perform(RECEPTION, day.pk, "cancel", online.lin, note="场地维修")
    assert "这次接待已取消" in client.get(key_of(booked)).content.decode()
    client.force_login(online.lin)
    page = client.get(day.get_absolute_url()).content.decode()
    assert "请逐一电话告知预约的群众" in page and "刘**" in page and "查看电话并提醒" in page


def test_who_booked_at_the_counter_follows_it_with_the_code_he_was_told(online, day, client):
    client.force_login(online.lin)
    told = {"voter_name": "刘桂英", "phone": PHONE, "about": "路灯"}
    page = client.post(f"/receptions/{day.pk}/bookings/", told, follow=True).content.decode()
    row = Booking.objects.get()
    assert spaced(row.receipt) in page and row.state == "confirmed" and row.events.get().action == "create"
    client.logout()
    assert "已经预约了这一天" in book(client, day).content.decode()
    found = client.post(reverse("portal:follow"), {"code": row.receipt, "digits": "5678"}, follow=True)
    assert "预约已确认" in found.content.decode()


def test_who_books_may_leave_a_landline(online, day, client):
    url = reverse("portal:book", args=(day.number,))
    page = client.get(url).content.decode()
    assert "手机或带区号的固定电话都可以" in page and "手机号码" not in page
    assert book(client, day, phone="0536-2345678").status_code == 302
    assert Booking.objects.get().phone == "0536-2345678"
