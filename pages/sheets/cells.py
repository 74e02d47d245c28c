"""One value as the XML of one cell.

Text is an inline string, never a formula; it is defused all the same, so that
the sheet saved as CSV and opened again does not become dangerous.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pages.dates import local

SHORT = 12  # characters of a text that is likely to come again: a unit, a class, a state
LONGEST = 32_767  # characters Excel takes in a cell
LINE = 16  # points
NARROW = "0123456789 ,.-()"
EXACT = 10**15  # whole numbers beyond this lose digits in Excel
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
EPOCH = dt.date(1899, 12, 30).toordinal()
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def defused(text: str) -> str:
    """The text, behind an apostrophe if a spreadsheet might take it for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def clean(text: str) -> str:
    """The text without characters that XML forbids, cut to what a cell takes."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = _ILLEGAL.sub("", text)
    if "_x" in text:
        text = _ESCAPE_LIKE.sub("_x005F_", text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def serial(value: dt.date | dt.datetime) -> str:
    """A day, or a moment in local time, as Excel counts it; empty where Excel has no such day."""
    if not isinstance(value, dt.datetime):
        days = value.toordinal() - EPOCH
        return str(days) if days > 60 else ""
    moment = local(value)
    days = moment.toordinal() - EPOCH
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return f"{days + seconds / 86400:.8f}" if days > 60 else ""


def text_cell(value: Any) -> str:
    """t="inlineStr"><is>…: the part of a cell after its style."""
    text = value if isinstance(value, str) else str(value)
    return _again(text) if len(text) <= SHORT else _text(text)


def _text(text: str) -> str:
    text = clean(defused(text))
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


_again = lru_cache(maxsize=2000)(_text)


def whole_cell(value: int) -> str:
    return f"><v>{value}</v></c>" if -EXACT < value < EXACT else text_cell(str(value))


def fraction_cell(value: float | Decimal) -> str:
    finite = value == value and value not in (float("inf"), float("-inf"))
    return f"><v>{value}</v></c>" if finite else text_cell("")


@lru_cache(maxsize=4000)
def day_cell(value: dt.date) -> str:
    return moment_cell(value)


def moment_cell(value: dt.date | dt.datetime) -> str:
    number = serial(value)
    return f"><v>{number}</v></c>" if number else text_cell(str(value))


CELLS: dict[type, Callable[[Any], str]] = {
    str: text_cell,
    int: whole_cell,
    float: fraction_cell,
    Decimal: fraction_cell,
    bool: lambda value: text_cell("是" if value else "否"),
    dt.date: day_cell,
    dt.datetime: moment_cell,
}


def lines_of(text: str, room: int) -> int:
    """How many lines a text takes in a column of that many characters (a Chinese one takes two)."""
    if "\n" in text:
        return sum(lines_of(line, room) for line in text.split("\n"))
    long = len(text) if text.isascii() else 2 * len(text) - sum(map(text.count, NARROW))
    # a Chinese character is a little wider than two others, and none of the stops may begin a line
    return max(1, -(-long // (room - 1 - room // 15)))


def row_xml(number: int, columns: Sequence[tuple[str, str, int]], values: Sequence[Any]) -> str:
    """One row, as high as its longest text needs.

    columns: the letter, the style number, and the room in characters (0 where text does not wrap).
    """
    cells, lines = [], 1
    for (letter, style, room), value in zip(columns, values, strict=True):
        if value is None or value == "":
            cells.append(f'<c r="{letter}{number}" s="{style}"/>')
            continue
        kind = type(value)
        if kind is str:
            if room and (2 * len(value) > room or "\n" in value):
                lines = max(lines, lines_of(value, room))
            inside = _again(value) if len(value) <= SHORT else _text(value)
        else:
            inside = CELLS.get(kind, text_cell)(value)
        cells.append(f'<c r="{letter}{number}" s="{style}"{inside}')
    height = f' ht="{min(lines * LINE, 400)}" customHeight="1"' if lines > 1 else ""
    return f'<row r="{number}"{height}>{"".join(cells)}</row>'
