"""Several ledgers in one workbook, a sheet each, ready to print and sign; the rows are streamed as in writing.py."""

import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from os import PathLike
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from pages.sheets.cells import clean, text_cell
from pages.sheets.frame import Frame, SheetColumn
from pages.sheets.lines import Lines
from pages.sheets.writing import BATCH, END, sheet_xml

MOST = 1_000_000  # rows of one ledger; Excel takes a few more
LONGEST_NAME = 31  # characters of a sheet's name
FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")


@dataclass(frozen=True)
class Ledger:
    """One sheet: its name, the large heading above, the columns, the rows (read once), and the line to sign below."""

    name: str
    heading: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Any]]
    signature: str = ""


def write_volume(
    file: str | PathLike[str] | IO[bytes],
    title: str,
    ledgers: Sequence[Ledger],
    cover: Mapping[str, str],
    tell: Callable[[int], None] | None = None,
) -> dict[str, int]:
    """Write an .xlsx: a cover sheet, then a sheet for each ledger. Returns how many rows each has, by name.

    tell: called with the number of rows written so far, in all.
    """
    frames = [Frame(one.name, one.columns, {}, one.heading) for one in ledgers]
    names = _names(ledgers)
    blank, styles = _blank(title, cover, frames, names, {})
    counts: dict[str, int] = {}
    done = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for index, (ledger, frame, style) in enumerate(zip(ledgers, frames, styles, strict=True)):
            head, tail = sheet_xml(blank, index + 2).split(END)
            with out.open(f"xl/worksheets/sheet{index + 2}.xml", "w", force_zip64=True) as entry:
                entry.write(head)
                rows = islice(iter(ledger.rows), MOST)
                last = _write(entry, rows, frame, style, lambda n, before=done: tell and tell(before + n))
                if ledger.signature:
                    tail = _sign(entry, ledger.signature, last + 2, len(frame.columns), tail)
                entry.write(END + tail)
            counts[ledger.name] = last - frame.header_row
            done += counts[ledger.name]
        finished, _ = _blank(title, cover, frames, names, counts)
        with zipfile.ZipFile(BytesIO(finished)) as parts:
            ours = {f"xl/worksheets/sheet{index + 2}.xml" for index in range(len(ledgers))}
            for name in parts.namelist():
                if name not in ours:
                    out.writestr(name, parts.read(name))
    return counts


def _blank(
    title: str,
    cover: Mapping[str, str],
    frames: Sequence[Frame],
    names: Sequence[str],
    counts: Mapping[str, int],
) -> tuple[bytes, list[list[str]]]:
    """The workbook without its rows, and the style numbers of each sheet's cells."""
    book = Workbook()
    told = {
        f"其中：{name}": f"{counts.get(frame.title, 0)}行" for name, frame in zip(names, frames, strict=True)
    }
    Frame(title, (), {**cover, **told}).cover_page(book.active, sum(counts.values()))
    styles = []
    for frame, name in zip(frames, names, strict=True):
        sheet = book.create_sheet(name)
        frame.head(sheet)
        frame.set_up(sheet, None)
        styles.append(frame.styles(sheet, bold=False))
    book.active = min(1, len(frames))
    book.worksheets[0].sheet_view.tabSelected = not frames
    out = BytesIO()
    book.save(out)
    return out.getvalue(), styles


def _names(ledgers: Sequence[Ledger]) -> list[str]:
    """The sheets' names as Excel takes them, each once."""
    names: list[str] = []
    for ledger in ledgers:
        name = clean(ledger.name).translate(FORBIDDEN)[:LONGEST_NAME] or "台账"
        names.append(name if name not in names else f"{name[: LONGEST_NAME - 3]}_{len(names) + 1}")
    return names


def _write(
    entry: IO[bytes],
    rows: Iterable[Sequence[Any]],
    frame: Frame,
    styles: list[str],
    tell: Callable[[int], Any],
) -> int:
    """All rows; returns the number of the last one in the sheet."""
    line = Lines(frame.columns, styles)
    number, reader = frame.header_row, iter(rows)
    while batch := list(islice(reader, BATCH)):
        lines = [line(n, values) for n, values in enumerate(batch, number + 1)]
        entry.write("".join(lines).encode())
        number += len(batch)
        tell(number - frame.header_row)
    return number


def _sign(entry: IO[bytes], text: str, number: int, width: int, tail: bytes) -> bytes:
    """The line to sign, across all columns; returns the rest of the sheet with the merged cells named."""
    entry.write(
        f'<row r="{number}" ht="30" customHeight="1"><c r="A{number}"{text_cell(text)}</row>'.encode()
    )
    reference = f'<mergeCell ref="A{number}:{get_column_letter(width)}{number}"/></mergeCells>'
    return tail.replace(b"</mergeCells>", reference.encode()) if width > 1 else tail
