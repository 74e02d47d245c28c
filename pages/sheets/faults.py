"""An uploaded sheet given back with its faults marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from pages.sheets.cells import clean, defused
from pages.sheets.frame import COVER

LABEL = "错误说明"
RED = PatternFill("solid", fgColor="FFC7CE")


@dataclass(frozen=True)
class RowError:
    """A fault: the row's number in Excel, the column's label ("" for the whole row), and what to do."""

    row: int
    column: str
    message: str


def error_sheet(source_file: IO[bytes], errors: Sequence[RowError], header_row: int = 1) -> bytes:
    """The uploaded .xlsx again, with a column 错误说明 and the faulty cells red, each with a comment."""
    source_file.seek(0)
    book = load_workbook(source_file)
    sheet = next((s for s in book.worksheets if s.title != COVER), book.worksheets[0])
    labels = _labels(sheet, header_row)
    column = labels.get(LABEL) or sheet.max_column + 1
    head = sheet.cell(header_row, column, LABEL)
    head.font, head.fill = Font(bold=True, color="9C0006"), RED
    sheet.column_dimensions[head.column_letter].width = 50
    for row in range(header_row + 1, sheet.max_row + 1):
        sheet.cell(row, column).value = None
    for error in errors:
        _mark(sheet, error, labels.get(error.column), column)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _labels(sheet: Worksheet, header_row: int) -> dict[str, int]:
    cells = next(sheet.iter_rows(min_row=header_row, max_row=header_row))
    return {str(cell.value or "").replace("\n", "").replace("*", "").strip(): cell.column for cell in cells}


def _mark(sheet: Worksheet, error: RowError, faulty: int | None, column: int) -> None:
    said = clean(f"{error.column}：{error.message}" if error.column else error.message)
    told = sheet.cell(error.row, column)
    told.value = f"{told.value}；{said}" if told.value else defused(said)
    told.alignment = Alignment(wrap_text=True, vertical="top")
    if faulty:
        cell = sheet.cell(error.row, faulty)
        cell.fill = RED
        cell.comment = Comment(clean(error.message), "系统")
