"""One row of the result: ours beside the limit."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """number: of perf's table. limit and ours in the unit named; ratio ours to limit; target: the most allowed."""

    number: str
    what: str
    unit: str
    limit: float
    ours: float
    target: float
    note: str = ""
    least: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.limit if self.limit else float("inf")

    @property
    def met(self) -> bool:
        return self.ratio >= self.target if self.least else self.ratio <= self.target


@dataclass
class Report:
    facts: dict[str, Any] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def add(self, *rows: Row) -> None:
        for row in rows:
            self.rows.append(row)
            print(line(row), flush=True)

    def as_json(self) -> dict[str, Any]:
        rows = [{**asdict(row), "ratio": round(row.ratio, 3), "met": row.met} for row in self.rows]
        return {"facts": self.facts, "rows": rows, "met": all(row.met for row in self.rows)}


HEAD = f"{'no.':<5}{'limit':>12}{'ours':>12}{'ratio':>9}{'target':>9}  met  what"


def line(row: Row) -> str:
    sign = ">=" if row.least else "<="
    note = f" ({row.note})" if row.note else ""
    return (
        f"{row.number:<5}{row.limit:>12.2f}{row.ours:>12.2f}{row.ratio:>9.2f}{sign:>5}{row.target:<5g}"
        f" {'yes' if row.met else 'NO ':<4} {row.what} [{row.unit}]{note}"
    )
