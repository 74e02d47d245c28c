"""From a layout in plain text to a blank .docx with its tags."""

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import groupby

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from pages.documents.styles import STYLES, dress

GAP = 8.0  # points between words and a table
ROW = 0.8  # cm that a row has at least
WIDE = 6  # columns from which on a table is set smaller


class BadLayout(ValueError):
    """A line that no layout knows; str() names it."""


@lru_cache(maxsize=64)
def blank(layout: str) -> bytes:
    """The .docx of a layout, its tags not yet filled. Raises BadLayout."""
    paper = Document()
    dress(paper)
    lines = [line for line in map(str.rstrip, layout.splitlines()) if line and not line.startswith("#")]
    before: Paragraph | None = None  # the last words, which keep a little away from a table
    after_table = False
    for is_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            if before is not None:
                before.paragraph_format.space_after = Pt(GAP)
            _table(paper, list(group))
            before, after_table = None, True
            continue
        for line in group:
            before = _paragraph(paper, line) or before
            if before is not None and after_table:
                before.paragraph_format.space_before, after_table = Pt(GAP), False
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def _paragraph(paper: Paper, line: str) -> Paragraph | None:
    """The paragraph of a line; None for a tag or a break, which leave no words."""
    if line.startswith("%"):
        paper.add_paragraph(f"{{%p {line[1:].strip()} %}}")
        return None
    style, colon, words = line.partition(":")
    if style == "break":
        paper.add_page_break()
        return None
    if not colon or style not in STYLES:
        raise BadLayout(line)
    made = paper.add_paragraph("\n".join(words.strip().split(" // ")), style=style)
    if not words.strip():  # the empty line before a signature stays with it
        made.paragraph_format.keep_with_next = True
    return made


def _table(paper: Paper, lines: list[str]) -> None:
    if not lines[0].startswith("|:"):
        raise BadLayout(f"table without widths: {lines[0]}")
    widths = [Cm(float(width)) for width in lines[0][2:].split()]
    rows = list(_rows(lines[1:], len(widths)))
    table = paper.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):  # what LibreOffice and WPS go by
        column.width = width
    for row, (cells, height) in zip(table.rows, rows, strict=True):
        _mark(row, "w:cantSplit")
        row.height, row.height_rule = Cm(height or ROW), WD_ROW_HEIGHT_RULE.AT_LEAST
        for place, cell in enumerate(row.cells):
            cell.width = widths[place]
        _fill(list(row.cells), cells)
    head = rows[0][0]
    if any(cells[0].startswith("{%tr") for cells, _ in rows) and all(c.startswith("*") for c in head):
        _mark(table.rows[0], "w:tblHeader")


def _mark(row: _Row, tag: str) -> None:
    """w:cantSplit keeps a row on one page, w:tblHeader repeats it on each."""
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _rows(lines: list[str], wide: int) -> Iterator[tuple[list[str], float]]:
    """(cells, least height in cm or 0) of each row."""
    height = 0.0
    for line in lines:
        if line.startswith("|+"):
            height = float(line[2:])
            continue
        if line.startswith("|%"):
            yield [f"{{%tr {line[2:].strip()} %}}", *[""] * (wide - 1)], 0.0
            continue
        cells = [cell.strip() for cell in re.split(r"(?<=\s)\|(?=\s|$)", line.strip()[1:].removesuffix("|"))]
        if len(cells) != wide:
            raise BadLayout(line)
        yield cells, height
        height = 0.0


def _fill(cells: list[_Cell], words: list[str]) -> None:
    """Write the words of one row; "<" joins a cell to the one before."""
    last = cells[0]
    for cell, text in zip(cells, words, strict=True):
        if text == "<":
            last = last.merge(cell)
            for empty in last.paragraphs[1:]:
                empty._element.getparent().remove(empty._element)
            continue
        last = cell
        label = text.startswith("*")
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.style = ("label" if label else "cell") + ("-small" if len(cells) > WIDE else "")
        paragraph.text = "\n".join(text.removeprefix("*").split(" // "))
