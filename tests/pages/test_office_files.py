"""What leaves the house opens in Excel, Word and WPS without a repair notice: it holds to the schema Office reads by.

The rules are those of the Open XML SDK, which Office's makers publish, in a port that runs without it.
"""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openxml_audit import OpenXmlValidator, ValidationSeverity

from deputies.imports.registry import RegistryImport
from deputies.imports.template import template
from pages.documents import fill
from pages.sheets import Ledger, RowError, error_sheet, write_volume
from pages.sheets.frame import MOST_ON_A4, Frame, SheetColumn
from tests.pages.test_documents import FACTS, LAYOUT
from tests.pages.test_sheets import COLUMNS, ROWS, written


def faults(file: bytes, name: str, tmp_path: Path) -> list[str]:
    path = tmp_path / name
    path.write_bytes(file)
    found = OpenXmlValidator().validate(path).errors
    return [f"{one.part_uri} {one.description}" for one in found if one.severity == ValidationSeverity.ERROR]


def ledger() -> bytes:
    totals = [["合计", None, None, 6.5, None, None]]
    return written(ROWS, heading="代表建议台账", footer_rows=totals)[0].getvalue()


def bare_list() -> bytes:
    return written([])[0].getvalue()


def volume() -> bytes:
    file = BytesIO()
    books = [Ledger("活动[簿]", "一", COLUMNS, ROWS, "填表人："), Ledger("名册", "二", COLUMNS, [])]
    write_volume(file, "四簿一册一表", books, {"单位": "清河街道"})
    return file.getvalue()


def given_back() -> bytes:
    return error_sheet(
        BytesIO(ledger()), [RowError(3, "number", "不是数"), RowError(4, "", "整行")], header_row=2
    )


def to_fill_in() -> bytes:
    return template(RegistryImport)


MADE = (ledger, bare_list, volume, given_back, to_fill_in)


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_a_workbook_holds_to_the_schema(make, db, tmp_path):
    assert faults(make(), "made.xlsx", tmp_path) == []


def test_a_paper_holds_to_the_schema(tmp_path):
    assert faults(fill(LAYOUT, FACTS), "made.docx", tmp_path) == []


def test_a_fault_of_the_schema_would_be_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(
        Font, "__elements__", ("name", *(part for part in Font.__elements__ if part != "name"))
    )
    assert "Unexpected element" in faults(ledger(), "made.xlsx", tmp_path)[0]


@pytest.mark.parametrize(("room", "paper"), [(MOST_ON_A4, 9), (MOST_ON_A4 + 1, 8)])
def test_what_is_too_wide_for_a4_is_printed_on_a3(room, paper):
    book, _, _ = Frame("台账", [SheetColumn("甲", 40), SheetColumn("乙", room - 40)], {}).build([1], 0)
    sheet = openpyxl.load_workbook(BytesIO(book))["数据"]
    assert sheet.page_setup.paperSize == paper and sheet.oddHeader.center.text == "台账"
