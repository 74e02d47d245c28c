"""One reading of a sheet against the registry: what it would change, kept until it is written."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import Model

from deputies.imports.columns import ImportColumn
from deputies.imports.places import Places
from deputies.imports.sheet import Faults, Line
from deputies.imports.snapshots import snapshot
from deputies.models import Deputy, Mandate, Term
from offices.models import Area
from pages.fields import EncryptedTextField


@dataclass
class Entry:
    """One line with the places it means; mandate is planned by the mandates' part."""

    line: Line
    area: Area
    term: Term
    mandate: Mandate | None = None


@dataclass
class Person:
    """A deputy of the sheet, with every line about him."""

    deputy: Deputy
    entries: list[Entry]
    new: bool = False

    @property
    def lines(self) -> list[Line]:
        return [entry.line for entry in self.entries]


@dataclass
class Change:
    """A row that is there already, changed in memory; before is what it was."""

    row: Model
    before: dict[str, Any]
    fields: set[str] = field(default_factory=set)


class Run:
    """Everything one import would do. Parts fill it, write.py carries it out."""

    def __init__(self, user: Any, lines: list[Line], faults: Faults, today: dt.date) -> None:
        self.user, self.lines, self.faults, self.today = user, lines, faults, today
        self.places = Places(user)
        self.entries: list[
            Entry
        ] = []  # the lines whose area and term are known, also those of people that are not
        self.people: list[Person] = []
        self.created: dict[type[Model], list[Model]] = defaultdict(list)
        self.changed: dict[type[Model], dict[int, Change]] = defaultdict(dict)

    def create(self, row: Model, lines: Iterable[Line] = ()) -> None:
        """Plan a new row; the lines it comes from count as created."""
        self.created[type(row)].append(row)
        for line in lines:
            line.outcome = "created"

    def change(self, row: Model, lines: Iterable[Line], **values: Any) -> bool:
        """Plan other values of a row; nothing happens where they are the same. Was anything different?"""
        different = {name: value for name, value in values.items() if _differs(row, name, value)}
        if not different:
            return False
        if row.pk:
            change = self.changed[type(row)].setdefault(row.pk, Change(row, snapshot(row)))
            change.fields |= set(different)
        words = [_in_words(row, name, value) for name, value in different.items()]
        for name, value in different.items():
            setattr(row, name, value)
        self.touch(lines, *words)
        return True

    def touch(self, lines: Iterable[Line], *words: str) -> None:
        """Count the lines as updated, and say what is different."""
        for line in lines:
            line.outcome = "updated" if line.outcome == "unchanged" else line.outcome
            line.changes += words

    def fault(self, lines: Iterable[Line], label: str, message: str) -> None:
        for line in lines:
            self.faults.add(line, label, message)

    def note(self, message: str) -> None:
        self.faults.notes.append(message)

    def count(self, outcome: str) -> int:
        return sum(line.outcome == outcome and not line.faulty for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        return {outcome: self.count(outcome) for outcome in ("created", "updated", "unchanged")}

    @property
    def digest(self) -> str:
        """Tells whether a second reading would do the same as the first."""
        return "-".join(str(number) for number in (len(self.faults.errors), *self.counts.values()))


def _in_words(row: Model, name: str, value: Any) -> str:
    """工作单位及职务：甲 → 乙; a telephone number is not told."""
    field = row._meta.get_field(name)
    if isinstance(field, EncryptedTextField):
        return str(field.verbose_name)
    before = getattr(row, f"get_{name}_display")() if field.choices else getattr(row, name)
    after = dict(field.flatchoices).get(value, value) if field.choices else value
    return f"{field.verbose_name}：{_shown(before)} → {_shown(after)}"


def _shown(value: Any) -> str:
    return "（空）" if value is None or value == "" else str(value)


def _differs(row: Model, name: str, value: Any) -> bool:
    if isinstance(value, Model):
        return value.pk is None or getattr(row, row._meta.get_field(name).attname) != value.pk
    return getattr(row, name) != value


class Part:
    """What some columns of the sheet change. A room above adds a part of its own with its columns.

    tables: the models it writes, in the order of their foreign keys. plan() is called once, after the
    parts before it: it reads run.people, loads what is there in sets, and calls run.create, run.change,
    run.fault and run.note. cells() gives the export's values, one dictionary (column name → value) per
    mandate, in sets. after_write() writes what needs the new rows' ids.
    """

    columns: ClassVar[tuple[ImportColumn, ...]] = ()
    tables: ClassVar[tuple[type[Model], ...]] = ()

    def __init__(self, run: Run) -> None:
        self.run = run

    def label(self, name: str) -> str:
        """A column's label, for faults."""
        return next(column.label for column in self.columns if column.name == name)

    def plan(self) -> None:
        raise NotImplementedError

    def after_write(self, file_name: str) -> None:
        """Nothing by default."""

    @classmethod
    def cells(cls, mandates: list[Mandate]) -> list[dict[str, Any]]:
        raise NotImplementedError


def merged(run: Run, person: Person, column: ImportColumn) -> Any:
    """The value a person's lines give a column: None if none does; a fault where they differ."""
    found: dict[Any, Line] = {}
    for line in person.lines:
        if (value := line[column.name]) is not None:
            found.setdefault(value, line)
    if len(found) > 1:
        first, *others = found.values()
        for line in others:
            run.fault([line], column.label, f"同一代表在第{first.number}行填写的不一样，请改为一致。")
    return next(iter(found), None)
