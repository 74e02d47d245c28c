"""The numbers of a dashboard, read from the cells in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from offices.scope import scope_of
from reports.figures import cells_of, overdue_rows, totals, veiled_verdicts
from reports.models import Cell
from reports.periods import Period, months, next_month, rows_url
from stations.choices import OpinionState, ReceptionState
from suggestions.choices import HANDED, Grade, SuggestionState
from suggestions.models import ResultClass

S = SuggestionState
SHOWN = 15
ANSWERED = (S.REPLIED, S.CLOSED)
OF_STATIONS = ("opinion_station", "visit_station", "reception_station")
HELD = ("reception_state", ReceptionState.CLOSED)
TREND = {"suggestion_state": "提交建议", "opinion_state": "群众意见", HELD[0]: "已办接待日"}
Counts = dict[str, dict[str, int]]
Counted = tuple[str, int, str]  # words, number, unit


@dataclass(frozen=True)
class Rate:
    """A share of the dashboard: its value, what was divided by what, and the rows of the divisor."""

    name: str
    value: str
    words: SafeString
    url: str


def counted(words: str, number: int, unit: str, url: str) -> SafeString:
    """A number within a sentence, which opens its rows."""
    return format_html('{}<a href="{}">{}</a>{}', words, url, number, unit)


def _of(numbers: dict[str, int], labels: tuple[str, ...]) -> int:
    return sum(numbers.get(label, 0) for label in labels)


def share(part: int, whole: int) -> str:
    """A share in words; a share of nothing is not a number."""
    return f"{part * 100 / whole:.1f}%" if whole else "—"


def _sum(kind: str, label: str = "") -> Sum:
    keep = Q(kind=kind, label=label) if label else Q(kind=kind)
    return Sum("count", filter=keep, default=0)


@dataclass
class Board:
    """What one person's dashboard shows for one period."""

    user: Any
    period: Period
    today: date

    def __post_init__(self) -> None:
        kinds = scope_of(self.user).kinds
        self.wide = "area" in kinds
        self.units = self.wide or "office" in kinds
        self.stations = self.wide or "station" in kinds
        self.states_kind = "suggestion_state" if self.wide else "suggestion_unit"
        self.classes_kind = "suggestion_class" if self.wide else "suggestion_unit_class"
        self.kept_kind = "suggestion_kept" if self.wide else "suggestion_unit_kept"
        self.result_kind = "rating_result" if self.wide else "rating_unit"
        self.opinions_kind = "opinion_state" if self.wide else "opinion_station"
        self.receptions_kind = "reception_state" if self.wide else "reception_station"
        self.visits_kind = "visit" if self.wide else "visit_station"

    def url(self, kind: str, **cell: Any) -> str:
        return rows_url(reverse("reports:rows", args=(kind,)), **{**self.period.query, **cell})

    @property
    def cells(self) -> QuerySet[Cell]:
        """The cells of the period."""
        return cells_of(self.user, self.period.since, self.period.until)

    @cached_property
    def grid(self) -> dict[tuple, int]:
        """{(kind, office, its name, label): how many}: all that the page sums but for the stations one by one."""
        cells = self.cells.exclude(kind__in=OF_STATIONS) if self.wide else self.cells
        found = totals(cells, "kind", "office", "office__name", "label")
        for cell, count in veiled_verdicts(self.user, self.period.since, self.period.until).items():
            found[cell] = found.get(cell, 0) - count
        return found

    @cached_property
    def sums(self) -> dict[str, dict[str, int]]:
        """{kind: {label: how many}} within the period."""
        found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for (kind, _, _, label), count in self.grid.items():
            found[kind][label] += count
        return found

    @cached_property
    def states(self) -> dict[str, int]:
        return self.sums[self.states_kind]

    @cached_property
    def scheme(self) -> dict[str, ResultClass]:
        return {str(row.pk): row for row in ResultClass.objects.all()}

    @cached_property
    def classes(self) -> list[tuple[ResultClass, int]]:
        counts = self.sums[self.classes_kind]
        return [(row, counts[key]) for key, row in self.scheme.items() if counts.get(key)]

    @cached_property
    def late(self) -> dict[tuple[int, str], int]:
        """Replies overdue today, whatever the period: {(lead unit, its name): how many}."""
        rows = overdue_rows(self.user, self.today).order_by().values_list("lead_office", "lead_office__name")
        return {(office, name): count for office, name, count in rows.annotate(Count("pk"))}

    # --- rates, each with its numerator and denominator in words
    @property
    def rates(self) -> list[Rate]:
        """The rates of the period, for who sees units."""
        if not self.units:
            return []
        classed = sum(count for _, count in self.classes)
        resolved = sum(count for row, count in self.classes if row.resolved)
        carried = sum(self.sums[self.kept_kind].values())
        solving = tuple(key for key, row in self.scheme.items() if row.resolved)
        found = [
            self._rate("办复率", self.states_kind, ("期内提交、已答复", _of(self.states, ANSWERED), "件"), ANSWERED,
                       ("期内提交、已交办", _of(self.states, HANDED), "件"), HANDED),
            self._rate("解决率", self.classes_kind, ("期内答复、计入解决的", resolved, "件"), solving or ("none",),
                       ("期内答复、有结果类别的", classed, "件")),
            self._rate("落实率", self.kept_kind, ("期内答复、解决或承诺全部落实的", carried, "件"), (),
                       ("期内答复、有结果类别的", classed, "件"), whole_kind=self.classes_kind),
            *self._pleased(),
        ]  # fmt: skip
        second = self.sums["rating_second"]
        if again := sum(second.values()):
            pleased = ("承诺落实后评为满意的", second.get(Grade.SATISFIED, 0), "人次")
            rated = ("再次评价", again, "人次")
            found.append(self._rate("落实后满意率", "rating_second", pleased, (Grade.SATISFIED,), rated))
        return found

    def _pleased(self) -> Iterator[Rate]:
        grades = self.sums[self.result_kind]
        rated = ("期内评价", sum(grades.values()), "人次")
        for name, words, kept in (
            ("满意率", "结果评为满意的", (Grade.SATISFIED,)),
            ("基本满意以上", "满意和基本满意", (Grade.SATISFIED, Grade.BASICALLY)),
        ):
            yield self._rate(name, self.result_kind, (words, _of(grades, kept), "人次"), kept, rated)

    def _rate(
        self,
        name: str,
        kind: str,
        part: Counted,
        kept: tuple[str, ...],
        whole: Counted,
        of: tuple[str, ...] = (),
        whole_kind: str = "",
    ) -> Rate:
        """A share whose two numbers open their rows: those with the labels kept, of those with the labels of.

        whole_kind: the figure of the divisor, where it is another one.
        """
        above, below = self.url(kind, label=kept), self.url(whole_kind or kind, label=of)
        words = format_html("{}÷{}", counted(*part, above), counted(*whole, below))
        return Rate(name, share(part[1], whole[1]), words, below)

    # --- tables
    @cached_property
    def unit_rows(self) -> list[dict[str, Any]]:
        """The units with most work, overdue ones first."""
        table = self._by_unit(
            "suggestion_unit", "suggestion_unit_class", "suggestion_unit_kept", "rating_unit"
        )
        resolved = {key for key, row in self.scheme.items() if row.resolved}
        for unit, count in self.late.items():
            table[unit]["late"] = {"late": count}
        ranked = sorted(
            table.items(),
            key=lambda row: (-sum(row[1]["late"].values()), -sum(row[1]["suggestion_unit"].values())),
        )
        return [self._unit(pk, name, counts, resolved) for (pk, name), counts in ranked[:SHOWN]]

    def _unit(self, office: int, name: str, counts: Counts, solving: set[str]) -> dict[str, Any]:
        classes, grades = counts["suggestion_unit_class"], counts["rating_unit"]
        states, late = counts["suggestion_unit"], sum(counts["late"].values())
        classed, rated = sum(classes.values()), sum(grades.values())
        resolved = sum(number for key, number in classes.items() if key in solving)
        kept, pleased = sum(counts["suggestion_unit_kept"].values()), grades.get(Grade.SATISFIED, 0)
        return {
            "office": name,
            "led": sum(states.values()),
            "led_url": self.url("suggestion_unit", office=office),
            "open": states.get(S.DISPATCHED, 0),
            "open_url": self.url("suggestion_unit", office=office, label=S.DISPATCHED),
            "late": late,
            "late_url": self.late_url(office),
            "resolved": share(resolved, classed),
            "resolved_of": f"{resolved}/{classed}件",
            "kept": share(kept, classed),
            "kept_of": f"{kept}/{classed}件",
            "kept_url": self.url("suggestion_unit_kept", office=office),
            "classes_url": self.url("suggestion_unit_class", office=office),
            "satisfied": share(pleased, rated),
            "satisfied_of": f"{pleased}/{rated}人次",
            "grades_url": self.url("rating_unit", office=office),
        }

    def _by_unit(self, *kinds: str) -> dict[tuple[int, str], Counts]:
        """{(unit, its name): {kind: {label: how many}}}."""
        table: dict[tuple[int, str], Counts] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
        for (kind, office, name, label), count in self.grid.items():
            if kind in kinds and office is not None:
                table[office, name][kind][label] += count
        return table

    def late_url(self, office: int | None = None) -> str:
        return rows_url(reverse("reports:rows", args=("suggestion_unit",)), late=1, office=office)

    @cached_property
    def station_rows(self) -> list[dict[str, Any]]:
        """The stations with most reception work; the database picks them, so that it need not hand over all."""
        cells = self.cells.filter(kind__in=OF_STATIONS, station__isnull=False).order_by()
        rows = cells.values("station", name=F("station__name")).annotate(
            opinions=_sum("opinion_station"),
            closed=_sum("opinion_station", OpinionState.CLOSED),
            visits=_sum("visit_station"),
            receptions=_sum("reception_station", ReceptionState.CLOSED),
        )
        return [self._station(row) for row in rows.order_by("-opinions", "station")[:SHOWN]]

    def _station(self, row: dict[str, Any]) -> dict[str, Any]:
        pk = row.pop("station")
        return {
            **row,
            "url": reverse("stations:station", args=(pk,)),
            "receptions_url": self.url("reception_station", station=pk, label=ReceptionState.CLOSED),
            "visits_url": self.url("visit_station", station=pk),
            "opinions_url": self.url("opinion_station", station=pk),
            "closed_url": self.url("opinion_station", station=pk, label=OpinionState.CLOSED),
        }

    # --- trends
    @cached_property
    def trend(self) -> dict[str, list[int]]:
        """Twelve months up to now, by kind; a reception day counts once it was held, not while it is planned."""
        firsts = months(self.today)
        counted = Q(kind__in=("suggestion_state", "opinion_state")) | Q(kind=HELD[0], label=HELD[1])
        cells = Cell.objects.visible_to(self.user).filter(counted, month__gte=firsts[0])
        found = {
            (kind, month): count
            for kind, month, count in cells.order_by().values_list("kind", "month").annotate(Sum("count"))
        }
        return {kind: [found.get((kind, first), 0) for first in firsts] for kind in TREND}

    def trend_urls(self, kind: str) -> list[str]:
        path, label = reverse("reports:rows", args=(kind,)), HELD[1] if kind == HELD[0] else ""
        return [
            rows_url(path, since=first, until=next_month(first), label=label) for first in months(self.today)
        ]

    @property
    def told(self) -> dict[str, int]:
        return self.sums["matter_told"]

    @property
    def heard(self) -> dict[str, int]:
        return self.sums["voter_told"]

    @property
    def ways(self) -> dict[str, int]:
        return self.sums["voter_way"]
