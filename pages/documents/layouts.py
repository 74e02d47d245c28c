"""From a layout in plain text to a blank .docx with its tags."""

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import groupby

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm
from docx.table import _Cell

from pages.documents.styles import STYLES, dress


class BadLayout(ValueError):
    """A line that no layout knows; str() names it."""


@lru_cache(maxsize=64)
def blank(layout: str) -> bytes:
    """The .docx of a layout, its tags not yet filled. Raises BadLayout."""
    paper = Document()
    dress(paper)
    lines = [line for line in map(str.rstrip, layout.splitlines()) if line and not line.startswith("#")]
    for is_table, group in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            _table(paper, list(group))
        else:
            for line in group:
                _paragraph(paper, line)
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def _paragraph(paper: Paper, line: str) -> None:
    if line.startswith("%"):
        paper.add_paragraph(f"{{%p {line[1:].strip()} %}}")
        return
    style, colon, words = line.partition(":")
    if style == "break":
        paper.add_page_break()
    elif not colon or style not in STYLES:
        raise BadLayout(line)
    else:
        paper.add_paragraph(words.strip(), style=style)


def _table(paper: Paper, lines: list[str]) -> None:
    if not lines[0].startswith("|:"):
        raise BadLayout(f"table without widths: {lines[0]}")
    widths = [Cm(float(width)) for width in lines[0][2:].split()]
    rows = list(_rows(lines[1:], len(widths)))
    table = paper.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for row, cells in zip(table.rows, rows, strict=True):
        for place, cell in enumerate(row.cells):
            cell.width = widths[place]
        _fill(list(row.cells), cells)


def _rows(lines: list[str], wide: int) -> Iterator[list[str]]:
    for line in lines:
        if line.startswith("|%"):
            yield [f"{{%tr {line[2:].strip()} %}}", *[""] * (wide - 1)]
            continue
        cells = [cell.strip() for cell in re.split(r"(?<=\s)\|(?=\s|$)", line.strip()[1:].removesuffix("|"))]
        if len(cells) != wide:
            raise BadLayout(line)
        yield cells


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
        paragraph = cell.paragraphs[0]
        paragraph.style, paragraph.text = "label" if label else "cell", text.removeprefix("*")
