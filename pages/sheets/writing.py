"""Writing a sheet of any length in flat memory: openpyxl's frame, rows streamed as XML into the zip."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from io import BytesIO
from itertools import chain, islice
from os import PathLike
from typing import IO, Any

from pages.sheets.frame import Frame, SheetColumn
from pages.sheets.lines import Lines

MOST = 1_048_576  # rows of an Excel sheet
BATCH = 500  # rows written to the zip at a time
END = b"</sheetData>"


def stream_sheet(
    file: str | PathLike[str] | IO[bytes],
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    cover: Mapping[str, str],
    heading: str | None = None,
    footer_rows: Sequence[Sequence[Any]] = (),
    tell: Callable[[int], None] | None = None,
) -> int:
    """Write an .xlsx: a cover sheet (说明) and the rows (数据), in as many sheets as Excel needs.

    file: a path or a seekable binary file. rows: values in the order of columns (text, numbers, dates,
    moments, booleans, None), read once. cover: lines of the cover sheet. heading: a large merged row
    above the header. footer_rows: bold rows at the end, such as totals; iterated after the rows, so they may
    be reckoned from them. tell: called with the number of rows written so far, every few hundred. Printed landscape,
    on A4 or, where that would be too small to read, on A3. Returns the number of rows.
    """
    frame = Frame(title, columns, cover, heading)
    head, body, footer = _head(tuple(columns), heading)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        pen = _Pen(out, frame, head, body, tell or (lambda count: None))
        pen.write(iter(rows), footer_rows, footer)
        with zipfile.ZipFile(BytesIO(pen.book)) as parts:
            for name in parts.namelist():
                if name not in pen.names:
                    out.writestr(name, parts.read(name))
    return pen.count


@lru_cache(200)
def _head(columns: tuple[SheetColumn, ...], heading: str | None) -> tuple[bytes, list[str], list[str]]:
    """What stands above the rows, and the style numbers of body and footer cells: the same for every such sheet."""
    frame = Frame("", columns, {}, heading)
    blank, body, footer = frame.build([frame.header_row], 0)
    return sheet_xml(blank).split(END)[0], body, footer


def sheet_xml(book: bytes, number: int = 2) -> bytes:
    with zipfile.ZipFile(BytesIO(book)) as parts:
        xml = parts.read(f"xl/worksheets/sheet{number}.xml")
    xml = re.sub(rb"<dimension [^>]*/>", b"", xml)  # the frame's, which knows nothing of the rows to come
    return xml.replace(b"<sheetData/>", b"<sheetData></sheetData>")


class _Pen:
    """Writes the data sheets one after another."""

    def __init__(
        self, out: zipfile.ZipFile, frame: Frame, head: bytes, styles: list[str], tell: Callable[[int], None]
    ) -> None:
        self.out, self.frame, self.head, self.tell = out, frame, head, tell
        self.line = Lines(frame.columns, styles)
        self.names: list[str] = []
        self.count = 0
        self.book = b""  # all but the rows, as known after the last sheet

    def write(self, rows: Iterator[Sequence[Any]], footer_rows: Sequence[Any], footer: list[str]) -> None:
        """All rows, then the footer."""
        room = MOST - self.frame.header_row - len(footer_rows)
        last_rows: list[int] = []
        first = next(rows, None)
        while first is not None or not last_rows:
            part = chain([first], islice(rows, room - 1)) if first is not None else iter(())
            name = f"xl/worksheets/sheet{len(last_rows) + 2}.xml"
            with self.out.open(name, "w", force_zip64=True) as entry:
                entry.write(self.head)
                last = self._rows(entry, part)
                first = next(rows, None)
                if first is None:
                    line = Lines(self.frame.columns, footer)
                    for number, values in enumerate(footer_rows, last + 1):
                        entry.write(line(number, values).encode())
                last_rows.append(last)
                entry.write(END + self._tail(last_rows))
            self.names.append(name)

    def _rows(self, entry: IO[bytes], rows: Iterator[Sequence[Any]]) -> int:
        number = self.frame.header_row
        with ThreadPoolExecutor(1) as packer:  # a batch is packed while the next one is read and written out
            packed: Future[int] | None = None
            while batch := list(islice(rows, BATCH)):
                lines = [self.line(n, values) for n, values in enumerate(batch, number + 1)]
                if packed:
                    packed.result()
                packed = packer.submit(entry.write, "".join(lines).encode())
                number += len(batch)
                self.count += len(batch)
                self.tell(self.count)
            if packed:
                packed.result()
        return number

    def _tail(self, last_rows: list[int]) -> bytes:
        self.book, _, _ = self.frame.build(last_rows, self.count)
        return sheet_xml(self.book, len(last_rows) + 1).split(END)[1]
