"""Addresses of a list: the same list with one thing changed, its tabs and its chips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict

from pages.actions import SavedView
from pages.filters import ENDS, FilterSet
from pages.paging import Page

PLACE = ("after", "before", "export")
LOOK = ("sort", "cols")


class Link:
    """Makes addresses of the list that is being shown."""

    def __init__(self, path: str, query: QueryDict) -> None:
        self.path, self.query = path, query

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """The parameters that say something, without the place in the list."""
        lists = self.query.lists()
        return [(name, value) for name, values in lists if name not in PLACE for value in values if value]

    def but(self, drop: Sequence[str] = (), **changed: str) -> str:
        """The same list with these parameters changed or dropped, from its first page."""
        items = [(name, value) for name, value in self.kept if name not in drop and name not in changed]
        return self._address([*items, *changed.items()])

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
        return [(name, value) for name, value in self.kept if name != "cols"]

    @property
    def export(self) -> str:
        return self.but(export="xlsx")

    @property
    def bare(self) -> str:
        """Without filters and search, in the same order and columns."""
        return self._address([(name, value) for name, value in self.kept if name in LOOK])

    def _address(self, items: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(items)}" if items else self.path


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


def shown_tabs(views: Sequence[SavedView], link: Link) -> tuple[Tab, ...]:
    """The saved views; the one is active whose parameters are exactly those of the list."""
    asked = _filters(link.kept)
    tabs = []
    for view in views:
        url = f"{link.path}?{view.query_string}" if view.query_string else link.path
        tabs.append(Tab(view.label, url, _filters(parse_qsl(view.query_string)) == asked))
    return tuple(tabs)


def chips(filterset: FilterSet | None, link: Link) -> list[Chip]:
    """What the list is filtered by."""
    if filterset is None:
        return []
    return [
        Chip(label, words, link.but(drop=[name + end for end in ENDS]))
        for name, label, words in filterset.described()
    ]


def _filters(items: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(name, value) for name, value in items if name not in LOOK}
