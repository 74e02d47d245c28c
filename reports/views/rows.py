"""The rows behind a number: the same declaration, so the same rows."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from pages.actions import Crumb
from pages.columns import Column
from pages.lists import ListPage
from reports.cells import Narrowing
from reports.columns import COLUMNS, RELATED
from reports.figures import FIGURES, Figure
from suggestions.models import Suggestion


class FigureRows(ListPage):
    """A figure's rows, narrowed to the cell that was clicked."""

    model = Suggestion

    @cached_property
    def figure(self) -> Figure:
        try:
            return FIGURES[self.kwargs["kind"]]
        except KeyError:
            raise Http404 from None

    @cached_property
    def narrowing(self) -> Narrowing:
        return Narrowing.read(self.request.GET)

    @property
    def title(self) -> str:
        return f"{self.figure.name}明细"

    @property
    def note(self) -> str:
        told = "；".join(self.narrowing.words(self.figure, self.request.user))
        return f"口径：{self.figure.words}；不含保密件。{told}"

    def rows(self) -> QuerySet:
        return self.narrowing.apply(self.figure, self.request.user).select_related(
            *RELATED[self.figure.model]
        )

    def get_columns(self) -> tuple[Column, ...]:
        return COLUMNS[self.figure.model]

    def crumbs(self) -> list[Crumb]:
        return [Crumb("数据看板", reverse("reports:dashboard"))]

    def export_notes(self) -> dict[str, Any]:
        return {"口径": self.note}
