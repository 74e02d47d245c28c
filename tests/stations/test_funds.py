"""Money: standards by tier as dated settings, what was given and spent, who is under and over."""

import pytest

from journal.models import Entry
from offices.models import Setting
from stations.models import FundEntry, Station, Tier
from stations.money import needs, stand_of, with_money


@pytest.fixture
def give(cast, today):
    def make(
        amount: int, kind: str = "allotment", station: Station | None = None, year: int = 0
    ) -> FundEntry:
        station = station or cast.qinghe
        return FundEntry.objects.create(
            area=station.area,
            station=station,
            kind=kind,
            year=year or today.year,
            on=today,
            amount=amount,
            item="经费",
        )

    return make


def money(station: Station, year: int) -> Station:
    return with_money(Station.objects.filter(pk=station.pk), year).get()


@pytest.mark.parametrize(
    ("amount", "stand"),
    [(0, "none"), (19999, "under"), (20000, "within"), (30000, "within"), (30001, "above")],
)
def test_a_station_stands_against_the_standard_of_its_tier(cast, give, today, amount, stand):
    if amount:
        give(amount)
    row = money(cast.qinghe, today.year)
    assert (row.least, row.most, stand_of(row)) == (20000, 30000, stand)


def test_a_point_has_the_standard_of_points(cast, give, today):
    cast.qinghe.tier = Tier.objects.get(name="联络点")
    cast.qinghe.save()
    give(6000)
    row = money(cast.qinghe, today.year)
    assert (row.least, row.most, stand_of(row)) == (2000, 5000, "above")


def test_each_area_has_its_own_numbers_and_each_year_its_money(cast, give, today):
    Setting.objects.create(
        area=cast.west,
        key="fund_station_least",
        value="10000",
        unit="count",
        source="本地",
        valid_from="2020-01-01",
    )
    give(12000, station=cast.wangjiang)
    give(50000, station=cast.wangjiang, year=today.year - 1)
    rows = {row.pk: row for row in with_money(Station.objects.all(), today.year)}
    assert rows[cast.wangjiang.pk].least == 10000 and stand_of(rows[cast.wangjiang.pk]) == "within"
    assert rows[cast.qinghe.pk].least == 20000 and rows[cast.wangjiang.pk].given == 12000


def test_the_list_shows_who_is_under_over_and_overspent(client, cast, give):
    give(15000)
    give(16000, "spending")
    give(40000, station=cast.wangjiang)
    client.force_login(cast.zhou)
    for stand, here, missing in (
        ("under", "清河街道人大", "望江街道人大"), ("overspent", "清河街道人大", "望江街道人大"),
        ("above", "望江街道人大", "清河街道人大"),
    ):  # fmt: skip
        page = client.get(f"/stations/funds/?stand={stand}").content.decode()
        assert here in page and missing not in page
    client.force_login(cast.lin)
    assert "望江街道人大" not in client.get("/stations/funds/").content.decode()
    assert client.get("/stations/funds/?export=xlsx").status_code == 200


def test_a_station_writes_down_what_it_spends_and_the_office_what_it_gives(client, cast, today):
    data = {
        "station": cast.qinghe.pk,
        "year": today.year,
        "on": today.isoformat(),
        "amount": "300.50",
        "item": "宣传册",
    }
    client.force_login(cast.lin)
    refused = client.post("/stations/funds/entries/new/", data | {"kind": "allotment"}).content.decode()
    assert "宣传册" in refused and not FundEntry.objects.exists()
    assert client.post("/stations/funds/entries/new/", data | {"kind": "spending"}).status_code == 302
    client.force_login(cast.zhou)
    assert client.post("/stations/funds/entries/new/", data | {"kind": "allotment"}).status_code == 302
    row = money(cast.qinghe, today.year)
    assert row.given == row.spent and row.left == 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": "0"}, "大于0"),
        ({"amount": "-5"}, "大于0"),
        ({"on": "2999-01-01"}, "不能晚于今天"),
        ({"year": 3000}, "四位年份"),
    ],
)
def test_a_faulty_entry_is_refused_beside_the_field(client, cast, today, fields, said):
    client.force_login(cast.lin)
    data = {
        "station": cast.qinghe.pk, "kind": "spending", "year": today.year, "on": today.isoformat(), "amount": "5",
        "item": "水费",
    }  # fmt: skip
    page = client.post("/stations/funds/entries/new/", data | fields).content.decode()
    assert said in page and "水费" in page and not FundEntry.objects.exists()


def test_a_mistake_is_taken_back_with_a_trace_and_an_allotment_by_the_office_alone(client, cast, give):
    spent, given = give(5, "spending"), give(20000)
    client.force_login(cast.lin)
    assert client.get(f"/stations/funds/entries/{given.pk}/drop/").status_code == 403
    client.post(f"/stations/funds/entries/{spent.pk}/drop/")
    assert list(FundEntry.objects.all()) == [given] and Entry.objects.filter(verb="删除经费支出").exists()
    client.force_login(cast.fang)
    assert client.get(f"/stations/funds/entries/{given.pk}/drop/").status_code == 404


def test_what_deputies_may_use_follows_the_mandates_and_the_standard(client, cast, today):
    cast.zhou.acting = cast.zhou.posts.get()
    rows = {row.level: (row.deputies, row.each, row.total) for row in needs(cast.zhou, cast.city, today.year)}
    assert rows == {"市级": (2, 2000, 4000), "县级": (1, 1000, 1000), "乡级": (0, 800, 0)}
    client.force_login(cast.zhou)
    assert "5000" in client.get("/stations/funds/deputies/").content.decode()
