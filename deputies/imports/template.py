"""The empty sheet to fill in: headers, a sample row, drop-downs, and how to fill it."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from deputies.imports.cells import CLEAR
from deputies.imports.columns import ImportColumn
from deputies.imports.registry import MOST_ROWS, RegistryImport
from pages.sheets.frame import COVER, DATA

ADVICE = (
    "每行一个代表资格；同一人担任几级代表的，分几行填写，代表编号和个人信息相同。",
    "带*的列必填。其他列空白表示不改动已登记的内容；要去掉已登记的内容，请填写“" + CLEAR + "”。",
    "已登记的代表按代表编号识别；编号留空时，按届次和代表证号，再按姓名、出生年月和行政区域识别。",
    "上传后先核对，不会立即写入；有一处错误时全部不导入。导入后可以整批撤销。",
    f"一次最多{MOST_ROWS}行。示例行请删去。",
)


def template(importer: type[RegistryImport]) -> bytes:
    """An .xlsx with one sample row."""
    book = Workbook()
    _cover(book.active, importer.columns())
    sheet = book.create_sheet(DATA)
    for index, column in enumerate(importer.columns(), 1):
        _column(sheet, index, column)
    sheet.freeze_panes = "C2"
    sheet.row_dimensions[1].height = 30
    book.active = 1
    book.worksheets[0].sheet_view.tabSelected = False
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cover(sheet: Worksheet, columns: tuple[ImportColumn, ...]) -> None:
    sheet.title = COVER
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 90
    sheet.append(["代表登记表填写说明"])
    sheet["A1"].font = Font(size=16, bold=True)
    for number, line in enumerate(ADVICE, 1):
        sheet.append([f"{number}.", line])
    for column in columns:
        told = [column.hint, f"只能填{'、'.join(column.choices)}" if column.choices else ""]
        if column.longest:
            told.append(f"最多{column.longest}个字")
        sheet.append([column.label, "；".join(part for part in told if part) or "—"])
    for (cell,) in sheet.iter_rows(min_row=2, max_col=1):
        cell.font = Font(bold=True)


def _column(sheet: Worksheet, index: int, column: ImportColumn) -> None:
    letter = get_column_letter(index)
    head = sheet.cell(1, index, f"{column.label}*" if column.required else column.label)
    head.font = Font(bold=True)
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    head.fill = PatternFill("solid", fgColor="F2D7D5" if column.required else "EAEDED")
    if column.hint:
        head.comment = Comment(column.hint, "系统")
    sheet.column_dimensions[letter].width = column.width
    sheet.cell(2, index, column.sample).font = Font(color="808080", italic=True)
    for cell in (sheet.cell(row, index) for row in range(2, 502)):
        cell.number_format = "@"  # as text, so that Excel keeps leading zeros and makes no dates
    if column.choices:
        rule = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        rule.error, rule.showErrorMessage = f"请填写{'、'.join(column.choices)}之一。", True
        sheet.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
