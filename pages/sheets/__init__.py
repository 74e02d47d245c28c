"""Excel files: written as a stream in flat memory, read cell by cell, given back with errors marked."""

from pages.sheets.faults import RowError, error_sheet
from pages.sheets.frame import SheetColumn
from pages.sheets.reading import BadSheet, read_sheet
from pages.sheets.volume import Ledger, write_volume
from pages.sheets.writing import stream_sheet

__all__ = (
    "BadSheet",
    "Ledger",
    "RowError",
    "SheetColumn",
    "error_sheet",
    "read_sheet",
    "stream_sheet",
    "write_volume",
)
