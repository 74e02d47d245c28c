"""Sets of ledgers: their titles, their rows from work already entered, the workbook, the print page, an area's own."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from journal.models import Entry
from reports.books.asking import asked
from reports.books.catalogue import SOURCES
from reports.books.filling import lines
from reports.building import build
from reports.models import Book, LedgerSet, ReportJob
from stations.models import Activity, Label, Opinion, RosterEntry, VoterContact

FOUR = [
    "代表小组活动登记簿", "选民来信来访登记簿", "代表为群众办好事实事登记簿", "代表述职登记簿", "代表联系选民名单花名册",
    "代表履职考评登记表",
]  # fmt: skip


@pytest.fixture
def four(db) -> LedgerSet:
    return LedgerSet.objects.get(area=None, code="four")


@pytest.fixture
def act(cast):
    """Write an activity down: act("代表述职", deputies, outcome=…)."""

    def make(kind: str, *deputies, **fields) -> Activity:
        row = Activity.objects.create(**{
            "area": cast.street, "station": cast.qinghe, "kind": Label.objects.get(area=None, sort="kind", name=kind),
            "on": timezone.localdate(), "place": "清河社区", "theme": f"{kind}一次", "done": "内容", **fields,
        })  # fmt: skip
        row.deputies.set(deputies or [cast.chen_deputy])
        return row

    return make


def year() -> int:
    return timezone.localdate().year


def rows_of(book: Book, user, station=None) -> list[list]:
    return list(lines(book, asked(user, station, dt.date(year(), 1, 1), dt.date(year(), 12, 31))))


def post(client, user, one: LedgerSet, **data):
    client.force_login(user)
    return client.post(f"/reports/sets/{one.pk}/", {"year": year(), "do": "xlsx", **data})


def opened(answer) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))


def test_the_six_titles_are_those_of_the_source(four):
    assert [book.title for book in four.books.all()] == FOUR


def test_what_no_source_fixes_is_given_as_a_sample_and_says_so(client, cast):
    six = LedgerSet.objects.get(area=None, code="six")
    client.force_login(cast.lin)
    assert "没有查到统一规定" in client.get(f"/reports/sets/{six.pk}/").content.decode()


def test_every_book_knows_its_columns():
    for source in SOURCES.values():
        assert len(source.known) == len(source.columns) + 3, source.key


def test_seeded_books_name_only_columns_that_their_sources_know(db):
    for book in Book.objects.all():
        unknown = {one["key"] for one in book.columns} - set(SOURCES[book.source].known)
        assert not unknown, f"{book}: {unknown}"


def test_one_press_gives_a_station_the_whole_set_of_its_year(client, cast, four, act):
    cast.opinion()
    act("小组活动", outcome="形成建议1件")
    act("代表述职", cast.chen_deputy, cast.zhao_deputy, others=30, done="汇报履职情况")
    VoterContact.objects.create(
        station=cast.qinghe, deputy=cast.chen_deputy, name="王建国", phone="13912345678"
    )
    book = opened(post(client, cast.lin, four, station=cast.qinghe.pk))
    assert book.sheetnames == ["说明", *FOUR]
    sheet = book["代表小组活动登记簿"]
    assert sheet["A1"].value == f"清河街道人大代表联络站代表小组活动登记簿（{year()}年）"
    assert [cell.value for cell in sheet[2]][:3] == ["序号", "活动日期", "代表小组"]
    assert sheet["A3"].value == 1 and "形成建议1件" in [cell.value for cell in sheet[3]]
    assert "负责人（签字）" in sheet["A5"].value and "A5:J5" in [
        str(one) for one in sheet.merged_cells.ranges
    ]
    assert sheet.print_title_rows == "$1:$2" and sheet.page_setup.orientation == "landscape"
    reports = book["代表述职登记簿"]
    assert [reports["B3"].value, reports["B4"].value] == ["陈建国", "赵敏"] and reports["G3"].value == 30
    assert book["选民来信来访登记簿"]["F3"].value == "刘**"
    assert Entry.objects.filter(kind="export", verb="导出成套台账").exists()


def test_a_station_without_work_gets_heads_and_a_line_to_sign(client, cast, four):
    sheet = opened(post(client, cast.lin, four, station=cast.qinghe.pk))["代表述职登记簿"]
    assert sheet["A2"].value == "序号" and "填报单位" in sheet["A4"].value


def test_another_stations_rows_are_in_nobodys_book(client, cast, four, act):
    act("小组活动", station=cast.wangjiang, area=cast.other_street, theme="望江的活动")
    book = four.books.get(source="group_acts")
    assert rows_of(book, cast.lin) == [] and len(rows_of(book, cast.zhou)) == 1
    assert rows_of(book, cast.zhou, cast.qinghe) == [] and len(rows_of(book, cast.zhou, cast.wangjiang)) == 1
    answer = post(client, cast.lin, four, station=cast.wangjiang.pk)
    assert "不在可选范围内" in answer.content.decode()


def test_voters_are_shown_in_full_to_their_own_station_for_a_reason_that_is_kept(client, cast, four):
    cast.visit(cast.reception())
    VoterContact.objects.create(
        station=cast.qinghe, deputy=cast.chen_deputy, name="王建国", phone="13912345678"
    )
    refused = post(client, cast.lin, four, station=cast.qinghe.pk, full="on").content.decode()
    assert "请写明查看理由" in refused
    data = {"station": cast.qinghe.pk, "full": "on", "reason": "年底归档存放纸质花名册"}
    row = opened(post(client, cast.lin, four, **data))["代表联系选民名单花名册"][3]
    assert [cell.value for cell in row][2:4] == ["王建国", "13912345678"]
    assert Entry.objects.get(kind="reading", verb="查看选民信息").data["reason"] == "年底归档存放纸质花名册"
    row = opened(post(client, cast.zhou, four, station=cast.qinghe.pk, full="on", reason="想看一看"))
    assert row["代表联系选民名单花名册"]["C3"].value == "王**"


def test_deeds_are_opinions_solved_wishes_granted_and_service_by_day(cast, four, act):
    today = timezone.localdate()
    day = cast.reception(on=today)
    day.roster.update(attended=True)
    solved = cast.opinion(cast.visit(day), text="路灯不亮")
    Opinion.objects.filter(pk=solved.pk).update(
        state="closed", answer="已修好", answered_on=today, route="on_spot"
    )
    solved.matters.update(verdict="satisfied")
    act("扶贫济困", on=today - dt.timedelta(days=1), outcome="送米面")
    cast.opinion(text="还没办")
    rows = rows_of(four.books.get(source="deeds"), cast.lin)
    assert [row[2] for row in rows] == ["活动", "群众意见"]
    assert rows[1][3] == "路灯不亮" and rows[1][4] == "陈建国" and rows[1][6:] == ["已修好", "满意"]
    cast.opinion(cast.visit(day)).matters.update(opinion=solved, verdict="dissatisfied")
    assert rows_of(four.books.get(source="deeds"), cast.lin)[1][7] == "满意1、不满意1"


def test_an_answer_on_the_spot_is_the_outcome_in_the_book_of_visits(cast, four):
    opinion = cast.opinion(cast.visit(cast.reception(on=timezone.localdate())))
    Opinion.objects.filter(pk=opinion.pk).update(route="on_spot", answer="当场讲明了")
    book = four.books.get(source="visits")
    row = dict(zip([one["key"] for one in book.columns], rows_of(book, cast.lin)[0], strict=True))
    assert row["result"] == "当场讲明了"


def test_what_a_deputy_did_is_counted_from_rows_and_the_grade_is_empty_before_the_review(cast, four, act):
    day = cast.reception(on=timezone.localdate(), state="closed")
    RosterEntry.objects.filter(reception=day).update(attended=True)
    act("学习培训")
    act("代表述职")
    cast.suggestion(submitted_on=timezone.localdate(), state="submitted")
    VoterContact.objects.create(station=cast.qinghe, deputy=cast.chen_deputy, name="王建国")
    book = four.books.get(source="review")
    heads = [one["key"] for one in book.columns]
    row = dict(zip(heads, rows_of(book, cast.zhou)[0], strict=True))
    assert row["deputy"] == "陈建国" and row["grade"] == ""
    counts = {
        key: row[key] for key in ("receptions", "activities", "studies", "contacts", "suggestions", "reports")
    }
    assert counts == {
        "receptions": 1, "activities": 2, "studies": 1, "contacts": 1, "suggestions": 1, "reports": 1,
    }  # fmt: skip


def test_the_print_page_has_a_page_a_book(client, cast, four, act):
    act("小组活动", theme="视察<b>河道</b>")
    page = post(client, cast.lin, four, station=cast.qinghe.pk, do="print").content.decode()
    assert page.count('class="panel book"') == 6 and "视察&lt;b&gt;河道" in page and "本期没有登记" in page
    assert Entry.objects.filter(verb="打印成套台账").exists()


def test_a_whole_area_is_built_in_the_background(client, cast, four, act, django_capture_on_commit_callbacks):
    act("小组活动")
    answer = post(client, cast.zhou, four)
    assert answer.url == "/reports/jobs/"
    job = ReportJob.objects.get(kind="ledgers")
    assert str(job).startswith("云川市四簿一册一表")
    build(job.pk)
    job.refresh_from_db()
    assert openpyxl.load_workbook(job.file)["代表小组活动登记簿"]["A3"].value == 1 and job.total >= 1


def test_an_area_makes_the_set_its_own_and_those_below_follow(client, cast, four):
    client.force_login(cast.zhou)
    for _ in range(2):
        client.post(f"/reports/sets/{four.pk}/own/")
    mine = LedgerSet.objects.get(area=cast.city, code="four")
    assert [book.title for book in mine.books.all()] == FOUR
    book = mine.books.first()
    data = {"title": "小组活动簿", "order": 1, "at_theme": 1, "as_theme": "活动主题", "at_on": 2}
    client.post(f"/reports/books/{book.pk}/", data)
    book.refresh_from_db()
    assert book.columns == [{"key": "theme", "label": "活动主题"}, {"key": "on", "label": ""}]
    sheet = opened(post(client, cast.lin, mine, station=cast.qinghe.pk))["小组活动簿"]
    assert [sheet["A2"].value, sheet["B2"].value] == ["活动主题", "活动日期"]
    client.force_login(cast.lin)
    assert client.get(f"/reports/sets/{four.pk}/").status_code == 404
    assert client.get(f"/reports/books/{book.pk}/").status_code == 403


def test_an_area_goes_back_to_the_common_set(client, cast, four):
    client.force_login(cast.zhou)
    client.post(f"/reports/sets/{four.pk}/own/")
    mine = LedgerSet.objects.get(area=cast.city)
    book = mine.books.get(title="选民来信来访登记簿")
    client.post(
        f"/reports/books/{book.pk}/",
        {"title": "来访簿", "order": 1, "at_no": 1, "at_text": 2, "as_text": "原话"},
    )
    page = client.get(f"/reports/sets/{mine.pk}/").content.decode()
    assert "序号、原话" in page
    url = f"/reports/sets/{mine.pk}/common/"
    assert "恢复通用的名称和列" in client.get(url).content.decode()
    assert client.post(url).status_code == 302 and client.post(url).status_code == 404
    assert not LedgerSet.objects.filter(area=cast.city).exists()
    assert Entry.objects.get(verb="恢复通用台账").data["books"]["来访簿"] == ["no", "text"]
    assert "选民来信来访登记簿" in client.get("/reports/sets/").content.decode()


def test_books_are_added_and_taken_out(client, cast):
    mine = LedgerSet.objects.create(area=cast.city, code="own", title="三簿")
    client.force_login(cast.zhou)
    client.post(f"/reports/sets/{mine.pk}/books/new/", {"title": "走访簿", "source": "walks"})
    book = mine.books.get()
    assert book.columns[0]["key"] == "no" and len(book.columns) == len(SOURCES["walks"].columns) + 1
    again = client.post(f"/reports/sets/{mine.pk}/books/new/", {"title": "走访簿", "source": "acts"})
    assert "已有同名" in again.content.decode()
    nothing = client.post(f"/reports/books/{book.pk}/", {"title": "走访簿", "order": 1}).content.decode()
    assert "至少选择一列" in nothing
    assert "撤下" in client.get(f"/reports/books/{book.pk}/drop/").content.decode()
    client.post(f"/reports/books/{book.pk}/drop/")
    assert not mine.books.exists()


def test_the_common_set_is_nobodys_to_change(client, cast, four):
    client.force_login(cast.zhou)
    assert client.get(f"/reports/sets/{four.pk}/edit/").status_code == 404
    assert client.get(f"/reports/books/{four.books.first().pk}/").status_code == 404
