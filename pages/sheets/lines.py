"""Rows as XML, each as high as its longest text needs."""

import re
from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from pages.sheets.cells import CELLS, SHORT, SHORT_TEXTS, long_text, text_cell
from pages.sheets.frame import SheetColumn

LINE = 16  # points
HIGHEST = 400  # points; Excel takes 409
NARROW = re.compile(r"[0-9 ,.()\-]")


class Lines:
    """Makes the rows of a sheet with these columns.

    styles: the style number of each column's cells. A ledger has millions of cells, so that the whole row is one
    pattern and short texts are looked up here, without a call for each.
    """

    def __init__(self, columns: Sequence[SheetColumn], styles: Sequence[str]) -> None:
        cells = (f'<c r="{get_column_letter(n)}%s" s="{style}"%s' for n, style in enumerate(styles, 1))
        self.pattern = f'<row r="%s"%s>{"".join(cells)}</row>'
        # the room of a column in characters, none where text does not wrap
        self.rooms = [column.wide if column.kind == "text" else 0 for column in columns]

    def __call__(self, number: int, values: Sequence[Any]) -> str:
        """One row. values: in the order of the columns."""
        inside, lines = [], 1
        for value, room in zip(values, self.rooms, strict=True):
            if type(value) is str:
                if room and (2 * len(value) > room or "\n" in value):
                    lines = max(lines, lines_of(value, room))
                inside.append(SHORT_TEXTS[value] if len(value) <= SHORT else long_text(value))
            else:
                inside.append(CELLS.get(type(value), text_cell)(value))
        parts = [str(number)] * (2 * len(inside) + 2)
        parts[1] = f' ht="{min(lines * LINE, HIGHEST)}" customHeight="1"' if lines > 1 else ""
        parts[3::2] = inside
        return self.pattern % tuple(parts)


def lines_of(text: str, room: int) -> int:
    """How many lines a text takes in a column of that many characters (a Chinese one takes two)."""
    if "\n" in text:
        return sum(lines_of(line, room) for line in text.split("\n"))
    long = len(text) if text.isascii() else 2 * len(text) - len(NARROW.findall(text))
    # a Chinese character is a little wider than two others, and none of the stops may begin a line
    return max(1, -(-long // (room - 1 - room // 15)))
