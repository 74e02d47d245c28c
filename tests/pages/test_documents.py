"""Papers: a layout in plain text, filled as .docx, drawn as a page."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from jinja2 import UndefinedError

from pages.documents import BadLayout, Block, blank, drawn, fill

LAYOUT = """
# a remark
title: 关于{{ title }}
% for line in lines
body: {{ line }}
% endfor
|: 3 4 8
| *序号 | *名称 | *备注 |
|% for row in rows
| {{ row.no }} | {{ row.name }} | {{ row.note }} |
|% endfor
| *合计 | {{ total }} | < |
break:
sign: {{ on|cn_date }}
"""
FACTS = {
    "title": "甲 & 乙 <丙>", "lines": ["第一段", "第二段"], "total": "两件", "on": date(2026, 11, 20),
    "rows": [{"no": 1, "name": "一", "note": None}, {"no": 2, "name": "二", "note": "有\n两行"}],
}  # fmt: skip


def blocks(**facts) -> list[Block]:
    return drawn(fill(LAYOUT, FACTS | facts))


def test_the_words_and_rows_stand_in_their_order():
    title, first, second, table, broken, sign = blocks()
    assert (title.style, title.text) == ("title", "关于甲 & 乙 <丙>")
    assert [first.text, second.text] == ["第一段", "第二段"]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["序号", "名称", "备注"], ["1", "一", ""], ["2", "二", "有\n两行"], ["合计", "两件"],
    ]  # fmt: skip
    assert [cell.span for cell in table.rows[-1]] == [1, 2]
    assert [cell.label for cell in table.rows[-1]] == [True, False]
    assert (broken.style, sign.text) == ("break", "2026年11月20日")


def test_tags_typed_by_people_are_words_and_nothing_else():
    assert blocks(title="{{ 7 * 7 }}{% for x in y %}")[0].text == "关于{{ 7 * 7 }}{% for x in y %}"


def test_control_characters_are_left_out_and_nothing_is_an_empty_word():
    found = blocks(title="甲\x00\x0b乙", on=None)
    assert found[0].text == "关于甲乙"
    assert found[-1].text == ""


def test_the_page_and_the_fonts_are_those_of_official_papers():
    paper = Document(BytesIO(fill(LAYOUT, FACTS)))
    page = paper.sections[0]
    near = Mm(0.1)
    for side, size in (("top", 37), ("left", 28), ("bottom", 35), ("right", 26)):
        assert abs(getattr(page, f"{side}_margin") - Mm(size)) < near
    fonts = {
        style: paper.styles[style].element.rPr.rFonts.get(qn("w:eastAsia")) for style in ("title", "body")
    }
    assert fonts == {"title": "方正小标宋简体", "body": "仿宋_GB2312"}
    assert paper.styles["body"].font.size.pt == 16


def test_a_fact_that_nobody_gave_is_a_fault_and_not_a_gap():
    with pytest.raises(UndefinedError, match="title"):
        fill(LAYOUT, {key: value for key, value in FACTS.items() if key != "title"})


@pytest.mark.parametrize("line", ["nothing: x", "body without colon", "| a | b |", "|: 3 4\n| a |"])
def test_a_line_that_no_layout_knows_is_named(line):
    with pytest.raises(BadLayout):
        blank(line)


class TestTables:
    """What Word, LibreOffice and WPS each go by."""

    @pytest.fixture
    def table(self):
        return Document(BytesIO(fill(LAYOUT.replace("| *合计", "|+ 2.4\n| *合计"), FACTS))).tables[0]

    def test_the_columns_are_as_wide_in_the_grid_as_in_the_cells(self, table):
        near = Mm(0.1)
        for column, width in zip(table.columns, (30, 40, 80), strict=True):
            assert abs(column.width - Mm(width)) < near
        assert abs(table.rows[1].cells[2].width - Mm(80)) < near

    def test_a_row_to_write_in_is_high_and_no_row_breaks_over_the_page(self, table):
        assert [round(row.height.cm, 1) for row in table.rows] == [0.8, 0.8, 0.8, 2.4]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        cells = drawn(fill(LAYOUT.replace("| *合计", "|+ 2.4\n| *合计"), FACTS))[3].rows
        assert [row[0].tall for row in cells] == [False, False, False, True]

    def test_the_head_of_a_list_comes_again_on_each_page(self, table):
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True, False, False, False]


def test_a_signature_never_stands_on_a_page_alone():
    paper = Document(BytesIO(fill("last: 请抓紧办理。\nplain:\nsign: 单位\nsign: 日期", {})))
    asked, gap, unit, day = paper.paragraphs
    for one in (asked, gap, unit):
        form = one.paragraph_format.keep_with_next
        assert one.style.paragraph_format.keep_with_next or form


def test_a_line_may_be_broken_where_the_layout_says():
    assert drawn(fill("title: 一 // 二", {}))[0].text == "一\n二"
