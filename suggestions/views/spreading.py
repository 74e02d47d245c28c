"""/suggestions/spread/: the suggestions of one's area group by group, each number with its rows; and as a sheet."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from journal.book import enter
from journal.models import EntryKind
from offices.models import Area
from offices.posts import acting_post, holds
from pages.actions import Crumb
from pages.dates import cn_datetime
from pages.escaping import escape
from pages.exporting import download
from pages.lists import Empty, ListPage
from pages.prepared import planned_once
from pages.sheets import SheetColumn, stream_sheet
from suggestions.alongside import beside, veiled
from suggestions.forms.spreading import SpreadForm
from suggestions.models import Suggestion
from suggestions.spreading import Group, Spread, of_class, of_rate, spread, spread_rows
from suggestions.tables import COLUMNS
from suggestions.totals import RULES, Totals, share
from suggestions.views.lists import UNREAD
from suggestions.views.ranking import READERS

TITLE = "办理情况分类统计"
SHOWN = ("number", "title", "deputy", "category", "lead", "due_on", "replied_on", "class", "kept_on", "state")
RATES = {"replied": "办复率", "resolved": "解决率", "kept": "落实率", "satisfied": "满意率"}


@dataclass(frozen=True)
class Cell:
    """A number of a group with its share, and where its rows are; url is "" where there is nothing to open."""

    label: str
    value: str
    share: str
    url: str


def own_area(user: Any) -> Area:
    """The reader's own area; 403 for who does not look over all of it."""
    if not holds(user, *READERS):
        raise PermissionDenied
    return acting_post(user).principal.area


def rates_of(totals: Totals) -> dict[str, tuple[int, int]]:
    """(part, whole) of each rate."""
    written = totals.replied - totals.noted
    return {
        "replied": (totals.replied, totals.dispatched), "resolved": (totals.resolved, written),
        "kept": (totals.kept, written), "satisfied": (totals.grades["满意"], totals.grades.total()),
    }  # fmt: skip


@login_required
def groups(request: HttpRequest) -> HttpResponse:
    """Every group with its classes and rates, the whole below them; with ?export=xlsx as a sheet."""
    area = own_area(request.user)
    form = SpreadForm(request.GET or None, area=area)
    filters = form.range()
    with planned_once():
        found = spread(request.user, area, filters, form.split)
    if request.GET.get("export") == "xlsx":
        return _sheet(request, area, filters.words(), found)
    rows = f"{reverse('suggestions:spread-rows')}?{form.query()}"
    context = {
        "title": TITLE, "form": form, "words": filters.words(), "query": form.query(), "split": found.split, "rules": RULES,
        "groups": found.groups, "lines": _groups_html(found, rows), "heads": heads(found) + list(RATES.values()),
        "legend": "；".join(named(one) for one in found.classes if one[1]),
        "crumbs": [Crumb("代表建议", reverse("suggestions:list"))],
    }  # fmt: skip
    return render(request, "suggestions/spread.html", context)


def named(one: tuple[int, str, str]) -> str:
    """A class in words, as it stands in an address too."""
    return f"{one[1]} {one[2]}".strip()


def heads(found: Spread) -> list[str]:
    """The classes above their columns: by their codes, unless two schemes share one."""
    codes = [code for _, code, _ in found.classes]
    return [
        f"{code}类" if code and codes.count(code) == 1 else named((order, code, label))
        for order, code, label in found.classes
    ]


def _columns(found: Spread) -> list[tuple[tuple[int, str, str], str, str]]:
    """Each class with its head and with what it is in an address; the same for all groups."""
    if found.columns is None:
        named_so = zip(found.classes, heads(found), strict=True)
        found.columns = [(one, head, urlencode({"of": named(one)})) for one, head in named_so]
    return found.columns


def _groups_html(found: Spread, rows: str) -> SafeString:
    """The rows of the table, the whole below the groups, written as strings."""
    lines = [_group_html(escape(one.name), _cells(one, found, rows)) for one in found.groups]
    return mark_safe(
        "".join(
            [*lines, _group_html(f"<strong>{found.whole.name}</strong>", _cells(found.whole, found, rows))]
        )
    )


def _group_html(name: str, cells: list[Cell]) -> str:
    return f'<tr><td class="cell-main">{name}</td>{"".join([_cell_html(one) for one in cells])}</tr>'


