"""Points that observe: their records, followed until closed, linked to the opinion that came of them."""

import datetime as dt

import pytest

from journal.models import Entry
from stations.models import Observation, Opinion, StationKind


@pytest.fixture
def point(cast):
    cast.qinghe.kind = StationKind.objects.get(name="营商环境监测点")
    cast.qinghe.save()
    return cast.qinghe


@pytest.fixture
def typed(cast, point, today):
    def make(**fields) -> dict:
        return {
            "station": point.pk, "on": today.isoformat(), "title": "企业用工", "category": "", "deputy": cast.chen_deputy.pk,
            "observer": "", "text": "招工难，缺少技工。", "advice": "", "next_on": "", **fields,
        }  # fmt: skip

    return make


@pytest.fixture
def record(cast, point, today):
    def make(**fields) -> Observation:
        return Observation.objects.create(**{
            "area": point.area, "station": point, "on": today - dt.timedelta(days=10), "title": "企业用工", "text": "招工难。",
            "deputy": cast.chen_deputy, **fields,
        })  # fmt: skip

    return make


def save(client, user, data):
    client.force_login(user)
    return client.post("/stations/observations/new/", data)


def test_the_four_kinds_of_point_are_there(db):
    names = set(StationKind.objects.filter(observes=True).values_list("name", flat=True))
    assert names == {"立法联系点", "营商环境监测点", "社情民意观察点", "基层社会治理观察点"}


def test_a_point_writes_down_what_it_saw(client, cast, typed):
    assert save(client, cast.lin, typed()).status_code == 302
    row = Observation.objects.get()
    assert row.area == cast.street and row.recorded_by == cast.lin
    client.force_login(cast.chen)
    assert "招工难" in client.get(row.get_absolute_url()).content.decode()
    client.force_login(cast.fang)
    assert client.get(row.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"deputy": ""}, "至少一项"),
        ({"on": "2999-01-01"}, "不能晚于今天"),
        ({"next_on": "2020-01-01"}, "应晚于本次日期"),
        ({"text": ""}, "请填写观察到的情况"),
    ],
)
def test_a_faulty_record_is_refused_beside_the_field(client, cast, typed, fields, said):
    page = save(client, cast.lin, typed(**fields)).content.decode()
    assert said in page and not Observation.objects.exists()


def test_an_ordinary_station_keeps_no_such_records(client, cast, typed):
    page = save(client, cast.fang, typed(station=cast.wangjiang.pk)).content.decode()
    assert "不在可选范围内" in page and "还没有观察点" in page


def test_it_is_followed_until_closed(client, cast, record, today):
    row = record(next_on=today)
    client.force_login(cast.lin)
    assert "企业用工" in client.get("/stations/observations/?stage=due").content.decode()
    follow = {"action": "follow", "on": today.isoformat(), "text": "已对接职校。"}
    wrong = client.post(row.get_absolute_url(), follow | {"next_on": today.isoformat(), "close": "on"})
    assert "不填下次日期" in wrong.content.decode() and not row.follow_ups.exists()
    client.post(row.get_absolute_url(), follow | {"close": "on"})
    row.refresh_from_db()
    assert row.closed_on == today and row.follow_ups.get().text == "已对接职校。"
    client.post(row.get_absolute_url(), follow)  # the second press comes too late
    assert row.follow_ups.count() == 1
    assert "企业用工" in client.get("/stations/observations/?stage=closed").content.decode()


def test_strangers_to_the_point_may_read_but_not_follow_up(client, cast, record, today):
    row = record()
    client.force_login(cast.chen)
    answer = client.post(
        row.get_absolute_url(), {"action": "follow", "on": today.isoformat(), "text": "看过。"}
    )
    assert answer.status_code == 403 and not row.follow_ups.exists()


def test_the_opinion_that_came_of_it_is_linked_by_its_number(client, cast, record):
    row, opinion = record(), cast.opinion()
    client.force_login(cast.lin)
    wrong = client.post(row.get_absolute_url(), {"action": "link", "number": "YJ-9999"}).content.decode()
    assert "没有这个编号" in wrong
    client.post(row.get_absolute_url(), {"action": "link", "number": opinion.number})
    row.refresh_from_db()
    assert row.opinion == opinion and Entry.objects.filter(verb="关联群众意见").exists()
    assert "已形成群众意见" in client.get("/stations/observations/?stage=linked").content.decode()


def test_a_record_becomes_an_opinion_whose_observer_is_told(client, cast, record):
    row = record(observer="李经理", advice="加强校企对接。")
    client.force_login(cast.lin)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "转为群众意见" in page and "李经理" in page
    wrong = client.post(
        row.get_absolute_url(), {"action": "raise", "voter_name": "", "phone": "12"}
    ).content.decode()
    assert "请选择类别" in wrong and "请填写反映人" in wrong and not Opinion.objects.exists()
    asked = {"action": "raise", "voter_name": "李经理", "phone": "13912345678", "category": cast.traffic.pk}
    done = client.post(row.get_absolute_url(), asked)
    opinion = Opinion.objects.get()
    assert done.url == opinion.get_absolute_url()
    assert (opinion.channel, opinion.summary, opinion.state) == ("point", "企业用工", "opened")
    assert opinion.text == "招工难。\n建议：加强校企对接。" and opinion.opened_on == row.on
    visit = opinion.matters.get().visit
    assert visit.voter_name == "李经理" and opinion.untold.count() == 1
    assert "形成的群众意见" in client.get(row.get_absolute_url()).content.decode()
    client.post(row.get_absolute_url(), asked)
    assert Opinion.objects.count() == 1
    assert "观察监测" in client.get("/opinions/?channel=point").content.decode()


def test_the_office_may_link_but_visits_are_logged_by_the_station(client, cast, record):
    row = record()
    client.force_login(cast.zhou)
    assert "转为群众意见" not in client.get(row.get_absolute_url()).content.decode()
    asked = {"action": "raise", "voter_name": "李", "category": cast.traffic.pk}
    assert client.post(row.get_absolute_url(), asked).status_code == 403


def test_a_deputy_of_another_station_reads_the_record_without_a_link_that_leads_nowhere(client, cast, record):
    row = record()
    cast.qinghe.stationings.filter(deputy=cast.chen_deputy).delete()
    client.force_login(cast.chen)
    page = client.get(row.get_absolute_url()).content.decode()
    assert str(cast.qinghe) in page and f'href="{cast.qinghe.get_absolute_url()}"' not in page
