"""The ledger export beside XlsxWriter, and the import's reading beside calamine."""

import resource
import tempfile
import time
from collections import deque
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from statistics import median

import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.rows import Row
from pages.sheets import read_sheet
from suggestions.government_ledger import Account, government_ledger, ledger_lines
from suggestions.ledger import LedgerFilters, ledger_rows, suggestion_ledger, visible_rows
from suggestions.totals import Totals


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ledger(user) -> list[Row]:
    """Row 14: our ledger beside XlsxWriter (constant memory) fed with the same rows, database read included; the middle
    of three rounds each."""
    with tempfile.TemporaryDirectory() as folder:
        ours_path, theirs_path = Path(folder) / "ours.xlsx", Path(folder) / "theirs.xlsx"
        before = peak()
        count, first = _ours(user, ours_path)
        growth = peak() - before
        rounds = [
            (_ours(user, ours_path)[1], _xlsxwriter(user, theirs_path), _reading(user)) for _ in range(2)
        ]
        rounds.append((first, _xlsxwriter(user, theirs_path), _reading(user)))
        ours, theirs, reading = (median(values) for values in zip(*rounds, strict=True))
        parsed = _parsed(ours_path)
    note = f"其中读库和取值各{reading:.1f}秒"
    return [
        Row("14", f"汇总表{count}行÷XlsxWriter,都含读库", "s", theirs, ours, 0.4, note),
        Row("14", "汇总表只算写文件÷XlsxWriter只算写文件", "s", theirs - reading, ours - reading, 0.4),
        Row("14", "导出时内存增长÷30MiB", "MiB", 30, growth, 1),
        parsed,
    ]


def _ours(user, target: Path) -> tuple[int, float]:
    """Rows written, and seconds."""
    started = time.perf_counter()
    with target.open("wb") as file:
        count = suggestion_ledger(user, LedgerFilters(), file)
    return count, time.perf_counter() - started


def government(user) -> Row:
    """Row 14: the government's own book (XH-10), a row for each unit, beside XlsxWriter fed with the same rows."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with (Path(folder) / "ours.xlsx").open("wb") as file:
            count = government_ledger(user, LedgerFilters(), file)
        ours = time.perf_counter() - started
        started = time.perf_counter()
        _written(
            ledger_lines(user, LedgerFilters(), Account(double=False), date.today()),
            Path(folder) / "theirs.xlsx",
        )
        theirs = time.perf_counter() - started
    return Row("14", f"政府台账{count}行÷XlsxWriter,都含读库", "s", theirs, ours, 0.6)


def _rows(user):
    filters = LedgerFilters()
    return ledger_rows(visible_rows(user, filters), Totals(), date.today(), one_sitting=filters.one_sitting)


def _reading(user) -> float:
    started = time.perf_counter()
    deque(_rows(user), maxlen=0)
    return time.perf_counter() - started


def _xlsxwriter(user, target: Path) -> float:
    started = time.perf_counter()
    _written(_rows(user), target)
    return time.perf_counter() - started


def _written(rows: Iterable[list], target: Path) -> None:
    book = xlsxwriter.Workbook(str(target), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()


def _parsed(path: Path) -> Row:
    """Row 15: reading a sheet as labelled rows beside calamine alone."""
    started = time.perf_counter()
    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(1).to_python()
    plain = time.perf_counter() - started
    started = time.perf_counter()
    with path.open("rb") as file:
        for _ in read_sheet(file, header_row=2):
            pass
    return Row("15", "读入一张表÷calamine直接读", "s", plain, time.perf_counter() - started, 1.2)
