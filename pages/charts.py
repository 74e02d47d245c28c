"""A chart as plain values; pages/chart.html draws it, with its table behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Series:
    """One line, set of bars or ring. values: a number or None per label; urls: where each opens its rows."""

    label: str
    values: Sequence[float | int | None]
    urls: Sequence[str] = ()
    unit: str = ""


@dataclass(frozen=True)
class Chart:
    """kind "ring" takes one series. counts: one line that says what is counted, and as of when."""

    key: str
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    counts: str
    kind: Literal["bar", "stacked", "across", "line", "ring"] = "bar"

    @property
    def data_id(self) -> str:
        return f"chart-{self.key}"

    @property
    def has_values(self) -> bool:
        return any(value for one in self.series for value in one.values)

    @property
    def data(self) -> dict[str, Any]:
        """What static/pages/charts.js reads."""
        return {
            "kind": self.kind,
            "title": self.title,
            "labels": list(self.labels),
            "series": [
                {"label": s.label, "values": list(s.values), "urls": list(s.urls), "unit": s.unit}
                for s in self.series
            ],
        }

    @property
    def parts(self) -> bool:
        """Do the values make up a whole, so that shares and a total belong beside them?"""
        return self.kind == "ring"

    @property
    def total(self) -> float | int:
        return sum(value or 0 for value in self.series[0].values)

    @property
    def shares(self) -> list[tuple[str, Any, str, str]]:
        """(label, value, its url, its share of the total) per row of a ring; the values add up to the total."""
        whole = self.total
        return [
            (label, value, url, f"{100 * (value or 0) / whole:.1f}%" if whole else "—")
            for label, [(value, url)] in self.table
        ]

    @property
    def table(self) -> list[tuple[str, list[tuple[Any, str]]]]:
        """(label, [(value, url) of each series]) per row, for the table behind the picture."""
        return [
            (label, [(s.values[i], s.urls[i] if i < len(s.urls) else "") for s in self.series])
            for i, label in enumerate(self.labels)
        ]
