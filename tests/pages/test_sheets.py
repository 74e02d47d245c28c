"""Sheets open where they should, hold what was put in, and run nothing."""

import datetime as dt
import re
import tracemalloc
import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pages.sheets import BadSheet, RowError, SheetColumn, error_sheet, read_sheet, stream_sheet, writing
from pages.sheets.cells import DANGEROUS

KINDS = ("text", "date", "datetime", "number", "percent", "bool")
COLUMNS = [SheetColumn(kind, kind=kind) for kind in KINDS]
MOMENT = dt.datetime(2026, 11, 20, 1, 30, tzinfo=dt.UTC)
ROWS = [
    ["第一条\n第二行", dt.date(2026, 11, 20), MOMENT, 5, 0.5, True],
    [None, None, None, Decimal("1.50"), None, False],
]


def written(rows, columns=COLUMNS, **given_):
    file = BytesIO()
    count = stream_sheet(file, "台账", columns, rows, {"导出人": "张三", "筛选条件": "全部"}, **given_)
    return file, count


def test_values_come_back_as_what_they_are():
    file, count = written(ROWS)
    assert count == 2
    assert [row for _, row in read_sheet(file)] == [
        {"text": "第一条\n第二行", "date": dt.date(2026, 11, 20), "datetime": dt.datetime(2026, 11, 20, 9, 30),
         "number": 5, "percent": 0.5, "bool": "是"},
        {"text": None, "date": None, "datetime": None, "number": 1.5, "percent": None, "bool": "否"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", [" 缩进的一行", "句末空格 ", "第一条\n第二行", "\u3000全角缩进的一段较长文字，不是常见短语"]
)
def test_spaces_at_the_ends_and_lines_are_kept_by_whoever_opens_it(text):
    file, _ = written([[text]], [SheetColumn("text")])
    sheet = etree.fromstring(zipfile.ZipFile(file).read("xl/worksheets/sheet2.xml"))
    (cell,) = [one for one in sheet.iter("{*}t") if one.text == text]
    assert cell.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_a_sheet_is_ready_to_print():
    file, _ = written(ROWS, heading="代表建议台账", footer_rows=[["合计", None, None, 6.5, None, None]])
    book = openpyxl.load_workbook(file)
    cover, sheet = book["说明"], book["数据"]
    assert [row[0].value for row in cover.iter_rows()] == ["台账", "导出人", "筛选条件", "行数"]
    assert cover.cell(4, 2).value == "2行"
    assert sheet["A1"].value == "代表建议台账" and "A1:F1" in [str(r) for r in sheet.merged_cells.ranges]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) == ("A3", "$1:$2", "A2:F4")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToWidth == 1 and sheet.page_setup.fitToHeight == 0
    assert sheet["A5"].value == "合计" and sheet["A5"].font.bold and not sheet["A4"].font.bold
    assert sheet["B3"].number_format == 'yyyy"年"m"月"d"日"' and book.active is sheet


@pytest.mark.parametrize(
    "text", ["=1+1", "+8613", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']
)
def test_formulas_are_text(text):
    file, _ = written([[text]], [SheetColumn("甲")])
    cell = openpyxl.load_workbook(file)["数据"]["A2"]
    assert cell.data_type != "f" and not str(cell.value).startswith(DANGEROUS)
    assert "<f>" not in zipfile.ZipFile(file).read("xl/worksheets/sheet2.xml").decode()


def test_formulas_in_titles_labels_and_cover_are_text():
    file = BytesIO()
    stream_sheet(file, "=1", [SheetColumn("=2")], [], {"=3": "=4"}, heading="=5")
    parts = zipfile.ZipFile(file)
    assert all("<f>" not in parts.read(name).decode() for name in parts.namelist() if "sheet" in name)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8") | st.sampled_from("<&>_x\x00\x0b'=")), min_size=1, max_size=5
    )
)
def test_any_text_makes_a_sheet_that_opens(texts):
    file, _ = written([[text] for text in texts], [SheetColumn("甲")])
    parts = zipfile.ZipFile(file)
    for name in parts.namelist():
        etree.fromstring(parts.read(name))
    assert len(list(openpyxl.load_workbook(file)["数据"].iter_rows())) == len(texts) + 1


def test_text_that_looks_like_an_escape_stays_itself():
    file, _ = written([["_x000D_"]], [SheetColumn("甲")])
    assert next(iter(read_sheet(file)))[1] == {"甲": "_x000D_"}