def _cell_html(cell: Cell) -> str:
    value = f'<a href="{escape(cell.url)}">{cell.value}</a>' if cell.url else cell.value
    beside = f' <span class="muted">{cell.share}</span>' if cell.share else ""
    return f'<td data-label="{escape(cell.label)}" class="text-end">{value}{beside}</td>'


def _cells(group: Group, found: Spread, rows: str) -> list[Cell]:
    """How many there are, how many of each class, and the rates."""
    at = f"{rows}&{urlencode({'value': group.value})}" if group.value else rows
    totals, total = group.totals, found.whole.totals.rows
    cells = [Cell("件数", str(totals.rows), share(totals.rows, total), at)]
    for one, head, of in _columns(found):
        count = totals.classes[one]
        url = f"{at}&{of}" if count else ""
        cells.append(Cell(head, str(count), share(count, totals.rows) if count else "", url))
    for key, (part, whole) in rates_of(totals).items():
        url = f"{at}&rate={key}" if whole else ""
        cells.append(Cell(RATES[key], share(part, whole), f"{part}÷{whole}" if whole else "", url))
    return cells


def _sheet(request: HttpRequest, area: Area, words: str, found: Spread) -> HttpResponse:
    columns = [SheetColumn(found.split.label, 24), SheetColumn("件数", 8, "number"), SheetColumn("占比", 9)]
    for name in [*map(named, found.classes), *RATES.values()]:
        columns += [SheetColumn(name, 12), SheetColumn(f"{name}（占比、计算）", 12)]
    cover = {
        "导出人": request.user.name, "导出时间": cn_datetime(timezone.now()), "统计范围": f"{words}；不含保密件",
        "统计口径": RULES,
    }  # fmt: skip
    file = tempfile.TemporaryFile(prefix="spread-")  # noqa: SIM115 the response closes it
    count = stream_sheet(file, TITLE, columns, _lines(found), cover, f"{area}代表建议{TITLE}表")
    enter(EntryKind.EXPORT, "导出台账", request.user, label=TITLE, data={"filters": words, "rows": count})
    file.seek(0)
    return download(request, f"{TITLE}_{timezone.localdate():%Y%m%d}.xlsx", file)


def _lines(found: Spread) -> Iterator[list[Any]]:
    for group in [*found.groups, found.whole]:
        first, *rest = _cells(group, found, "")
        pairs = [words for cell in rest for words in (cell.value, cell.share)]
        yield [group.name, group.totals.rows, first.share, *pairs]


class SpreadRows(ListPage):
    """/suggestions/spread/rows/?by=…&value=…&of=…&rate=…: the suggestions behind one number."""

    model = Suggestion
    columns = tuple(replace(column, shown=True) for column in COLUMNS if column.name in SHOWN)
    order = ("-submitted_on",)
    empty = Empty("没有建议", "这一格还没有建议。")

    @cached_property
    def area(self) -> Area:
        return own_area(self.request.user)

    @cached_property
    def form(self) -> SpreadForm:
        return SpreadForm(self.request.GET, area=self.area)

    @property
    def title(self) -> str:
        rate = RATES.get(self._asked("rate"), "")
        return "：".join(filter(None, (TITLE, self._asked("of") or rate)))

    @property
    def note(self) -> str:
        return f"{self.form.range().words()}；按{self.form.split.label}分组；不含保密件。"

    def _asked(self, name: str) -> str:
        return self.request.GET.get(name, "").replace("\x00", "")

    def crumbs(self) -> list[Crumb]:
        back = f"{reverse('suggestions:spread')}?{self.form.query()}"
        return [Crumb("代表建议", reverse("suggestions:list")), Crumb(TITLE, back)]

    def export_notes(self) -> dict[str, str]:
        return {"口径": self.note}

    def rows(self) -> QuerySet:
        rows = spread_rows(self.request.user, self.area, self.form.range())
        if value := self._asked("value"):
            rows = self.form.split.only(rows, value)
        rows = of_rate(of_class(rows, self._asked("of")), self._asked("rate"), self.area, self.request.user)
        columns = {column.name for column in self.chosen}
        return veiled(beside(rows.defer(*UNREAD), columns), self.request.user, columns)
