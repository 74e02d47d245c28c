"""A list page by declaration: rows, filters, columns, search, order, paging, export."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views import View

from pages.actions import Action, Crumb, Empty, SavedView
from pages.asked import keys
from pages.columns import Column
from pages.conditions import lasting
from pages.controls import checks_html
from pages.exporting import export_list
from pages.filters import FilterSet
from pages.framed import known_by
from pages.keeping import keep_url, kept_views
from pages.links import Link, chips, shown_tabs
from pages.loading import lean
from pages.paging import BadToken, Keyset, Page, any_keys, capped_count
from pages.prepared import planned_once
from pages.search import TooShort
from pages.tables import table_html

__all__ = ("Action", "Column", "Crumb", "Empty", "ListPage", "SavedView")


class ListPage(AccessMixin, View):
    """A list. A subclass declares; it overrides rows() or actions() only where it differs.

    order: one field, ("-due_on",), ties are broken by pk. search: the model's queryset has search(text).
    public: needs no sign-in. Understands q, the filters' names, sort, cols, after, before and export=xlsx;
    what it cannot read it ignores, and says so.
    """

    title = ""
    model: type[Model]
    columns: ClassVar[tuple[Column, ...]] = ()
    filters: ClassVar[type[FilterSet] | None] = None
    search = False
    search_hint = "输入要查找的字"
    order: ClassVar[tuple[str, ...]] = ("-pk",)
    page_size = 50
    count_cap = 1000
    views: ClassVar[tuple[SavedView, ...]] = ()
    empty: ClassVar[Empty] = Empty()
    note = ""
    export_name = ""
    public = False
    template_name = "pages/list.html"
    rows_template = "pages/_rows.html"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if len([name for name in cls.order if name.lstrip("-") not in ("pk", "id")]) > 1:
            raise ImproperlyConfigured(f"{cls.__name__}.order: one field, then pk")

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """As Django's; a public list is open to everyone."""
        view = super().as_view(**initkwargs)
        return login_not_required(view) if cls.public else view

    # --- what a subclass may say differently

    def rows(self) -> QuerySet:
        """The rows this person may know of, with the relations the columns read."""
        return self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]

    def usual_sort(self) -> str:
        """The order of who asked for none."""
        return self.order[0]

    def actions(self) -> list[Action]:
        """The buttons beside the title."""
        return []

    def bulk(self) -> list[Action]:
        """What may be done with the rows ticked: each address takes their keys as POST `pick`."""
        return []

    def crumbs(self) -> list[Crumb]:
        """The way back."""
        return []

    def get_columns(self) -> tuple[Column, ...]:
        """All columns this person may choose from."""
        return self.columns

    def export_notes(self) -> dict[str, str]:
        """Further lines of an export's cover sheet."""
        return {}

    # --- the page

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.problems: list[str] = []
        self.link = Link(request.path, request.GET)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (self.public or request.user.is_authenticated):
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.GET.get("export") == "xlsx":
            return export_list(self)
        htmx = getattr(request, "htmx", None)
        fragment = bool(htmx) and not htmx.history_restore_request and not htmx.boosted
        with planned_once():
            response = render(request, self.rows_template if fragment else self.template_name, self.context())
        patch_vary_headers(response, ["HX-Request"])
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The rows ticked as a sheet; nothing else is posted to a list."""
        if request.GET.get("export") != "xlsx" or not self.picked:
            messages.warning(request, "请先在列表中勾选。")
            return redirect(self.link.but())
        return export_list(self)

    @cached_property
    def picked(self) -> list[int]:
        """The keys of the rows ticked."""
        return keys(self.request.POST.getlist("pick"))

    def context(self, **extra: Any) -> dict[str, Any]:
        """What the templates read; they name each in their first lines."""
        page = self.page()
        count, capped = self.count(page)
        bulk = self.bulk() if page.rows else []
        told = chips(self.filterset, self.link)
        names = {column.name for column in self.chosen}
        return {
            "list": self,
            "link": self.link,
            "title": self.title,
            "note": self.note,
            "actions": self.actions(),
            "bulk": tuple(bulk),
            "crumbs": self.crumbs(),
            "tabs": shown_tabs([*self.views, *kept_views(self.request)], self.link),
            "keep_url": keep_url(self.request) if told or self.q else "",
            "filters": self.filterset,
            "chips": told,
            "q": self.q,
            "table": table_html(
                self.chosen, page.rows, self.sort, self.link.sorted_by, self.title, bool(bulk)
            ),
            "columns": checks_html(
                tuple([(one.name, one.label, one.name in names) for one in self.get_columns()]), "cols"
            ),
            "page": page,
            "pager": self.link.paged(page),
            "count": f"{count}+" if capped else str(count),
            "problems": self.problems,
            "narrowed": bool(self.q or told),
        } | extra

    @property
    def frame(self) -> str:
        """The page around the list."""
        return "public.html" if self.public else "base.html"

    @property
    def q(self) -> str:
        return self.request.GET.get("q", "").strip() if self.search else ""

    @cached_property
    def filterset(self) -> FilterSet | None:
        return (
            self.filters(self.request.GET, queryset=self.rows(), request=self.request)
            if self.filters
            else None
        )

    @cached_property
    def found(self) -> QuerySet:
        """The rows after filters and search."""
        rows = self.filterset.qs if self.filterset else self.rows()
        if self.filterset:
            self.problems += self.filterset.problems()
        if self.q:
            try:
                rows = rows.search(self.q)
            except TooShort as short:
                self.problems.append(str(short))
        if joins := {path for column in self.chosen for path in column.joins}:
            rows = rows.select_related(*joins)
        if self.picked:
            rows = rows.filter(pk__in=self.picked)
        # found for the page and counted: what both ask is written once
        return lasting(lean(rows, personal=any(column.kind == "masked" for column in self.chosen)))

    @cached_property
    def chosen(self) -> list[Column]:
        """The columns to show: those asked for, else the usual ones."""
        asked = {name for part in self.request.GET.getlist("cols") for name in part.split(",")}
        columns = self.get_columns()
        return [c for c in columns if c.name in asked] or [c for c in columns if c.shown]

    @cached_property
    def sort(self) -> str:
        """The order to show, "-field" for downwards: the one asked for if a column has it."""
        asked = self.request.GET.get("sort", "")
        if asked.lstrip("-") in {column.sort for column in self.get_columns() if column.sort}:
            return asked
        if asked:
            self.problems.append("不能按所选的列排序，已按默认顺序显示。")
        return self.usual_sort()

    @cached_property
    def hits(self) -> list[int] | None:
        """Keys of what a search has found, one more than are counted; None where nothing is searched for."""
        return any_keys(self.found, self.count_cap + 1) if self.q else None

    @cached_property
    def keyset(self) -> Keyset:
        """Of a search the rows already found, or, of a common word, all that hold it."""
        if self.hits is None:
            return Keyset(self.found, self.sort, self.page_size)
        if len(self.hits) > self.count_cap:
            return Keyset(self.found, self.sort, self.page_size, many=True)
        return Keyset(known_by(self.found, self.hits), self.sort, self.page_size)

    def page(self) -> Page:
        """The page asked for; the first one if its token is of no use here."""
        asked = self.request.GET
        try:
            return self.keyset.page(asked.get("after"), asked.get("before"))
        except BadToken:
            self.problems.append("翻页位置已失效，已回到第一页。")
            return self.keyset.page()

    def count(self, page: Page) -> tuple[int, bool]:
        """How many rows in all, counted no further than the cap."""
        if page.before is None and page.after is None:
            return len(page.rows), False
        if self.hits is not None:
            return min(len(self.hits), self.count_cap), len(self.hits) > self.count_cap
        return capped_count(self.found, self.count_cap)
