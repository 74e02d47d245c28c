"""Activities: written down once by the station, seen by those who may, corrected and dropped with a trace."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal.models import Entry
from stations.labels import make_own
from stations.models import Activity, Brand, Label, Station
from tests.pictures import jpeg

PICTURE = jpeg()


@pytest.fixture
def typed(cast, today):
    """What the browser sends for an activity: typed(theme=…)."""
    kind = Label.objects.get(area=None, sort="kind", name="走访问需")

    def make(**fields) -> dict:
        return {
            "station": cast.qinghe.pk, "group": "", "kind": kind.pk, "function": "", "brand": "", "on": today.isoformat(),
            "place": "清河社区", "theme": "走访老旧小区", "others": 12, "done": "走访10户。", "outcome": "",
            "deputies": [cast.chen_deputy.pk, cast.zhao_deputy.pk], **fields,
        }  # fmt: skip

    return make


def save(client, user, data):
    client.force_login(user)
    return client.post("/stations/activities/new/", data)


def test_a_clerk_writes_an_activity_down_and_its_deputies_find_it(client, cast, typed):
    answer = save(client, cast.lin, typed())
    row = Activity.objects.get()
    assert answer.status_code == 302 and row.area == cast.street and row.recorded_by == cast.lin
    assert set(row.deputies.all()) == {cast.chen_deputy, cast.zhao_deputy}
    client.force_login(cast.chen)
    assert "走访老旧小区" in client.get(row.get_absolute_url()).content.decode()
    client.force_login(cast.fang)
    assert client.get(row.get_absolute_url()).status_code == 404
    assert Entry.objects.filter(verb="登记活动", actor=cast.lin).exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"on": "2999-01-01"}, "不能晚于今天"),
        ({"deputies": []}, "请选择参加的代表"),
        ({"theme": ""}, "请填写主题"),
        ({"station": ""}, "请选择联络站"),
    ],
)
def test_a_faulty_activity_is_refused_beside_the_field_and_the_typing_kept(client, cast, typed, fields, said):
    page = save(client, cast.lin, typed(**fields)).content.decode()
    assert said in page and "走访10户。" in page and not Activity.objects.exists()


def test_a_clerk_names_no_station_but_his_own(client, cast, typed):
    page = save(client, cast.lin, typed(station=cast.wangjiang.pk)).content.decode()
    assert "不在可选范围内" in page and not Activity.objects.exists()


def test_the_office_may_write_down_a_groups_activity_without_a_station(client, cast, typed):
    from_group = cast.street.groups.create(name="第一小组")
    save(client, cast.zhou, typed(station="", group=from_group.pk))
    assert Activity.objects.get().area == cast.street


def test_dropping_asks_first_and_leaves_a_trace(client, cast, typed):
    save(client, cast.lin, typed())
    row = Activity.objects.get()
    url = f"{row.get_absolute_url()}drop/"
    assert "不能恢复" in client.get(url).content.decode()
    client.post(url)
    assert not Activity.objects.exists() and Entry.objects.filter(verb="删除活动").exists()


def test_a_photo_is_judged_by_its_content(client, cast, typed):
    save(client, cast.lin, typed())
    row = Activity.objects.get()
    url = f"{row.get_absolute_url()}photo/"
    client.post(url, {"photo": SimpleUploadedFile("a.jpg", b"<html>")})
    assert not row.photos.exists()
    client.post(url, {"photo": SimpleUploadedFile("a.jpg", PICTURE)})
    photo = row.photos.get()
    assert client.get(f"/stations/activities/photos/{photo.pk}/").status_code == 200
    client.force_login(cast.fang)
    assert client.get(f"/stations/activities/photos/{photo.pk}/").status_code == 404


def test_the_list_filters_by_purpose_and_leaves_as_a_sheet(client, cast, typed):
    save(client, cast.lin, typed())
    assert "走访老旧小区" in client.get("/stations/activities/?purpose=walk").content.decode()
    assert "走访老旧小区" not in client.get("/stations/activities/?purpose=group").content.decode()
    file = client.get("/stations/activities/?export=xlsx&cols=theme,deputies")
    book = openpyxl.load_workbook(BytesIO(b"".join(file.streaming_content)))
    assert [cell.value for cell in book["数据"][2]] == ["走访老旧小区", "陈建国、赵敏"]


def test_three_activities_cost_the_queries_of_one(client, cast, typed, django_assert_num_queries):

    url = "/stations/activities/?cols=theme,deputies,count,station"
    save(client, cast.lin, typed())
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        client.get(url)
    before = len(found)
    for _ in range(2):
        save(client, cast.lin, typed())
    client.get(url)  # the messages of the saving are read once
    with django_assert_num_queries(before):
        client.get(url)


def test_a_brand_shows_its_stations_and_their_activities(client, cast, typed):
    client.force_login(cast.lin)
    client.post(
        "/stations/brands/new/", {"name": "板凳议事院", "stations": [cast.qinghe.pk], "intro": "围坐议事。"}
    )
    brand = Brand.objects.get()
    assert brand.area == cast.street
    save(client, cast.lin, typed(brand=brand.pk))
    page = client.get(brand.get_absolute_url()).content.decode()
    assert "走访老旧小区" in page and "清河街道人大代表联络站" in page and "围坐议事" in page
    assert "板凳议事院" in client.get("/p/stations/LLZ001/").content.decode()
    client.force_login(cast.fang)
    assert client.get(brand.get_absolute_url()).status_code == 404


def test_a_brand_is_named_once_in_an_area_and_ends_after_it_began(client, cast):
    Brand.objects.create(area=cast.street, name="板凳议事院").stations.add(cast.qinghe)
    client.force_login(cast.lin)
    data = {
        "name": "板凳议事院",
        "stations": [cast.qinghe.pk],
        "since": "2026-05-01",
        "ended_on": "2026-04-01",
    }
    page = client.post("/stations/brands/new/", data).content.decode()
    assert "同名的品牌" in page and "不能早于" in page and Brand.objects.count() == 1


def test_an_area_keeps_its_own_list_and_those_below_follow_it(client, cast):
    assert [row.name for row in Label.objects.used_in(cast.street, "function")][:2] == [
        "调研视察",
        "联系群众",
    ]
    client.force_login(cast.zhou)
    for _ in range(2):  # the second press changes nothing
        client.post("/stations/labels/function/own/", {"set": "five"})
    names = [row.name for row in Label.objects.used_in(cast.street, "function")]
    assert names == ["宣传站", "民意窗", "连心桥", "监督岗", "大课堂"]
    client.post("/stations/labels/function/new/", {"name": "代办点", "order": 6, "active": "on"})
    assert Label.objects.used_in(cast.street, "function").count() == 6
    page = client.post("/stations/labels/function/new/", {"name": "代办点", "order": 7}).content.decode()
    assert "已有这个词条" in page


def test_a_word_taken_out_of_use_is_no_longer_offered_but_stays_where_it_stands(client, cast, typed):
    save(client, cast.lin, typed())
    make_own(cast.zhou, cast.city, "kind")
    assert (
        Label.objects.used_in(cast.street, "kind").filter(name="走访问需").get()
        != Activity.objects.get().kind
    )
    row = Activity.objects.get()
    page = client.post(f"{row.get_absolute_url()}edit/", typed(theme="改了主题", kind=row.kind_id))
    assert page.status_code == 302


def test_the_common_list_is_nobodys_to_change(client, cast):
    client.force_login(cast.zhou)
    common = Label.objects.filter(area=None).first()
    assert client.get(f"/stations/labels/words/{common.pk}/").status_code == 404
    assert client.get("/stations/labels/tag/new/").status_code == 404


def test_a_station_carries_functions_and_tags(client, cast):
    tag = Label.objects.get(sort="tag", name="“枫桥经验”工作室")
    client.force_login(cast.lin)
    facts = {"address": "清河路1号", "labels": [tag.pk]}
    assert client.post(f"/stations/{cast.qinghe.pk}/edit/", facts).status_code == 302
    assert list(Station.objects.get(pk=cast.qinghe.pk).labels.all()) == [tag]
    assert "枫桥经验" in client.get(f"/stations/{cast.qinghe.pk}/").content.decode()


def test_an_activity_before_this_year_is_welcome(client, cast, typed):
    save(client, cast.lin, typed(on=dt.date(2025, 3, 1).isoformat()))
    assert Activity.objects.get().on == dt.date(2025, 3, 1)
