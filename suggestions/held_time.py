"""The days of many suggestions, summed by holder."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Func, IntegerField, QuerySet, Sum
from django.db.models.functions import Coalesce, Now, TruncDate
from django.urls import reverse

from pages.charts import Chart, Series
from suggestions.choices import Party

MOST = 20
DAYS = Func(
    Coalesce(F("until"), TruncDate(Now())), F("since"), template="(%(expressions)s)", arg_joiner=" - ",
    output_field=IntegerField(),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One holder: all its days, of how many suggestions, and the average."""

    name: str
    days: int
    suggestions: int
    url: str = ""

    @property
    def average(self) -> str:
        return f"{self.days / self.suggestions:.1f}" if self.suggestions else "—"


@dataclass(frozen=True)
class Figures:
    """The page of the whose-time figure."""

    term: Any
    parties: list[Line]
    units: list[Line]

    @property
    def total(self) -> int:
        return sum(line.days for line in self.parties)

    @property
    def chart(self) -> Chart:
        labels = [line.name for line in self.parties]
        values = [line.days for line in self.parties]
        urls = [line.url for line in self.parties]
        words = "本届全部可见建议自提交至办结（未办结的至今日）的天数，每一天只归一方"
        return Chart(
            "whose-time", "时间归属", labels, [Series("天数", values, urls)], counts=words, kind="ring"
        )


def figures(rows: QuerySet, term: Any) -> Figures:
    """Two queries, however many spans there are; rows: Holdings through visible_to."""
    rows = rows.filter(suggestion__term=term).order_by()
    counted = {"days": Sum(DAYS), "cases": Count("suggestion", distinct=True)}
    found = {one["party"]: one for one in rows.values("party").annotate(**counted)}
    listed = reverse("suggestions:list")
    parties = [
        Line(
            party.label,
            found[party]["days"] or 0,
            found[party]["cases"],
            f"{listed}?had={party}&term={term.pk}",
        )
        for party in Party
        if party in found
    ]
    units = (
        rows.filter(party=Party.UNIT, office__isnull=False)
        .values("office", "office__name")
        .annotate(**counted)
    )
    lines = [
        Line(
            one["office__name"],
            one["days"] or 0,
            one["cases"],
            f"{listed}?holder={one['office']}&term={term.pk}",
        )
        for one in units.order_by("-days")[:MOST]
    ]
    return Figures(term, parties, lines)
