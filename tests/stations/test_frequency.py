"""Frequency: periods, whom a rule concerns, and who lacks."""

import datetime as dt

import pytest

from offices.models import Setting
from pages.queues import drawn
from stations.frequency import concerned, span_before, span_of, with_done
from stations.models import FrequencyRule, Station
from stations.worklist_points import queues

DAY = dt.date(2026, 11, 25)  # six days before the end of November


@pytest.fixture
def monthly(db) -> FrequencyRule:
    return FrequencyRule.objects.get(area=None, counted="reception")


@pytest.fixture
def own(cast):
    """A rule of an area's own: own(area, counted="walk", …)."""

    def make(area, **fields) -> FrequencyRule:
        return FrequencyRule.objects.create(**{
            "area": area, "subject": "station", "counted": "reception", "period": "month", "times": 2,
            "source": "本地规定", "starts_on": dt.date(2026, 1, 1), **fields,
        })  # fmt: skip

    return make


@pytest.mark.parametrize(
    ("period", "start", "end", "words"),
    [
        ("month", (2026, 11, 1), (2026, 11, 30), "2026年11月"),
        ("quarter", (2026, 10, 1), (2026, 12, 31), "2026年第4季度"),
        ("half", (2026, 7, 1), (2026, 12, 31), "2026年下半年"),
        ("year", (2026, 1, 1), (2026, 12, 31), "2026年"),
    ],
)
def test_a_period_is_the_calendars(period, start, end, words):
    span = span_of(period, DAY)
    assert (span.start, span.end, span.words) == (dt.date(*start), dt.date(*end), words)


def test_the_period_before_january_is_in_the_year_before():
    span = span_before("month", dt.date(2026, 1, 31))
    assert (span.start, span.end) == (dt.date(2025, 12, 1), dt.date(2025, 12, 31))
    assert span_of("quarter", dt.date(2024, 2, 29)).end == dt.date(2024, 3, 31)


def test_only_days_that_were_held_count(cast, monthly):
    cast.reception(on=dt.date(2026, 11, 10), state="closed")
    cast.reception(on=dt.date(2026, 11, 20), state="cancelled")
    cast.reception(on=dt.date(2026, 10, 10), state="closed")
    rows = with_done(monthly, Station.objects.order_by("code"), span_of("month", DAY))
    assert [row.done for row in rows] == [1, 0]


def test_a_nearer_area_s_rule_takes_the_place_of_the_common_one(cast, monthly, own):
    mine = own(cast.east)
    assert set(concerned(monthly, Station.objects.all(), DAY)) == {cast.wangjiang}
    assert set(concerned(mine, Station.objects.all(), DAY)) == {cast.qinghe}
    own(cast.street, times=3)
    assert not concerned(mine, Station.objects.all(), DAY)


def test_a_rule_for_other_tiers_or_other_days_concerns_nobody(cast, monthly, own):
    ended = own(cast.city, ends_on=dt.date(2026, 6, 30))
    assert set(concerned(monthly, Station.objects.all(), DAY)) == {cast.qinghe, cast.wangjiang}
    assert ended not in FrequencyRule.objects.in_force(DAY)
    tier = cast.qinghe.tier
    monthly.tiers.remove(tier)
    assert not concerned(monthly, Station.objects.all(), DAY)


def test_the_page_counts_and_every_number_opens_its_rows(client, cast, monthly, today):
    cast.reception(on=today, state="closed")
    client.force_login(cast.zhou)
    page = client.get("/stations/frequency/").content.decode()
    assert "联络站每月接待选民至少1次" in page and f"/stations/frequency/{monthly.pk}/?lacking=yes" in page
    lacking = client.get(f"/stations/frequency/{monthly.pk}/?lacking=yes").content.decode()
    assert "望江街道" in lacking and "清河街道人大" not in lacking and "还差1次" in lacking
    met = client.get(f"/stations/frequency/{monthly.pk}/?lacking=no").content.decode()
    assert "清河街道人大" in met and "已达到" in met
    client.force_login(cast.lin)
    assert "望江街道" not in client.get(f"/stations/frequency/{monthly.pk}/").content.decode()


def test_an_area_sets_its_own_rule_once_at_a_time(client, cast):
    client.force_login(cast.zhou)
    data = {
        "subject": "station", "counted": "reception", "period": "month", "times": 2, "source": "本市办法",
        "starts_on": "2026-01-01",
    }  # fmt: skip
    assert client.post("/stations/frequency/new/", data).status_code == 302
    earlier = data | {"starts_on": "2025-06-01"}
    for twice in (data, earlier):  # the same days, or days that run into it
        assert "时间重叠" in client.post("/stations/frequency/new/", twice).content.decode()
    past = earlier | {"ends_on": "2025-12-31"}
    assert client.post("/stations/frequency/new/", past).status_code == 302
    page = client.get("/stations/frequency/").content.decode()
    assert "2025年6月1日起，至2025年12月31日" in page, "what is over may still be read and changed"
    for times in (0, 101):
        wrong = client.post("/stations/frequency/new/", data | {"subject": "group", "times": times})
        assert "没有接待日" in wrong.content.decode() and "1至100之间" in wrong.content.decode()
    client.force_login(cast.tang)
    rule = FrequencyRule.objects.get(area=cast.city, ends_on=None)
    assert client.get(f"/stations/frequency/{rule.pk}/edit/").status_code == 404


def test_the_first_page_shows_what_nears_its_end(cast, monthly, today):
    Setting.objects.filter(key="frequency_warn").update(value="90")
    cast.lin.acting = cast.lin.posts.get()
    card = next(card for card in drawn(queues(cast.lin)) if card.key == "stations-frequency")
    assert any("每月接待选民" in row.label and "还有1个未达到" in row.note for row in card.rows)
    cast.chen.acting = cast.chen.posts.get()
    assert drawn(queues(cast.chen)) == []
