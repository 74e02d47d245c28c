"""Addresses of a list: the same list with one thing changed, its tabs and its chips."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from pages.actions import SavedView
from pages.filters import FilterSet
from pages.paging import Page

PLACE = ("after", "before", "export")


class Link:
    """Makes addresses of the list that is being shown."""

    def __init__(self, path: str, query: QueryDict) -> None:
        self.path, self.query = path, query

    def but(self, drop: Sequence[str] = (), **changed: str) -> str:
        """The same list with these parameters changed or dropped, from its first page."""
        query = self.query.copy()
        for name in (*PLACE, *drop):
            query.pop(name, None)
        for name in [name for name, values in query.lists() if not any(values)]:
            del query[name]
        for name, value in changed.items():
            query[name] = value
        return f"{self.path}?{query.urlencode()}" if query else self.path

    def sorted_by(self, sort: str) -> str:
        return self.but(sort=sort)

    def paged(self, page: Page) -> dict[str, str]:
        """The addresses of the first, previous and next page; empty where there is none."""
        return {
            "first": self.but() if page.before else "",
            "before": self.but(before=page.before) if page.before else "",
            "after": self.but(after=page.after) if page.after else "",
        }

    @property
    def without_columns(self) -> list[tuple[str, str]]:
        """The parameters that the column chooser hands on."""
        kept = (name for name in self.query if name not in (*PLACE, "cols"))
        return [(name, value) for name in kept for value in self.query.getlist(name) if value]

    @property
    def export(self) -> str:
        return self.but(export="xlsx")

    @property
    def bare(self) -> str:
        """Without filters and search, in the same order and columns."""
        kept = self.query.copy()
        for name in list(kept):
            if name not in ("sort", "cols"):
                del kept[name]
        return f"{self.path}?{kept.urlencode()}" if kept else self.path


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    active: bool


@dataclass(frozen=True)
class Chip:
    """One thing the list is filtered by, and the address without it."""

    label: str
    words: str
    url: str


def shown_tabs(views: Sequence[SavedView], link: Link) -> list[Tab]:
    """The saved views; the one is active whose parameters are exactly those of the list."""
    asked = {
        name: values
        for name, values in link.query.lists()
        if name not in (*PLACE, "sort", "cols") and any(values)
    }
    tabs = []
    for view in views:
        wanted = dict(QueryDict(view.query_string).lists())
        wanted = {name: values for name, values in wanted.items() if name not in ("sort", "cols")}
        url = f"{link.path}?{view.query_string}" if view.query_string else link.path
        tabs.append(Tab(view.label, url, wanted == asked))
    return tabs


def chips(filterset: FilterSet | None, link: Link) -> list[Chip]:
    """What the list is filtered by."""
    if filterset is None:
        return []
    return [
        Chip(
            label,
            words,
            link.but(drop=(name, f"{name}_after", f"{name}_before", f"{name}_min", f"{name}_max")),
        )
        for name, label, words in filterset.described()
    ]
