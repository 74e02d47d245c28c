"""The frame of a workbook: cover sheet, styles, header rows, print set-up. The rows are streamed into it.

openpyxl makes it, because official ledgers must look right when printed.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pages.sheets.cells import clean, defused

A4, A3 = 9, 8  # as Excel numbers paper
MOST_ON_A4 = 240  # characters across: what is wider would be printed in less than 7 points, and goes on A3
# Office takes what makes up a font in this order only (CT_Font as Office reads it); openpyxl writes the name first
Font.__elements__ = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
    "family", "charset", "scheme",
)  # fmt: skip
COVER = "说明"
DATA = "数据"
FONT = "宋体"
FORMATS = {
    "date": 'yyyy"年"m"月"d"日"',
    "datetime": 'yyyy"年"m"月"d"日" hh:mm',
    "number": "General",
    "percent": "0.0%",
}
WIDTHS = {"date": 16, "datetime": 22, "number": 10, "percent": 10, "bool": 8, "badge": 12, "masked": 14}
LINE = Side(style="thin", color="BFBFBF")
BORDER = Border(LINE, LINE, LINE, LINE)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
CENTRED = ("date", "datetime", "bool", "badge")


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet. width in characters of the default font (a Chinese one takes two)."""

    label: str
    width: int | None = None
    kind: Literal["text", "date", "datetime", "number", "percent", "badge", "bool", "masked"] | str = "text"

    @property
    def wide(self) -> int:
        return self.width or WIDTHS.get(self.kind) or max(14, 2 * len(self.label) + 4)


@dataclass(frozen=True)
class Frame:
    """What is around the rows: see stream_sheet for the fields."""

    title: str
    columns: Sequence[SheetColumn]
    cover: Mapping[str, str]
    heading: str | None = None

    @property
    def paper(self) -> int:
        return A4 if sum(column.wide for column in self.columns) <= MOST_ON_A4 else A3

    @property
    def header_row(self) -> int:
        return 2 if self.heading else 1

    def build(self, last_rows: Sequence[int], count: int) -> tuple[bytes, list[str], list[str]]:
        """The workbook without its rows, and the style numbers of body and footer cells.

        last_rows: the number of the last row of each data sheet. count: rows in all, for the cover.
        """
        book = Workbook()
        self.cover_page(book.active, count)
        body: list[str] = []
        footer: list[str] = []
        for index, last in enumerate(last_rows):
            sheet = book.create_sheet(DATA if index == 0 else f"{DATA}{index + 1}")
            self.head(sheet)
            self.set_up(sheet, last)
            body, footer = self.styles(sheet, bold=False), self.styles(sheet, bold=True)
        book.active = 1
        book.worksheets[0].sheet_view.tabSelected = False
        out = BytesIO()
        book.save(out)
        return out.getvalue(), body, footer

    def cover_page(self, sheet: Worksheet, count: int) -> None:
        sheet.title = COVER
        room = max((2 * len(label) + 2 for label in self.cover), default=0)
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = min(max(16, room), 44), 80
        sheet["A1"] = defused(clean(self.title))
        sheet["A1"].font = Font(name=FONT, size=16, bold=True)
        sheet.merge_cells("A1:B1")
        sheet.row_dimensions[1].height = 28
        sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = A4, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        for label, value in (self.cover | {"行数": f"{count}行"}).items():
            sheet.append([defused(clean(label)), defused(clean(str(value)))])
            sheet.cell(sheet.max_row, 1).font = Font(name=FONT, bold=True)
            sheet.cell(sheet.max_row, 2).alignment = Alignment(wrap_text=True, vertical="top")

    def head(self, sheet: Worksheet) -> None:
        width = len(self.columns)
        if self.heading:
            sheet.cell(1, 1, defused(clean(self.heading))).font = Font(name="黑体", size=18, bold=True)
            sheet.cell(1, 1).alignment = CENTRE
            if width > 1:
                sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
            sheet.row_dimensions[1].height = 36
        for index, column in enumerate(self.columns, 1):
            cell = sheet.cell(self.header_row, index, defused(clean(column.label)))
            if index == 1:
                cell.font, cell.alignment, cell.border = Font(name=FONT, bold=True), CENTRE, BORDER
                cell.fill = PatternFill("solid", fgColor="F2E6E6")
            else:  # openpyxl takes long over each style it is given
                cell._style = copy(sheet.cell(self.header_row, 1)._style)
            sheet.column_dimensions[get_column_letter(index)].width = column.wide
        sheet.row_dimensions[self.header_row].height = 30

    def set_up(self, sheet: Worksheet, last: int | None) -> None:
        """How it is printed. last: the number of the last row; None for a sheet without filter arrows."""
        end, head = get_column_letter(len(self.columns)), self.header_row
        sheet.freeze_panes = f"A{head + 1}"
        if last is not None:
            sheet.auto_filter.ref = f"A{head}:{end}{max(last, head)}"
        sheet.print_title_rows = f"1:{head}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", self.paper
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.7
        if not self.heading:
            sheet.oddHeader.center.text = self.title.replace("&", "&&")
        sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
        sheet.print_options.horizontalCentered = True

    def styles(self, sheet: Worksheet, bold: bool) -> list[str]:
        """The style number of a cell of each column; the cell it is tried on does not stay."""
        numbers: dict[str, str] = {}
        for column in self.columns:
            if column.kind in numbers:
                continue
            cell = sheet.cell(self.header_row + 1, 1)
            cell.font, cell.border = Font(name=FONT, bold=bold), BORDER
            cell.number_format = FORMATS.get(column.kind, "@")
            number = column.kind in ("number", "percent")
            across = "center" if column.kind in CENTRED else "right" if number else None
            cell.alignment = Alignment(
                horizontal=across, vertical="center", wrap_text=column.kind == "text", indent=int(number)
            )
            numbers[column.kind] = str(cell.style_id)
            del sheet._cells[(self.header_row + 1, 1)]
        return [numbers[column.kind] for column in self.columns]
