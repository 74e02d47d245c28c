"""A filled paper as blocks that pages/document.html draws: what is printed is what the .docx says."""

from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

TALL = 1.2  # cm


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its words, how many columns it takes, whether it is a label, and stands in a high row."""

    text: str
    span: int = 1
    label: bool = False
    tall: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph with its style, a table with its rows, or a page break (style "break")."""

    style: str
    text: str = ""
    rows: list[list[Cell]] = field(default_factory=list)


def drawn(docx: bytes) -> list[Block]:
    """The blocks of a paper in their order."""
    found = []
    for one in Document(BytesIO(docx)).iter_inner_content():
        found.append(_table(one) if isinstance(one, Table) else _paragraph(one))
    return found


def _paragraph(paragraph: Paragraph) -> Block:
    if paragraph._element.xpath('.//w:br[@w:type="page"]'):
        return Block("break")
    return Block(paragraph.style.name, paragraph.text)


def _table(table: Table) -> Block:
    rows = [[_cell(_Cell(tc, table), _tall(row)) for tc in row._tr.tc_lst] for row in table.rows]
    return Block("table", rows=rows)


def _tall(row: _Row) -> bool:
    """Has it room to write in by hand?"""
    return bool(row.height and row.height.cm > TALL)


def _cell(cell: _Cell, tall: bool) -> Cell:
    label = cell.paragraphs[0].style.name.startswith("label")
    return Cell("\n".join(p.text for p in cell.paragraphs), cell.grid_span, label, tall)
