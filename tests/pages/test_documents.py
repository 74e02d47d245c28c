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
