"""Notices that go out by themselves, reminders, and voters who asked to be reminded."""

import datetime as dt

import pytest

from journal.models import Entry
from notices.models import Notice
from offices.limits import forget_settings
from offices.models import Office, Setting
from stations.dayfacts import reports_to
from stations.duties import publish_notices, remind_receptions
from stations.models import Booking, DayRule, Reception
from stations.notice_numbers import next_notice


@pytest.fixture
def ruled(cast, today):
    """Planned days of a rule that publishes by itself, so many days ahead."""
    rule = DayRule.objects.create(
        station=cast.qinghe, pattern="days", days="10", starts_at=dt.time(9), ends_at=dt.time(11)
    )

    def make(ahead: int) -> Reception:
        on = today + dt.timedelta(days=ahead)
        return cast.reception(on=on, rule=rule, rule_day=on)

    return make


def test_a_notice_goes_out_when_its_days_have_come_with_a_number_and_tells_the_deputies(cast, ruled, today):
    due, early, late, by_hand = ruled(3), ruled(9), ruled(2), cast.reception(on=today + dt.timedelta(days=3))
    assert publish_notices(today) == "发布公告1份"
    due.refresh_from_db()
    assert (due.state, due.notice_number, due.published_on) == ("published", f"〔{today.year}〕1号", today)
    assert "陈建国" in due.notice_text and due.events.get(action="publish").actor is None
    assert Notice.objects.filter(recipient=cast.chen, kind="reception.publish").count() == 1
    for row in (early, late, by_hand):
        row.refresh_from_db()
        assert row.state == "planned"
    assert publish_notices(today) == "发布公告0份"


def test_a_day_without_deputies_or_with_the_rule_switched_off_is_left_to_the_staff(cast, ruled, today):
    bare, quiet = ruled(3), ruled(4)
    bare.roster.all().delete()
    DayRule.objects.filter(pk=quiet.rule_id).update(auto_notice=False)
    assert publish_notices(today) == "发布公告0份"


def test_the_number_goes_on_after_the_last_one_given_by_hand(cast, planned, today):
    Reception.objects.filter(pk=planned.pk).update(notice_number=f"（{today.year}）7号")
    assert [next_notice(cast.qinghe, today.year) for _ in range(2)] == [
        f"〔{today.year}〕8号",
        f"〔{today.year}〕9号",
    ]
    assert next_notice(cast.wangjiang, today.year) == f"〔{today.year}〕1号"


def test_the_mark_of_the_congress_organ_stands_before_it_and_its_stations_share_the_numbers(
    client, cast, today
):
    day = cast.reception(on=today + dt.timedelta(days=6))
    client.force_login(cast.lin)
    form = f"/receptions/{day.pk}/do/publish/"
    assert f"“{reports_to(day.area)}”还没有设置发文代字" in client.get(form).content.decode()
    Office.objects.filter(pk=reports_to(day.area).pk).update(letter_mark="云人代")
    page = client.get(form).content.decode()
    assert f'value="云人代公告〔{today.year}〕1号"' in page and "还没有设置发文代字" not in page
    assert next_notice(cast.qinghe, today.year) == f"云人代公告〔{today.year}〕1号"
    Reception.objects.filter(pk=day.pk).update(notice_number=f"云人代公告〔{today.year}〕4号")
    cast.wangjiang.area = cast.qinghe.area
    assert next_notice(cast.wangjiang, today.year) == f"云人代公告〔{today.year}〕5号"


def test_deputies_are_reminded_once_by_the_days_of_their_area(cast, today):
    day = cast.reception(on=today + dt.timedelta(days=2), state="published")
    assert remind_receptions(today) == "提醒0人次"
    Setting.objects.create(area=cast.city, key="reception_remind", value="2", unit="day", source="本市规定",
                           valid_from=dt.date(2020, 1, 1))  # fmt: skip
    forget_settings()
    assert remind_receptions(today) == "提醒1人次"
    notice = Notice.objects.get(recipient=cast.chen, kind="reception.remind")
    assert "请按时接待选民" in notice.title and notice.url == day.get_absolute_url()
    assert remind_receptions(today) == "提醒0人次"


def test_a_voter_who_asked_is_called_once_and_the_reading_is_kept(client, cast, today):
    day = cast.reception(on=today + dt.timedelta(days=1), state="published")
    client.force_login(cast.lin)
    client.post(
        f"/receptions/{day.pk}/bookings/", {"voter_name": "刘桂英", "phone": "13912345678", "about": "路灯"}
    )
    row = Booking.objects.get()
    page = client.get(f"/receptions/{day.pk}/").content.decode()
    assert "刘**" in page and "139****5678" in page
    remind_receptions(today)
    assert Notice.objects.get(recipient=cast.lin).title == "请提醒预约群众：1人"
    url = f"/receptions/bookings/{row.pk}/remind/"
    assert "13912345678" in client.post(url).content.decode()
    assert Entry.objects.filter(kind="reading", actor=cast.lin).count() == 1
    client.post(url, {"action": "called"})
    row.refresh_from_db()
    assert row.reminded_by == cast.lin
    assert "已经提醒过了" in client.post(url, {"action": "called"}, follow=True).content.decode()


def test_appointments_are_the_very_stations_alone_and_end_with_the_day(client, cast, today):
    day = cast.reception(on=today + dt.timedelta(days=1))
    row = Booking.objects.create(reception=day, voter_name="刘桂英", phone="13912345678", made_by=cast.lin)
    for who in (cast.fang, cast.zhou, cast.chen, cast.gao):
        client.force_login(who)
        assert client.post(f"/receptions/bookings/{row.pk}/remind/").status_code == 404
        assert "刘*" not in client.get(f"/receptions/{day.pk}/").content.decode()
    client.force_login(cast.lin)
    Reception.objects.update(state="open")
    assert "不能再预约" in client.get(f"/receptions/{day.pk}/bookings/", follow=True).content.decode()
    Reception.objects.update(state="closed")
    remind_receptions(today)
    assert not Booking.objects.exists()


def test_only_notices_due_within_a_fortnight_are_work_on_the_first_page(client, cast, today):
    cast.reception(on=today + dt.timedelta(days=5))
    cast.reception(on=today + dt.timedelta(days=40))
    client.force_login(cast.lin)
    page = client.get("/").content.decode()
    assert page.count("尚未公告") == 1


def test_the_publishing_form_proposes_the_stations_next_number_and_takes_none(client, cast, today):
    day = cast.reception(on=today + dt.timedelta(days=6))
    cast.reception(on=today, state="closed", notice_number=f"〔{today.year}〕12号")
    client.force_login(cast.lin)
    for _ in range(2):
        page = client.get(f"/receptions/{day.pk}/do/publish/").content.decode()
        assert f'value="〔{today.year}〕13号"' in page