def test_long_numbers_keep_their_digits_and_nonsense_is_empty():
    file, _ = written(
        [[13812345678, 10**17, float("nan"), dt.date(1800, 1, 1)]], [SheetColumn(c) for c in "甲乙丙丁"]
    )
    row = next(iter(read_sheet(file)))[1]
    assert row == {"甲": 13812345678, "乙": "100000000000000000", "丙": None, "丁": "1800-01-01"}


def test_a_text_beyond_what_a_cell_holds_is_cut():
    file, _ = written([["长" * 40_000]], [SheetColumn("甲")])
    assert len(openpyxl.load_workbook(file)["数据"]["A2"].value) == 32_767


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(writing, "MOST", 5)
    file, count = written(
        ([n] for n in range(10)), [SheetColumn("甲", kind="number")], footer_rows=[["合计"]]
    )
    book = openpyxl.load_workbook(file)
    assert count == 10 and book.sheetnames == ["说明", "数据", "数据2", "数据3", "数据4"]
    assert [[c.value for c in s["A"]] for s in book.worksheets[1:]][3] == ["甲", 9, "合计"]


def test_rows_are_not_kept_in_memory():
    tracemalloc.start()
    try:
        written(
            ([f"第{n}行" + "字" * 50] * 10 for n in range(2000)),
            [SheetColumn(c) for c in "甲乙丙丁戊己庚辛壬癸"],
        )
        small = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        written(
            ([f"第{n}行" + "字" * 50] * 10 for n in range(8000)),
            [SheetColumn(c) for c in "甲乙丙丁戊己庚辛壬癸"],
        )
        assert tracemalloc.get_traced_memory()[1] < small * 1.6
    finally:
        tracemalloc.stop()


def uploaded(rows, title="Sheet1"):
    book, file = openpyxl.Workbook(), BytesIO()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def test_reading_skips_empty_rows_and_keeps_their_numbers():
    file = uploaded([["姓名*", " 电话\n"], ["张三", 13812345678], [None, "  "], ["李四", "0536-1234567"]])
    assert list(read_sheet(file)) == [
        (2, {"姓名": "张三", "电话": 13812345678}),
        (4, {"姓名": "李四", "电话": "0536-1234567"}),
    ]


def test_an_export_can_be_read_as_an_import():
    file, _ = written(
        [["=张三", dt.date(2026, 1, 2)]],
        [SheetColumn("姓名"), SheetColumn("日期", kind="date")],
        heading="名册",
    )
    assert list(read_sheet(file, header_row=2)) == [(3, {"姓名": "=张三", "日期": dt.date(2026, 1, 2)})]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (BytesIO(b"no sheet"), "打不开"),
        (BytesIO(b""), "打不开"),
        (BytesIO(b"PK\x03\x04broken"), "打不开"),
        (uploaded([]), "没有"),
        (uploaded([["  ", " "]]), "没有列名"),
        (uploaded([["姓名", "姓名"]]), "列名重复：姓名"),
    ],
)
def test_what_is_no_table_is_refused_with_words(file, told):
    with pytest.raises(BadSheet, match=re.escape(told)):
        list(read_sheet(file))


def test_faults_come_back_beside_their_rows():
    file = uploaded([["姓名", "电话"], ["张三", "12"], ["李四", "34"]])
    errors = [RowError(2, "电话", "不是电话号码"), RowError(2, "", "重复的行"), RowError(3, "无此列", "=1+1")]
    sheet = openpyxl.load_workbook(BytesIO(error_sheet(file, errors))).active
    assert sheet["C1"].value == "错误说明"
    assert sheet["C2"].value == "电话：不是电话号码；重复的行"
    assert sheet["B2"].fill.fgColor.rgb == "00FFC7CE" and sheet["B2"].comment.text == "不是电话号码"
    assert sheet["B3"].comment is None and sheet["C3"].data_type == "s"


def test_the_corrected_file_can_be_sent_again():
    file = uploaded([["姓名", "电话"], ["张三", "12"]])
    again = BytesIO(error_sheet(file, [RowError(2, "电话", "不是电话号码")]))
    twice = openpyxl.load_workbook(BytesIO(error_sheet(again, [RowError(2, "姓名", "太短")]))).active
    assert twice.max_column == 3 and twice["C2"].value == "姓名：太短"
