"""The yearly review of deputies: counts beside grades, saved a sheet at a time, and into the ledger by itself."""

import datetime as dt

import pytest

from reports.books.asking import asked
from reports.books.people import read_review
from stations.models import Activity, DeputyReview, Label
from stations.models.stations import Stationing


@pytest.fixture
def good(db) -> Label:
    return Label.objects.get(area=None, sort="grade", name="优秀")


@pytest.fixture
def url(cast, today) -> str:
    return f"/stations/{cast.qinghe.pk}/reviews/{today.year}/"


def typed(cast, grade="", words="", **more) -> dict:
    fields = {}
    for deputy in (cast.chen_deputy, cast.zhao_deputy):
        fields |= {f"grade_{deputy.pk}": "", f"words_{deputy.pk}": ""}
    return fields | {f"grade_{cast.chen_deputy.pk}": grade, f"words_{cast.chen_deputy.pk}": words} | more


def test_the_clerk_opens_his_own_station_and_sees_what_each_did(client, cast, url, today):
    act = Activity.objects.create(
        area=cast.street, station=cast.qinghe, kind=Label.objects.get(area=None, sort="kind", name="学习培训"),
        on=today, theme="学习", done="学习代表法。", recorded_by=cast.lin,
    )  # fmt: skip
    act.deputies.add(cast.chen_deputy)
    client.force_login(cast.lin)
    assert f'value="{cast.qinghe.pk}"' in client.get("/stations/reviews/new/").content.decode()
    opened = client.get(f"/stations/reviews/new/?station={cast.qinghe.pk}&year={today.year}")
    assert opened.url == url
    page = client.get(url).content.decode()
    assert "陈建国" in page and "学习交流1" in page and "参加活动1" in page and "优秀" in page
    assert "请选择联络站" in client.get("/stations/reviews/new/?station=&year=2026").content.decode()


def test_grades_are_saved_changed_emptied_and_fill_the_ledger(client, cast, url, good, today):
    client.force_login(cast.lin)
    client.post(url, typed(cast, good.pk, "接待认真"))
    row = DeputyReview.objects.get()
    assert (row.deputy, row.grade, row.words, row.recorded_by) == (
        cast.chen_deputy,
        good,
        "接待认真",
        cast.lin,
    )
    ask = asked(cast.zhou, cast.qinghe, dt.date(today.year, 1, 1), dt.date(today.year, 12, 31))
    lines = {line["deputy"]: line for line in read_review(ask)}
    assert lines["陈建国"]["grade"] == "优秀" and lines["陈建国"]["words"] == "接待认真"
    assert "grade" not in lines["赵敏"]
    assert "没有改动" in client.post(url, typed(cast, good.pk, "接待认真"), follow=True).content.decode()
    client.post(url, typed(cast))
    row.refresh_from_db()
    assert row.grade is None and row.words == ""


def test_a_faulty_grade_is_refused_and_what_was_typed_stays(client, cast, url):
    client.force_login(cast.lin)
    page = client.post(url, typed(cast, "0", "认真" * 200)).content.decode()
    assert "有效的选项" in page and "认真认真" in page and not DeputyReview.objects.exists()


def test_years_to_come_and_places_of_others_are_not_reviewed(client, cast, url, today):
    client.force_login(cast.lin)
    assert client.get(f"/stations/{cast.qinghe.pk}/reviews/{today.year + 1}/").url == "/stations/reviews/new/"
    assert client.get(f"/stations/{cast.wangjiang.pk}/reviews/{today.year}/").status_code == 404
    client.force_login(cast.chen)
    assert client.post(url, typed(cast)).status_code == 403


def test_who_left_last_year_is_not_on_the_sheet(client, cast, url, today):
    Stationing.objects.filter(deputy=cast.zhao_deputy).update(ends_on=dt.date(today.year - 1, 12, 31))
    client.force_login(cast.lin)
    assert "赵敏" not in client.get(url).content.decode()


def test_a_deputy_reads_his_own_result_and_no_others(client, cast, url, good):
    client.force_login(cast.zhou)
    client.post(url, typed(cast, good.pk, "接待认真"))
    for who, seen in ((cast.chen, True), (cast.zhao, False), (cast.fang, False), (cast.gao, True)):
        client.force_login(who)
        assert ("接待认真" in client.get("/stations/reviews/").content.decode()) == seen, who


def test_an_area_words_its_own_grades(client, cast, url):
    client.force_login(cast.zhou)
    client.post("/stations/labels/grade/own/")
    Label.objects.create(area=cast.city, sort="grade", name="四星", order=9)
    assert "四星" in client.get(url).content.decode()
