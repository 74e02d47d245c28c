"""One catalogue of columns feeds the page, the chosen columns and the Excel file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages.dates import date_html, datetime_html
from pages.escaping import escape
from pages.labels import label
from pages.masks import mask

Kind = Literal["text", "date", "datetime", "number", "badge", "bool", "masked"]
Reader = Callable[[Any], Any]
COLOURS = ("grey", "blue", "green", "orange", "red", "purple", "teal")


@dataclass(frozen=True)
class Badge:
    """A short word on a coloured ground; colour is one of COLOURS."""

    label: str
    colour: str = "grey"

    def __str__(self) -> str:
        return self.label

    def html(self) -> SafeString:
        return _tag(self.label, self.colour)


@lru_cache(maxsize=500)
def _tag(label: str, colour: str) -> SafeString:
    return format_html('<span class="tag tag-{}">{}</span>', colour, label)


@dataclass(frozen=True)
class Column:
    """A column of a list.

    value: an attribute path ("deputy.name", "get_state_display"; "" means `name`) or a function of the row.
    A badge column's value is a Badge, or a word. link: the address the cell leads to. sort: the field that
    orders the list by this column. width: characters, in Excel. shown: visible until the reader chooses
    otherwise. export: may leave in the Excel file. export_value: what leaves instead of value. joins: the relations that its value
    reads, loaded while the column is shown. whole: stays in one line, however long.
    """

    name: str
    label: str
    value: str | Reader = ""
    kind: Kind = "text"
    link: Callable[[Any], str | None] | None = None
    sort: str | None = None
    width: int | None = None
    export: bool = True
    shown: bool = True
    align: Literal["start", "center", "end"] | None = None
    export_value: str | Reader | None = None
    joins: tuple[str, ...] = ()
    whole: bool = False

    @cached_property
    def read(self) -> Reader:
        """The value of this column in a row."""
        return reader(self.value or self.name)

    @cached_property
    def read_export(self) -> Reader:
        """The value that leaves in a file: masked when the page masks it, words for badges."""
        plain = reader(self.export_value) if self.export_value else self.read
        if self.kind == "masked":
            return lambda row: mask(plain(row))
        if self.kind == "badge":
            return lambda row: str(value) if (value := plain(row)) is not None else None
        return plain

    def cells(self, long: str, short: str) -> Callable[[Any], str]:
        """A writer of this column's cells: the opening tag, the value escaped and linked, the closing tag.

        long, short: the tag of a cell with a long text, and of one with a short word, which stays in one line: Chinese
        breaks anywhere, and narrow columns would squeeze it upright.
        """
        whole, read, write, link, nothing = (
            self.whole,
            self.read,
            WRITERS[self.kind],
            self.link,
            f"{short}</td>",
        )

        def cell(row: Any) -> str:
            value = read(row)
            if not value and (value is None or value == ""):
                return nothing
            inside = write(value)
            size = len(inside)
            opening = short if whole or size <= 8 or (size <= 20 and inside.isascii()) else long
            if link and (url := link(row)):
                return f'{opening}<a href="{escape(url)}">{inside}</a></td>'
            return f"{opening}{inside}</td>"

        return cell

    def html(self, row: Any) -> str:
        """The inside of the cell, escaped."""
        return self.cells("", "")(row)[: -len("</td>")]


def reader(source: str | Reader) -> Reader:
    """A function that reads an attribute path (or dictionary keys), stopping at the first None."""
    if callable(source):
        return source
    quick, names = attrgetter(source), source.split(".")
    if source.startswith("get_") and source.endswith("_display"):
        return lambda row: label(row, source[4:-8])

    def follow(row: Any) -> Any:
        for name in names:
            row = row[name] if isinstance(row, dict) else getattr(row, name)
            if row is None:
                return None
        return row

    def read(row: Any) -> Any:
        try:
            value = quick(row)
        except AttributeError:  # a dictionary, or None on the way
            value = follow(row)
        return value() if callable(value) else value

    return read


def without_links(columns: Iterable[Column], *names: str) -> tuple[Column, ...]:
    """The columns, of which these lead nowhere: for readers who may not open what they lead to."""
    return tuple(replace(one, link=None) if one.name in names else one for one in columns)


def number_text(value: Any) -> str:
    """An integer as it is; a fraction with at most two digits."""
    if isinstance(value, float | Decimal):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def _badge(value: Any) -> str:
    return value.html() if isinstance(value, Badge) else Badge(str(value)).html()


WRITERS: dict[str, Callable[[Any], str]] = {
    "text": escape,
    "date": date_html,
    "datetime": datetime_html,
    "number": lambda value: escape(number_text(value)),
    "badge": _badge,
    "bool": lambda value: "是" if value else "否",
    "masked": lambda value: escape(mask(str(value))),
}
