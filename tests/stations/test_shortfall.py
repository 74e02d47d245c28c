"""Who is short of the days a year he is held to: the picker offers him first, the plan says why."""

import datetime as dt
import json

import pytest
from django.urls import reverse

from deputies.models import Deputy
from stations.models import Absence, DayRule, Reception
from stations.shortfall import shortfalls

FIRST = dt.date(2030, 3, 1)


@pytest.fixture
def short(cast):
    """The shortfall of the deputies of 清河站 in 2030, seen on the first of March."""
    return lambda **more: {
        one.deputy: one for one in shortfalls(Deputy.objects.visible_to(cast.lin), [cast.qinghe], 2030, more, {}, FIRST)
    }  # fmt: skip


def day(cast, on: dt.date, **fields) -> Reception:
    """A day with chen on duty."""
    return cast.reception(on=on, state="planned", **fields)


def test_who_lacks_days_is_offered_first_with_his_figure(cast, client, today):
    client.force_login(cast.lin)
    day(cast, today + dt.timedelta(days=1))
    url = f"{reverse('stations:roster-options')}?year={(today + dt.timedelta(days=1)).year}"
    found = json.loads(client.get(url).content)["results"]
    assert [one["value"] for one in found] == [cast.zhao_deputy.pk, cast.chen_deputy.pk]
    assert "应接待1次，已排0次，尚差1次" in found[0]["label"]
    assert "应接待1次，已排1次" in found[1]["label"] and "尚差" not in found[1]["label"]
    assert json.loads(client.get(f"{url}&q={cast.chen_deputy.name}").content)["results"] == found[1:]
    client.force_login(cast.fang)
    assert str(cast.chen_deputy.pk) not in {
        str(one["value"]) for one in json.loads(client.get(url).content)["results"]
    }


def test_the_roster_of_a_day_asks_for_its_own_year(cast, client):
    row = day(cast, dt.date(2030, 5, 10))
    client.force_login(cast.lin)
    page = client.get(reverse("stations:reception_do", args=(row.pk, "roster"))).content.decode()
    assert f"{reverse('stations:roster-options')}?year=2030" in page


def test_nobody_is_short_once_he_has_his_days_or_the_plan_gives_them(cast, short):
    assert set(short()) == {cast.chen_deputy, cast.zhao_deputy}
    day(cast, dt.date(2030, 2, 10))
    assert set(short()) == {cast.zhao_deputy}
    assert shortfalls(Deputy.objects.all(), [cast.qinghe], 2030, {cast.zhao_deputy.pk: 1}, {}, FIRST) == []


def test_the_reason_is_what_can_be_done_about_it(cast, short):
    zhao = cast.zhao_deputy
    assert "没有接待日规则" in short()[zhao].why
    DayRule.objects.create(
        station=cast.qinghe, pattern="days", days="10", starts_on=dt.date(2029, 1, 1),
        starts_at=dt.time(9), ends_at=dt.time(11), on_duty=1,
    )  # fmt: skip
    assert "本年没有剩余的接待日" in short()[zhao].why
    row = day(cast, dt.date(2030, 5, 10))
    one = short()[zhao]
    assert "可以加入" in one.why and list(one.days) == [row] and one.days[0].on_duty == 1 and one.lacking == 1
    Absence.objects.create(
        deputy=zhao,
        starts_on=dt.date(2030, 4, 1),
        ends_on=dt.date(2030, 12, 31),
        reason="进修",
        recorded_by=cast.lin,
    )
    assert "请假期间" in short()[zhao].why


def test_the_page_of_the_plan_never_says_that_all_is_arranged_while_somebody_is_short(cast, client, today):
    client.force_login(cast.lin)
    DayRule.objects.create(
        station=cast.qinghe, pattern="days", days="10", starts_on=dt.date(today.year + 1, 12, 1),
        starts_at=dt.time(9), ends_at=dt.time(11), on_duty=1,
    )  # fmt: skip
    url = f"{reverse('stations:plan')}?year={today.year + 1}&station={cast.qinghe.pk}"
    page = client.get(url).content.decode()
    assert "按此计划仍不足应接待次数的代表（1名）" in page and "按规则安排1次接待，轮值人次不够" in page
    client.post(reverse("stations:plan"), {"year": today.year + 1, "station": cast.qinghe.pk})
    page = client.get(url).content.decode()
    assert "1名代表接待次数不足" in page and "可以加入" in page
    client.force_login(cast.chen)
    assert client.get(url).status_code == 403
