"""The lists: filters, search, tabs, export, and the cost of rows."""

import datetime as dt
import re
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stations.choices import ReceptionState
from stations.models import Opinion


def texts(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def count_queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.fixture
def as_lin(client, cast):
    client.force_login(cast.lin)
    return client


def test_three_rows_cost_the_queries_of_one(as_lin, cast, log, today):
    urls = (
        "/stations/",
        "/stations/tree/",
        "/receptions/",
        "/opinions/",
        f"/stations/{cast.qinghe.pk}/",
        "/opinions/?stage=tell",
    )
    log(phone="13912345678")
    cast.reception()
    before = {url: count_queries(as_lin, url) for url in urls}
    for i in range(2):
        log(f"事项{i}", "office", office=cast.transport)
        cast.reception(on=today + dt.timedelta(days=i + 8))
    assert {url: count_queries(as_lin, url) for url in urls} == before


def test_three_visits_at_the_desk_cost_the_queries_of_one(as_lin, open_day, log):
    log()
    before = count_queries(as_lin, f"/receptions/{open_day.pk}/desk/")
    log()
    log()
    assert count_queries(as_lin, f"/receptions/{open_day.pk}/desk/") == before


def test_tabs_split_opinions_by_where_they_stand(as_lin, cast, log, today):
    log("还没处理")
    log("转了出去", "office", office=cast.transport)
    log("给了代表", "deputy", deputy=cast.chen_deputy)
    log("当场答复了", "on_spot", answer="好")
    late = log("早就超期", "office", office=cast.education)
    Opinion.objects.filter(pk=late.pk).update(due_on=today - dt.timedelta(days=1))
    for stage, here in (
        ("opened", "还没处理"), ("referred", "转了出去"), ("offered", "给了代表"), ("closed", "当场答复了"),
        ("overdue", "早就超期"),
    ):  # fmt: skip
        page = texts(as_lin, f"/opinions/?stage={stage}")
        assert here in page and ("还没处理" in page) == (stage == "opened")
    assert "转了出去" not in texts(as_lin, f"/opinions/?office={cast.education.pk}")


def test_an_opinion_due_today_is_not_late(as_lin, cast, log, today):
    opinion = log("今天到期", "office", office=cast.transport)
    Opinion.objects.filter(pk=opinion.pk).update(due_on=today)
    assert (
        "今天到期"
        not in texts(as_lin, "/opinions/?stage=overdue").split('id="rows"')[1].split("list-table")[-1]
    )


def test_two_characters_inside_a_sentence_are_found(as_lin, log):
    log("人民路早晚高峰交通拥堵")
    log("小区路灯不亮")
    page = texts(as_lin, "/opinions/?q=拥堵")
    assert "人民路早晚高峰" in page and "小区路灯" not in page
    assert "至少两个字" in texts(as_lin, "/opinions/?q=堵")


@pytest.mark.parametrize(
    "query", ["stage=nonsense", "station=999999", "opened_on_after=x", "sort=voter", "after=forged"]
)
def test_a_strange_filter_is_told_and_harmless(as_lin, log, query):
    log()
    texts(as_lin, f"/opinions/?{query}")


def test_days_by_time_and_whose(client, cast, open_day, today):
    gone = cast.reception(on=today - dt.timedelta(days=3))
    ahead = cast.reception(on=today + dt.timedelta(days=9))
    other = cast.reception(cast.wangjiang, on=today + dt.timedelta(days=12))
    client.force_login(cast.zhou)
    seen = {}
    for when in ("today", "upcoming", "late", "unpublished", "past"):
        page = texts(client, f"/receptions/?when={when}")
        seen[when] = {day.pk for day in (gone, ahead, other, open_day) if f"/receptions/{day.pk}/" in page}
    assert seen == {
        "today": {open_day.pk}, "upcoming": {open_day.pk, ahead.pk, other.pk}, "late": {gone.pk},
        "unpublished": {ahead.pk, other.pk}, "past": {gone.pk},
    }  # fmt: skip
    page = texts(client, f"/receptions/?station={cast.wangjiang.pk}")
    assert f"/receptions/{other.pk}/" in page and f"/receptions/{ahead.pk}/" not in page
    page = texts(client, f"/receptions/?area={cast.east.pk}")
    assert f"/receptions/{other.pk}/" not in page and f"/receptions/{ahead.pk}/" in page


def test_my_days_are_the_deputys_duties_and_the_clerks_station(client, cast, today):
    mine = cast.reception(on=today + dt.timedelta(days=5))
    for person in (cast.chen, cast.lin):
        client.force_login(person)
        assert f"/receptions/{mine.pk}/" in texts(client, "/receptions/?mine=yes")
    client.force_login(cast.zhou)
    assert f"/receptions/{mine.pk}/" not in texts(client, "/receptions/?mine=yes")


def days_of(client, url: str) -> list[dt.date]:
    return [row.on for row in client.get(url).context["page"].rows]


def test_the_list_of_days_begins_today_and_the_past_is_a_tab_away(as_lin, cast, today):
    near, far, past, older = (
        cast.reception(on=today + dt.timedelta(days=days)).on for days in (0, 9, -3, -8)
    )
    assert days_of(as_lin, "/receptions/") == [near, far]
    assert days_of(as_lin, "/receptions/?when=past") == [past, older]
    assert days_of(as_lin, "/receptions/?when=all") == [far, near, past, older]
    page = texts(as_lin, "/receptions/")
    assert re.search(r'<a href="[^"]*when=coming"[^>]*aria-current="page"[^>]*>今天起', page)


def test_who_filters_days_without_saying_when_sees_all_of_them(as_lin, cast, today):
    past = cast.reception(on=today - dt.timedelta(days=3), state="closed").on
    cast.reception()
    assert days_of(as_lin, "/receptions/?state=closed") == [past]
    assert days_of(as_lin, "/receptions/?sort=-on&when=coming&state=closed") == []


def test_paging_from_today_on_goes_to_later_days(as_lin, cast, today, monkeypatch):
    monkeypatch.setattr("stations.views.ReceptionList.page_size", 2)
    days = [cast.reception(on=today + dt.timedelta(days=number)).on for number in range(3)]
    first = as_lin.get("/receptions/")
    assert [row.on for row in first.context["page"].rows] == days[:2]
    assert days_of(as_lin, first.context["pager"]["after"]) == days[2:]


def test_a_day_that_was_never_closed_shows_in_red(as_lin, cast, today):
    cast.reception(on=today - dt.timedelta(days=3))
    assert "逾期未归档" in texts(as_lin, "/receptions/?when=past")
    assert ReceptionState.CANCELLED not in texts(as_lin, "/receptions/?when=late").split("list-table")[-1]


def exported(client, url: str) -> list[list]:
    answer = client.get(url)
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)), read_only=True)
    return [list(row) for row in book["数据"].iter_rows(values_only=True)]


