"""Reading an uploaded sheet, row by row."""

import datetime as dt
from collections.abc import Iterator
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook

from pages.sheets.cells import DANGEROUS
from pages.sheets.frame import COVER


class BadSheet(ValueError):
    """The file cannot be read as a table; its text is for the reader."""


def read_sheet(
    file: IO[bytes], header_row: int = 1, sheet: str | None = None
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows below the header as (row number in Excel, {label: value}); empty rows are left out.

    Values are str, int, float, bool, date, datetime or None. sheet: its name; without one the first that is
    no cover sheet. Raises BadSheet before the first row.
    """
    table = _table(file, sheet)
    if len(table) < header_row:
        raise BadSheet("表中没有表头行。")
    labels = [
        str(_value(cell) or "").replace("\n", "").replace("*", "").strip() for cell in table[header_row - 1]
    ]
    named = [label for label in labels if label]
    if not named:
        raise BadSheet(f"第{header_row}行没有列名。")
    if doubled := {label for label in named if named.count(label) > 1}:
        raise BadSheet(f"列名重复：{'、'.join(sorted(doubled))}。")
    return _rows(table[header_row:], labels, header_row + 1)


def _rows(table: list[list[Any]], labels: list[str], first: int) -> Iterator[tuple[int, dict[str, Any]]]:
    unnamed = "" in labels
    for number, cells in enumerate(table, first):
        row = _row(labels, cells)
        if unnamed:
            row.pop("", None)
        for value in row.values():
            if value is not None:
                yield number, row
                break


def _row(labels: list[str], cells: list[Any]) -> dict[str, Any]:
    """As _value for every cell. Most are texts, numbers and days that mean what they say; the others are looked at closely."""
    row: dict[str, Any] = {}
    for label, cell in zip(labels, cells, strict=False):
        kind = type(cell)
        if kind is str:
            if cell:
                cell = cell.strip()
                row[label] = (cell if cell[0] != "'" else _value(cell)) if cell else None
            else:
                row[label] = None
        elif kind is float:
            row[label] = int(cell) if cell.is_integer() else cell
        else:
            row[label] = _value(cell) if kind is dt.datetime else cell
    return row


def _table(file: IO[bytes], sheet: str | None) -> list[list[Any]]:
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        names = [name for name in book.sheet_names if name == sheet or (sheet is None and name != COVER)]
        if not names:
            raise BadSheet(f"文件中没有工作表“{sheet}”。" if sheet else "文件中没有数据工作表。")
        return book.get_sheet_by_name(names[0]).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, BadSheet):
            raise
        raise BadSheet("文件打不开，请用 Excel 或 WPS 另存为 .xlsx 后再上传。") from error


def _value(cell: Any) -> Any:
    """A cell as people mean it: text trimmed, whole numbers whole, midnight a day, our apostrophes gone."""
    if isinstance(cell, str):
        text = cell.strip()
        if text[:1] == "'" and text[1:2] in DANGEROUS:
            text = text[1:]
        return text or None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, dt.datetime) and not (cell.hour or cell.minute or cell.second or cell.microsecond):
        return cell.date()
    return cell
