"""The numbers of a dashboard, read from the cells in a handful of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from offices.models import Office
from offices.scope import scope_of
from reports.figures import overdue_rows, totals
from reports.models import Cell
from reports.periods import Period, months, next_month, rows_url
from stations.choices import OpinionState, ReceptionState
from stations.models import Station
from suggestions.choices import Grade, SuggestionState
from suggestions.models import ResultClass

S = SuggestionState
SHOWN = 15
HANDED = (S.DISPATCHED, S.REPLIED, S.CLOSED)
ANSWERED = (S.REPLIED, S.CLOSED)


def _of(numbers: dict[str, int], labels: tuple[str, ...]) -> int:
    return sum(numbers.get(label, 0) for label in labels)


def share(part: int, whole: int) -> str:
    """A share in words; a share of nothing is not a number."""
    return f"{part * 100 / whole:.1f}%" if whole else "—"


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
        self.result_kind = "rating_result" if self.wide else "rating_unit"
        self.opinions_kind = "opinion_state" if self.wide else "opinion_station"
        self.receptions_kind = "reception_state" if self.wide else "reception_station"
        self.visits_kind = "visit" if self.wide else "visit_station"

    def url(self, kind: str, **cell: Any) -> str:
        return rows_url(reverse("reports:rows", args=(kind,)), **{**self.period.query, **cell})

    @cached_property
    def grid(self) -> dict[tuple, int]:
        """{(kind, office, station, label): how many} within the period: all that the page sums, in one query."""
        cells = Cell.objects.visible_to(self.user)
        if self.period.since:
            cells = cells.filter(month__gte=self.period.since, month__lt=self.period.until)
        return totals(cells, "kind", "office", "station", "label")

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
    def late(self) -> dict[int | None, int]:
        """Replies overdue today, whatever the period, by lead unit."""
        rows = overdue_rows(self.user, self.today).order_by().values_list("lead_office").annotate(Count("pk"))
        return dict(rows)

    # --- rates, each with its numerator and denominator in words
    @property
    def rates(self) -> list[tuple[str, str, str]]:
        """(name, share, what over what)."""
        handed, answered = _of(self.states, HANDED), _of(self.states, ANSWERED)
        resolved = sum(count for row, count in self.classes if row.resolved)
        classed = sum(count for _, count in self.classes)
        grades = self.sums[self.result_kind]
        rated, pleased = sum(grades.values()), _of(grades, (Grade.SATISFIED, Grade.BASICALLY))
        rates = [
            ("办复率", share(answered, handed), f"已答复{answered}件÷已交办{handed}件"),
            ("解决率", share(resolved, classed), f"计入解决的{resolved}件÷有结果类别的{classed}件"),
            ("满意率", share(grades.get(Grade.SATISFIED, 0), rated),
             f"结果评为满意的{grades.get(Grade.SATISFIED, 0)}人次÷已评价{rated}人次"),
            ("基本满意以上", share(pleased, rated), f"满意和基本满意{pleased}人次÷已评价{rated}人次"),
        ]  # fmt: skip
        return rates if self.units else []

    # --- tables
    @cached_property
    def unit_rows(self) -> list[dict[str, Any]]:
        """The units with most work, overdue ones first."""
        table = self._by_place("office", "suggestion_unit", "suggestion_unit_class", "rating_unit")
        resolved = {key for key, row in self.scheme.items() if row.resolved}
        for office, count in self.late.items():
            if office:
                table[office]["late"] = {"late": count}
        ranked = sorted(
            table,
            key=lambda pk: (-sum(table[pk]["late"].values()), -sum(table[pk]["suggestion_unit"].values())),
        )
        names = Office.objects.in_bulk(ranked[:SHOWN])
        return [self._unit(names[pk], table[pk], resolved) for pk in ranked[:SHOWN] if pk in names]

    def _unit(self, office: Office, counts: dict[str, dict[str, int]], resolved: set[str]) -> dict[str, Any]:
        classes, grades = counts["suggestion_unit_class"], counts["rating_unit"]
        states, late = counts["suggestion_unit"], sum(counts["late"].values())
        return {
            "office": office,
            "led": sum(states.values()),
            "led_url": self.url("suggestion_unit", office=office.pk),
            "open": states.get(S.DISPATCHED, 0),
            "open_url": self.url("suggestion_unit", office=office.pk, label=S.DISPATCHED),
            "late": late,
            "late_url": self.late_url(office.pk),
            "resolved": share(sum(n for key, n in classes.items() if key in resolved), sum(classes.values())),
            "classes_url": self.url("suggestion_unit_class", office=office.pk),
            "satisfied": share(grades.get(Grade.SATISFIED, 0), sum(grades.values())),
            "grades_url": self.url("rating_unit", office=office.pk),
        }

    def late_url(self, office: int | None = None) -> str:
        return rows_url(reverse("reports:rows", args=("suggestion_unit",)), late=1, office=office)

    @cached_property
    def station_rows(self) -> list[dict[str, Any]]:
        """The stations with most reception work."""
        table = self._by_place("station", "reception_station", "visit_station", "opinion_station")
        ranked = sorted(table, key=lambda pk: -sum(table[pk]["opinion_station"].values()))[:SHOWN]
        names = Station.objects.visible_to(self.user).in_bulk(ranked)
        return [self._station(names[pk], table[pk]) for pk in ranked if pk in names]

    def _station(self, station: Station, counts: dict[str, dict[str, int]]) -> dict[str, Any]:
        opinions = counts["opinion_station"]
        return {
            "station": station,
            "receptions": counts["reception_station"].get(ReceptionState.CLOSED, 0),
            "receptions_url": self.url("reception_station", station=station.pk, label=ReceptionState.CLOSED),
            "visits": sum(counts["visit_station"].values()),
            "visits_url": self.url("visit_station", station=station.pk),
            "opinions": sum(opinions.values()),
            "opinions_url": self.url("opinion_station", station=station.pk),
            "closed": opinions.get(OpinionState.CLOSED, 0),
            "closed_url": self.url("opinion_station", station=station.pk, label=OpinionState.CLOSED),
        }

    def _by_place(self, place: str, *kinds: str) -> dict[int, dict[str, dict[str, int]]]:
        """{place id: {kind: {label: how many}}}."""
        table: dict[int, dict[str, dict[str, int]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(int))
        )
        for (kind, office, station, label), count in self.grid.items():
            key = office if place == "office" else station
            if kind in kinds and key is not None:
                table[key][kind][label] += count
        return table

    # --- trends
    @cached_property
    def trend(self) -> dict[str, list[int]]:
        """Twelve months up to now, by kind; only the kinds that are kept by month."""
        firsts = months(self.today)
        kinds = ("suggestion_state", "opinion_state", "reception_state")
        cells = Cell.objects.visible_to(self.user).filter(kind__in=kinds, month__gte=firsts[0])
        found = {
            (kind, month): count
            for kind, month, count in cells.order_by().values_list("kind", "month").annotate(Sum("count"))
        }
        return {kind: [found.get((kind, first), 0) for first in firsts] for kind in kinds}

    def trend_urls(self, kind: str) -> list[str]:
        path = reverse("reports:rows", args=(kind,))
        return [rows_url(path, since=first, until=next_month(first)) for first in months(self.today)]

    @property
    def told(self) -> dict[str, int]:
        return self.sums["matter_told"]
