"""Planning a reception day: holidays, places, people and numbers."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.test import Client

from stations.models import Reception, RosterEntry, next_number
from workflow.calendar import forget_calendar
from workflow.models import CalendarYear, DayKind, Workday


@pytest.fixture
def monday(today) -> dt.date:
    """A Monday two weeks ahead, made a plain working day."""
    day = today + dt.timedelta(days=14 - today.weekday())
    Workday.objects.filter(day__range=(day - dt.timedelta(days=2), day)).delete()
    forget_calendar()
    return day


@pytest.fixture
def plan(client, cast, monday):
    """Post the form as lin."""
    client.force_login(cast.lin)

    def post(follow: bool = False, **fields):
        usual = {
            "station": cast.qinghe.pk, "on": str(monday), "starts_at": "09:00", "ends_at": "11:00",
            "place": "清河街道党群服务中心", "deputies": [cast.chen_deputy.pk],
        }  # fmt: skip
        return client.post("/receptions/new/", usual | fields, follow=follow)

    return post


def test_a_day_is_planned_with_its_number_and_roster(cast, plan, monday):
    assert plan().status_code == 302
    day = Reception.objects.get()
    assert (day.number, day.area, day.state) == (f"JD-LLZ001-{monday.year}-0001", cast.street, "planned")
    assert day.roster.get().deputy == cast.chen_deputy
    assert day.events.get().actor == cast.lin


def test_a_day_off_proposes_the_next_working_day_and_may_be_insisted_on(cast, plan, monday):
    saturday = monday - dt.timedelta(days=2)
    page = plan(on=str(saturday)).content.decode()
    assert "星期六休息" in page and f"建议顺延至{monday.year}年{monday.month}月{monday.day}日" in page
    assert 'name="holiday_ok"' in page and not Reception.objects.exists()
    assert plan(on=str(saturday), holiday_ok="on").status_code == 302


def test_a_legal_holiday_in_the_week_is_known_by_name(cast, plan, monday):
    year, _ = CalendarYear.objects.get_or_create(year=monday.year)
    Workday.objects.create(day=monday, kind=DayKind.HOLIDAY, name="国庆节", year=year)
    forget_calendar()
    assert "国庆节放假" in plan().content.decode()


def test_the_address_of_the_station_is_the_place_unless_it_moves(cast, plan):
    cast.qinghe.address = "清河路1号"
    cast.qinghe.save()
    plan(place="")
    assert Reception.objects.get().place == "清河路1号"
    cast.qinghe.mobile = True
    cast.qinghe.save()
    assert "请填写接待地点" in plan(place="", deputies=[cast.zhao_deputy.pk]).content.decode()


def test_a_deputy_is_not_on_duty_in_two_places_on_a_day(cast, plan, monday):
    cast.reception(cast.wangjiang, on=monday)
    page = plan(deputies=[cast.chen_deputy.pk, cast.zhao_deputy.pk]).content.decode()
    assert "陈建国当日上午已在“望江街道人大代表联络站”轮值" in page
    assert Reception.objects.count() == 1
    assert plan(starts_at="14:00", ends_at="16:00").status_code == 302
    Reception.objects.update(on=monday + dt.timedelta(days=1))
    assert plan().status_code == 302


BAD = {
    "yesterday": ({"on": "2020-01-01"}, "不能早于今天"),
    "in ten years": ({"on": "2999-01-01"}, "一年之内"),
    "no day": ({"on": "31.12."}, "输入一个有效的日期"),
    "times turned round": ({"ends_at": "08:00"}, "结束时间应晚于开始时间"),
    "nobody on duty": ({"deputies": []}, "请至少安排一位代表"),
    "a theme too long to print": ({"scope_note": "夜" * 201}, "200"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_told_and_the_rest_is_kept(plan, case):
    fields, said = BAD[case]
    page = plan(theme="夜间照明", **fields).content.decode()
    assert said in page and "夜间照明" in page
    assert not Reception.objects.exists()


def test_an_hour_already_past_today_is_planned_with_a_doubt(plan, client, today):
    answer = plan(on=str(today), starts_at="00:00", holiday_ok="on")
    assert answer.status_code == 302 and Reception.objects.exists()
    assert "今天00:00已过，请核对时间" in client.get(answer.url).content.decode()


def test_a_theme_is_never_cut_by_the_browser(client, cast, planned):
    client.force_login(cast.lin)
    for address in ("/receptions/new/", f"/receptions/{planned.pk}/do/revise/"):
        field = client.get(address).content.decode().split('name="theme"')[1].split(">")[0]
        assert "maxlength" not in field, address


def test_stations_and_deputies_of_others_cannot_be_chosen(cast, plan):
    page = plan(station=cast.wangjiang.pk, deputies=[cast.qian_deputy.pk]).content.decode()
    assert page.count("不在可选范围内") >= 2
    assert not Reception.objects.exists()


def test_only_station_staff_plan(client, cast):
    for who in (cast.chen, cast.zhou, cast.gao, cast.sun):
        client.force_login(who)
        assert client.get("/receptions/new/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_desks_cannot_take_the_same_deputy_and_numbers_do_not_double(cast, monday):
    codes = []

    def click(person, station, deputies):
        client = Client()
        client.force_login(person)
        answer = client.post("/receptions/new/", {
            "station": station.pk, "on": str(monday), "starts_at": "09:00", "ends_at": "11:00", "place": "广场",
            "deputies": deputies,
        })  # fmt: skip
        codes.append(answer.status_code)
        connection.close()

    threads = [
        threading.Thread(
            target=click, args=(cast.lin, cast.qinghe, [cast.chen_deputy.pk, cast.zhao_deputy.pk])
        )
        for _ in range(3)
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(codes) == [200, 200, 302]
    assert RosterEntry.objects.filter(deputy=cast.chen_deputy).count() == Reception.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_given_at_the_same_moment_are_all_different_and_without_gaps(db):
    given = []

    def take():
        given.append(next_number(Reception, "JD", "LLZ001", 2026))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(given) == [f"JD-LLZ001-2026-{n:04}" for n in range(1, 7)]


def test_the_notice_is_made_from_what_is_planned(client, cast, planned):
    client.force_login(cast.lin)
    page = client.get(f"/receptions/{planned.pk}/do/publish/").content.decode()
    day = f"{planned.on.year}年{planned.on.month}月{planned.on.day}日"
    for word in (day, "09:00至11:00", planned.place, "陈建国", "接待范围及受理内容"):
        assert word in page, word
    client.post(
        f"/receptions/{planned.pk}/do/publish/", {"notice_number": "(2026)8号", "notice_text": "改过的公告"}
    )
    printed = client.get(f"/receptions/{planned.pk}/notice/").content.decode()
    assert "改过的公告" in printed and "(2026)8号" in printed


def test_a_notice_is_signed_at_the_right_over_its_day_on_the_wall_and_in_public(client, cast, planned):
    client.force_login(cast.lin)
    url = f"/receptions/{planned.pk}/do/publish/"
    text = client.get(url).context["form"]["notice_text"].value()
    assert text.endswith(planned.station.name)
    client.post(url, {"notice_number": "(2026)8号", "notice_text": text})
    planned.refresh_from_db()
    for page, place in (
        (f"/receptions/{planned.pk}/notice/", "paper"),
        (f"/p/notices/{planned.number}/", "portal"),
    ):
        printed = client.get(page).content.decode()
        assert f'<p class="{place}-date">{planned.station.name}<br>' in printed
        assert f"<p>{planned.station.name}</p>" not in printed and "<p>一、接待时间：" in printed


def test_a_short_notice_must_be_ticked_on_the_page(client, cast, today):
    day = cast.reception(on=today + dt.timedelta(days=1))
    client.force_login(cast.lin)
    url, data = f"/receptions/{day.pk}/do/publish/", {"notice_number": "(2026)8号", "notice_text": "公告"}
    assert "请勾选确认" in client.post(url, data).content.decode()
    assert client.post(url, data | {"late_ok": "on"}).status_code == 302


def test_postponing_proposes_the_next_working_day(client, cast, planned):
    client.force_login(cast.lin)
    assert "下一工作日为" in client.get(f"/receptions/{planned.pk}/do/postpone/").content.decode()
    client.post(f"/receptions/{planned.pk}/do/postpone/", {"new_day": "2020-01-01", "note": "下雨"})
    planned.refresh_from_db()
    assert planned.on.year >= 2026
