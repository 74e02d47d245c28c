"""An uploaded sheet as lines of read values, with every fault by row and column."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import IO, Any

from deputies.imports.cells import Unreadable
from deputies.imports.columns import ImportColumn
from pages.sheets import BadSheet, RowError, read_sheet
from pages.sheets.faults import LABEL


@dataclass
class Line:
    """One row. values: what its cells hold (None: blank, or not to be read). outcome: created, updated or unchanged.

    bad: the labels of the columns in which it has a fault. changes: what would be different, in words.
    """

    number: int
    values: dict[str, Any]
    bad: set[str] = field(default_factory=set)
    outcome: str = "unchanged"
    changes: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    @property
    def faulty(self) -> bool:
        return bool(self.bad)

    def sound(self, *labels: str) -> bool:
        """Is there no fault in any of these columns?"""
        return self.bad.isdisjoint(labels)


@dataclass
class Faults:
    """Row-and-column errors, each said once; notes are for the reader and stop nothing."""

    found: dict[RowError, None] = field(default_factory=dict)  # as a set that keeps its order
    notes: list[str] = field(default_factory=list)

    def add(self, line: Line, label: str, message: str) -> None:
        line.bad.add(label)
        self.found[RowError(line.number, label, message)] = None

    @property
    def errors(self) -> list[RowError]:
        return list(self.found)

    @property
    def by_row(self) -> dict[int, list[RowError]]:
        rows = defaultdict(list)
        for error in sorted(self.errors, key=lambda one: one.row):
            rows[error.row].append(error)
        return dict(rows)


def read_lines(file: IO[bytes], columns: Sequence[ImportColumn], most: int, faults: Faults) -> list[Line]:
    """The rows of the sheet. Raises BadSheet where the file as a whole is no registry sheet."""
    rows = []
    for number, cells in read_sheet(file):
        if is_sample(cells, columns):
            continue
        if len(rows) == most:
            raise BadSheet(f"一次最多导入{most}行，请分成几个文件。")
        rows.append((number, cells))
    if not rows:
        raise BadSheet("表中没有数据行，请从第2行开始填写。")
    _check_header(list(rows[0][1]), columns, faults)
    return [_line(number, cells, columns, faults) for number, cells in rows]


def is_sample(cells: dict[str, Any], columns: Sequence[ImportColumn]) -> bool:
    """The template's own example row, left where it was."""
    needed = [column for column in columns if column.required and column.sample]
    return bool(needed) and all(str(cells.get(column.label, "")) == column.sample for column in needed)


def _check_header(labels: list[str], columns: Sequence[ImportColumn], faults: Faults) -> None:
    known = {column.label for column in columns}
    extra = [label for label in labels if label not in known | {LABEL}]
    missing = [column.label for column in columns if column.required and column.label not in labels]
    if missing:
        hints = [
            f"“{near[0]}”是否应为“{m}”" for m in missing if (near := get_close_matches(m, extra, 1, 0.5))
        ]
        raise BadSheet(f"缺少列：{'、'.join(missing)}。" + (f"{'；'.join(hints)}？" if hints else ""))
    if extra:
        faults.notes.append(f"不认识的列未导入：{'、'.join(extra)}。")


def _line(number: int, cells: dict[str, Any], columns: Sequence[ImportColumn], faults: Faults) -> Line:
    line = Line(number, {})
    for column in columns:
        try:
            value = line.values[column.name] = column.value(cells.get(column.label))
        except Unreadable as fault:
            line.values[column.name] = None
            faults.add(line, column.label, str(fault))
            continue
        if value is None and column.required:
            faults.add(line, column.label, "不能为空。")
    return line
