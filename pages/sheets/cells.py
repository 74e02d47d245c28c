"""One value as the XML of one cell.

Text is an inline string, never a formula; it is defused all the same, so that
the sheet saved as CSV and opened again does not become dangerous.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pages.dates import local

SHORT = 12  # characters of a text that is likely to come again: a unit, a class, a state
KEPT = 4000  # such texts
EMPTY = "/>"
LONGEST = 32_767  # characters Excel takes in a cell
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
    return SHORT_TEXTS[text] if len(text) <= SHORT else long_text(text)


def long_text(text: str) -> str:
    """The same for what is not worth keeping."""
    text = clean(defused(text))
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if text.strip() is not text or "\n" in text:
        return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f' t="inlineStr"><is><t>{text}</t></is></c>'


class _Texts(dict[str, str]):
    """Short texts that were written before, as cells; a dictionary answers twice as fast as a cached function."""

    def __missing__(self, text: str) -> str:
        if len(self) >= KEPT:
            self.clear()
        cell = self[text] = long_text(text) if text else EMPTY
        return cell


SHORT_TEXTS = _Texts()


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
    bool: {True: text_cell("是"), False: text_cell("否")}.__getitem__,
    type(None): lambda value: EMPTY,
    dt.date: day_cell,
    dt.datetime: moment_cell,
}
