"""Loading a year from a file, with its faults named by row and column."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from pages.sheets.reading import BadSheet
from workflow.library import library_year
from workflow.loading import BadCalendar, Plan, doubts, read_year
from workflow.models import DayKind

HEAD = "日期,性质,名称\n"


def csv(*rows: str, encoding: str = "utf-8-sig") -> BytesIO:
    return BytesIO((HEAD + "\n".join(rows)).encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_csv_is_read_in_the_encodings_people_save(encoding):
    days = read_year(
        csv("2027-01-01,放假,元旦", "2027/2/20,调休上班,春节", encoding=encoding), "2027.csv", 2027
    )
    assert [(d, s.kind, s.name) for d, s in days.items()] == [
        (date(2027, 1, 1), DayKind.HOLIDAY, "元旦"),
        (date(2027, 2, 20), DayKind.MAKEUP, "春节"),
    ]


def test_a_workbook_is_read_with_real_dates_and_with_words():
    book, file = Workbook(), BytesIO()
    for row in (
        ("日期", "性质", "名称"),
        (date(2027, 1, 1), "放假", "元旦"),
        ("2027年10月1日", "放假", "国庆节"),
    ):
        book.active.append(row)
    book.save(file)
    assert list(read_year(file, "2027.XLSX", 2027)) == [date(2027, 1, 1), date(2027, 10, 1)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2027-02-30,放假,春节", "第2行“日期”：“2027-02-30”不是日期"),
        (",放假,春节", "第2行“日期”：“”不是日期"),
        ("2026-01-01,放假,元旦", "第2行“日期”：2026年1月1日不在2027年"),
        ("2027-01-01,休假,元旦", "第2行“性质”：“休假”应为“放假”或“调休上班”"),
        ("2027-02-22,调休上班,春节", "第2行“性质”：2027年2月22日是星期一，本就上班"),
        ("2027-01-01,放假,", "第2行“名称”：请填写名称"),
    ],
)
def test_a_fault_is_named_by_row_and_column(row, said):
    with pytest.raises(BadCalendar) as caught:
        read_year(csv(row), "2027.csv", 2027)
    assert said in str(caught.value)


def test_every_fault_is_named_at_once_and_a_day_stands_only_once():
    with pytest.raises(BadCalendar) as caught:
        read_year(csv("2027-01-01,放假,元旦", "2027-01-01,放假,元旦", "x,y,"), "2027.csv", 2027)
    assert [(error.row, error.column) for error in caught.value.errors] == [
        (3, "日期"), (4, "日期"), (4, "性质"), (4, "名称"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "name", "said"),
    [
        (BytesIO(b"\xff\xfe\x00\x81\xff"), "a.csv", "编码无法识别"),
        (BytesIO("日子,性质,名称\n2027-01-01,放假,元旦".encode()), "a.csv", "缺少列：日期"),
        (BytesIO(HEAD.encode()), "a.csv", "没有日期"),
        (BytesIO(b"not a workbook"), "a.xlsx", "文件打不开"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_whole(file, name, said):
    with pytest.raises(BadSheet, match=said):
        read_year(file, name, 2027)


def test_what_looks_odd_is_said_but_not_refused():
    found = doubts(2027, read_year(csv("2027-01-01,放假,元旦"), "a.csv", 2027))
    assert any("国庆节" in words for words in found)
    assert any("没有调休上班日" in words for words in found)
    assert doubts(2026, library_year(2026)[0]) == ()


def test_a_plan_survives_the_session():
    plan = Plan(2027, read_year(csv("2027-01-01,放假,元旦"), "a.csv", 2027), "国办发明电", True, ("注意",))
    assert Plan.from_json(plan.as_json()) == plan
