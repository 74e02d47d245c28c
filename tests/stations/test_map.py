"""The map: drawn to scale from coordinates, nothing fetched from elsewhere, the table behind it."""

from decimal import Decimal

import pytest

from stations.clusters import gathered, read_box, within
from stations.models import Station
from stations.places import draw, wrong_places


def put(station: Station, east: str, north: str) -> Station:
    station.longitude, station.latitude = Decimal(east), Decimal(north)
    station.save()
    return station


@pytest.mark.parametrize(
    ("east", "north", "column"),
    [
        (None, "27.1", "经度"), ("118.1", None, "纬度"), ("27.1", "118.1", "经度"), ("200", "27", "经度"), ("118", "89", "纬度"),
    ],
)  # fmt: skip
def test_a_place_that_cannot_be_is_refused(east, north, column):
    numbers = [Decimal(one) if one else None for one in (east, north)]
    assert [label for label, _ in wrong_places(*numbers)] == [column]


def test_a_place_in_the_country_is_well():
    assert wrong_places(Decimal("118.1"), Decimal("27.1")) == []


def test_north_is_above_and_east_to_the_right(cast):
    drawing = draw([put(cast.qinghe, "118.0", "27.5"), put(cast.wangjiang, "118.4", "27.1")])
    first, second = drawing.dots
    assert first.x < second.x and first.y < second.y
    assert all(0 < dot.x < drawing.width and 0 < dot.y < drawing.height for dot in drawing.dots)


def test_a_single_station_is_drawn_and_none_without_coordinates(cast):
    assert draw([cast.qinghe]) is None
    drawing = draw([put(cast.qinghe, "118.0", "27.5"), cast.wangjiang])
    assert len(drawing.dots) == 1 and drawing.bar > 0 and drawing.bar_words


def test_the_bar_is_as_long_as_it_says(cast):
    drawing = draw([put(cast.qinghe, "118.0", "27.0"), put(cast.wangjiang, "118.0", "28.0")])
    per_degree = drawing.dots[0].y - drawing.dots[1].y
    assert drawing.bar_words == "20公里" and abs(drawing.bar / per_degree * 111.32 - 20) < 0.1


def test_staff_and_voters_find_the_map_with_its_table(client, cast):
    put(cast.qinghe, "118.0", "27.5")
    client.force_login(cast.zhou)
    page = client.get("/stations/map/").content.decode()
    assert "<svg" in page and "另有1个站点没有坐标" in page and "118.000000" in page
    client.logout()
    page = client.get("/p/map/").content.decode()
    assert "<svg" in page and 'href="/p/stations/LLZ001/"' in page and "望江街道人大代表联络站" in page
    assert "http" not in page.split("<svg")[1].split("</svg>")[0]
    assert "/p/map/" in client.get("/p/stations/").content.decode()


def test_a_closed_station_is_not_on_the_voters_map(client, cast, today):
    put(cast.qinghe, "118.0", "27.5")
    Station.objects.filter(pk=cast.qinghe.pk).update(closed_on=today)
    assert "清河街道人大代表联络站" not in client.get("/p/map/").content.decode()


def test_coordinates_are_typed_with_the_station_both_or_neither(client, cast):
    client.force_login(cast.lin)
    url, facts = f"/stations/{cast.qinghe.pk}/edit/", {"address": "清河路1号"}
    assert "请填写十进制度数" in client.post(url, facts | {"longitude": "118.1"}).content.decode()
    assert "填反了" in client.post(url, facts | {"longitude": "27.1", "latitude": "118.1"}).content.decode()
    assert client.post(url, facts | {"longitude": "118.1", "latitude": "27.1"}).status_code == 302
    assert Station.objects.get(pk=cast.qinghe.pk).latitude == Decimal("27.1")
    assert client.post(url, facts).status_code == 302


@pytest.fixture
def crowd(cast) -> list[Station]:
    """Seventy stations in two heaps, and one far off."""
    found = []
    for number in range(71):
        east = "118.9" if number == 70 else f"{118 + (number % 2) * 0.4 + number / 10000:.6f}"
        row = Station(
            code=f"M{number}",
            name=f"第{number}站",
            tier=cast.qinghe.tier,
            kind=cast.qinghe.kind,
            area=cast.street,
        )
        row.longitude, row.latitude = Decimal(east), Decimal("27.3")
        found.append(Station.objects.add_root(instance=row))
    return found


def test_many_stations_are_gathered_into_circles_that_lose_nobody(crowd):
    dots, circles = gathered(draw(crowd).dots, lambda words: words, "#places")
    assert [dot.station.name for dot in dots] == ["第70站"]
    assert sorted(one.count for one in circles) == [35, 35]
    assert all("等35个站点" in one.names for one in circles)
    nearer = within(crowd, read_box(circles[0].url))
    assert len(nearer) == 35
    dots, circles = gathered(draw(nearer).dots, str, "#places")
    assert len(dots) == 35 and not circles, "few stand side by side"


def test_stations_in_one_place_lead_to_the_list(cast, crowd):
    for row in crowd:
        row.longitude = Decimal("118.1")
    _, circles = gathered(draw(crowd).dots, str, "#places")
    assert [one.url for one in circles] == ["#places"]


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "119,27,118,28", "nan,nan,nan,nan", "1,2,3,4"])
def test_a_box_that_is_none_is_none(text):
    assert read_box(text) is None


def test_a_circle_opens_its_neighbourhood_and_the_way_back(client, cast, crowd):
    client.force_login(cast.zhou)
    page = client.get("/stations/map/").content.decode()
    assert page.count('class="map-cluster"') == 2 and "返回全图" not in page
    url = page.split('class="map-cluster" href="')[1].split('"')[0].replace("&amp;", "&")
    page = client.get(url).content.decode()
    assert 'class="map-cluster"' not in page and "返回全图" in page and "第70站" not in page
    assert 'class="map-cluster"' in client.get("/p/map/").content.decode()
