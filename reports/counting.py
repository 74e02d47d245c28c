"""Statements that count rows by place, month and label, and the triggers that keep up with every change of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from string import Formatter

MONTH, YEAR = "month", "year"
EVER = date.min  # the month of the cells that count all years: ten years are summed as quickly as one
DIMENSIONS = "kind, area_id, office_id, station_id, month, label"
# operation -> (are there rows as they were, are there rows as they are)
OPERATIONS = {"INSERT": (False, True), "DELETE": (True, False), "UPDATE": (True, True)}


@dataclass(frozen=True)
class Counted:
    """One kind of count. source: the joined rows, the counted table first and named r; every table stands in braces.

    area, office, station, on, label: SQL of the dimensions; keep: which rows count. Each row counts in the cell
    of its month or year, and in the one of all time.
    through: tables that keep asks about with EXISTS: {table: its key of the counted rows}.
    """

    kind: str
    source: str
    on: str
    label: str
    keep: str
    area: str = "r.area_id"
    office: str = "NULL::bigint"
    station: str = "NULL::bigint"
    by: str = MONTH
    through: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """Every table a change of which may move the count, the counted one first."""
        named = [name for _, name, _, _ in Formatter().parse(f"{self.source} {self.keep}") if name]
        return tuple(dict.fromkeys(named))

    def select(self, sign: str, **rows: str) -> str:
        """The rows to be summed. rows: what is read in place of a table."""
        read = {table: rows.get(table, table) for table in self.tables}
        return (
            f"SELECT '{self.kind}' AS kind, {self.area} AS area_id, {self.office} AS office_id, "
            f"{self.station} AS station_id, span.month, ({self.label})::varchar(20) AS label, {sign} AS count "
            f"FROM {self.source.format(**read)} CROSS JOIN LATERAL "
            f"(VALUES (date_trunc('{self.by}', {self.on})::date), (DATE '{EVER}')) AS span(month) "
            f"WHERE {self.keep.format(**read)}"
        )

    def moved(self, table: str, operation: str) -> Iterator[str]:
        """What a change of one of its tables takes away and adds; rows of the others are as they are."""
        old, new = OPERATIONS[operation]
        if table in self.through:
            yield from self._asked_about(table, old, new)
        elif (
            table == self.tables[0] or old
        ):  # what is new in a table that is joined leads to no counted row yet
            if old:
                yield self.select("-1", **{table: "old_rows"})
            if new:
                yield self.select("1", **{table: "new_rows"})

    def _asked_about(self, table: str, old: bool, new: bool) -> Iterator[str]:
        """The counted rows that the changed ones lead to: as they counted before, and as they count now."""
        key, root = self.through[table], self.tables[0]
        changed = [rows for rows, given in (("old_rows", old), ("new_rows", new)) if given]
        touched = " UNION ".join(f"SELECT {key} FROM {rows}" for rows in changed)
        whose = f"(SELECT * FROM {root} WHERE id IN ({touched}))"
        before = f"SELECT * FROM {table} WHERE {key} IN ({touched})"
        before += " AND id NOT IN (SELECT id FROM new_rows)" if new else ""
        before += " UNION ALL SELECT * FROM old_rows" if old else ""
        yield self.select("-1", **{root: whose, table: f"({before})"})
        yield self.select("1", **{root: whose})


def summed(selects: Iterable[str]) -> str:
    """The statement that writes into the deltas what these rows come to."""
    return (
        f"INSERT INTO reports_tallydelta ({DIMENSIONS}, count) SELECT {DIMENSIONS}, sum(count) "
        f"FROM ({' UNION ALL '.join(selects)}) c GROUP BY {DIMENSIONS} HAVING sum(count) <> 0"
    )


def triggers(table: str, kinds: Iterable[Counted]) -> str:
    """SQL that makes, anew, the statement triggers that write a table's changes into the deltas, in its own transaction."""
    name, made = f"tally_{table}", []
    concerned = [one for one in kinds if table in one.tables]
    for operation, (old, new) in OPERATIONS.items():
        selects = [select for one in concerned for select in one.moved(table, operation)]
        if not selects:
            continue
        rows = " ".join(["OLD TABLE AS old_rows"] * old + ["NEW TABLE AS new_rows"] * new)
        made.append(
            f"CREATE FUNCTION {name}_{operation.lower()}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
            f"BEGIN {summed(selects)}; RETURN NULL; END $$;\n"
            f"CREATE TRIGGER {name}_{operation.lower()} AFTER {operation} ON {table} REFERENCING {rows} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_{operation.lower()}();\n"
        )
    return without_triggers(table) + "".join(made)


def without_triggers(table: str) -> str:
    """SQL that drops them; the first name is that of one function for all operations, as it was."""
    names = [f"tally_{table}", *(f"tally_{table}_{operation.lower()}" for operation in OPERATIONS)]
    return "".join(f"DROP FUNCTION IF EXISTS {name}() CASCADE;\n" for name in names)