def test_the_export_is_the_list_and_names_no_voter(as_lin, cast, log):
    log("路灯不亮", name="慕容雪梅", phone="13987654321")
    log("公交太少", "office", office=cast.transport)
    rows = exported(as_lin, "/opinions/?export=xlsx&stage=referred")
    assert len(rows) == 2 and "公交太少" in rows[1]
    everything = str(exported(as_lin, "/opinions/?export=xlsx"))
    assert "慕容雪梅" not in everything and "13987654321" not in everything


@pytest.mark.parametrize("url", ["/stations/", "/receptions/", "/opinions/"])
def test_every_list_leaves_as_a_sheet_also_when_empty(client, cast, url):
    client.force_login(cast.qian)
    assert len(exported(client, f"{url}?export=xlsx")) >= 1


def test_stations_are_found_by_name_tier_and_place(client, cast):
    client.force_login(cast.zhou)
    for query in ("q=清河", f"area={cast.east.pk}", "q=LLZ001"):
        page = texts(client, f"/stations/?{query}")
        assert cast.qinghe.name in page and cast.wangjiang.name not in page
    assert cast.qinghe.name not in texts(client, "/stations/?mobile=yes").split("list-tools")[1]
    assert cast.qinghe.name not in texts(client, "/stations/?use=closed").split("list-tools")[1]
