"""/suggestions/ranking/: how units handle what they lead, compared; and the suggestions behind each share."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

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
from offices.choices import Role
from offices.limits import setting
from offices.models import Area, Office
from offices.posts import acting_post, holds
from pages.actions import Crumb
from pages.dates import cn_datetime
from pages.escaping import escape
from pages.exporting import download
from pages.lists import Empty, ListPage
from pages.sheets import SheetColumn, stream_sheet
from suggestions.alongside import beside, veiled
from suggestions.forms.ranking import RankingForm
from suggestions.ledger import LedgerFilters
from suggestions.models import Suggestion
from suggestions.ranking import (
    MEASURED,
    MEASURES,
    NOTHING,
    UnitScore,
    led_rows,
    measured,
    ranking,
    told_of,
    told_rule,
    weights_of,
)
from suggestions.tables import COLUMNS
from suggestions.views.lists import UNREAD

READERS = (Role.COMMITTEE, Role.GOVERNMENT, Role.LEADER)
UNITS = (Role.HANDLER, Role.UNIT_HEAD)
TITLE = "承办单位办理情况评价"
SHOWN = (
    "number",
    "title",
    "deputy",
    "dispatched_on",
    "due_on",
    "replied_on",
    "class",
    "result",
    "contacts",
    "again",
)


def own_area(user: Any) -> Area:
    """The reader's own area; 403 for who does not compare units, and for units that are told nothing."""
    if not holds(user, *READERS, *UNITS):
        raise PermissionDenied
    area = acting_post(user).principal.area
    if holds(user, *UNITS) and told_rule(area) == NOTHING:
        raise PermissionDenied
    return area


def own_unit(user: Any) -> int | None:
    """The unit that reads of itself alone; None for who compares all of them."""
    return acting_post(user).principal.office_id if holds(user, *UNITS) else None


def counted(user: Any, area: Area, filters: LedgerFilters) -> tuple[list[UnitScore], int]:
    """The lines this reader is shown, and for a unit among how many it was placed."""
    today = timezone.localdate()
    if unit := own_unit(user):
        return told_of(area, unit, filters, today)
    return ranking(user, area, filters, today), 0


@login_required
def units(request: HttpRequest) -> HttpResponse:
    """The units of one's area, best first; a unit its own line and place; with ?export=xlsx as a sheet."""
    area, today = own_area(request.user), timezone.localdate()
    form = RankingForm(request.GET or None, area=area)
    filters = form.range()
    found, placed = counted(request.user, area, filters)
    if request.GET.get("export") == "xlsx":
        return _sheet(request, area, filters, found)
    weights = weights_of(area, today)
    context = {
        "title": TITLE, "own": own_unit(request.user), "placed": placed, "form": form, "words": filters.words(),
        "units": found, "lines": _units_html(found, form.query()),
        "measures": [(one, weights[one.key]) for one in MEASURES], "query": form.query(),
        "least": setting("unit_rank_least", area, today).number, 
        "settings": reverse("offices:settings") if holds(request.user, Role.COMMITTEE, Role.LEADER) else "",
        "crumbs": [_home(request.user)],
    }  # fmt: skip
    return render(request, "suggestions/ranking.html", context)


def _home(user: Any) -> Crumb:
    if own_unit(user):
        return Crumb("建议承办", reverse("suggestions:assignments"))
    return Crumb("代表建议", reverse("suggestions:list"))


def _cells(unit: UnitScore) -> list[tuple[str, str, str, str]]:
    """Each share as (measure, its name, percent, part÷whole)."""
    return [
        (one.key, one.name, percent(unit.share(one.key)), "÷".join(map(str, unit.parts[one.key])))
        for one in MEASURES
    ]


def _units_html(found: list[UnitScore], query: str) -> SafeString:
    """The rows of the table, written as strings; each number opens what it counts, a share what it is divided by."""
    at = f"{escape(reverse('suggestions:ranking-rows'))}?office="
    return mark_safe("".join([_unit_html(one, at, f"&amp;{escape(query)}") for one in found]))


def _unit_html(unit: UnitScore, at: str, query: str) -> str:
    def number(label: str, words: str, opens: str | None = None, beside: str = "") -> str:
        inside = words if opens is None else f'<a href="{at}{unit.office}{opens}{query}">{words}</a>{beside}'
        return f'<td data-label="{label}" class="text-end">{inside}</td>'

    shares = [
        number(name, words)
        if words == "—"
        else number(name, words, f"&amp;of={key}", f' <span class="muted">{parts}</span>')
        for key, name, words, parts in _cells(unit)
    ]
    score = "—" if unit.score is None else f"{unit.score}"
    return (
        f"<tr>{number('名次', '—' if unit.rank is None else str(unit.rank))}"
        f'<td class="cell-main">{escape(unit.name)}</td>{number("主办", f"{unit.led}件", "")}{"".join(shares)}'
        f"{number('再次办理', f'{unit.again}件', '&amp;of=again' if unit.again else None)}"
        f"{number('得分', f'<strong>{score}</strong>')}</tr>"
    )


def percent(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.1f}%"


def _sheet(request: HttpRequest, area: Area, filters: LedgerFilters, found: list[UnitScore]) -> HttpResponse:
    weights = weights_of(area, timezone.localdate())
    columns = [
        SheetColumn("名次", 6, "number"),
        SheetColumn("承办单位", 28),
        SheetColumn("主办件数", 10, "number"),
    ]
    for one in MEASURES:
        columns += [SheetColumn(one.name, 12), SheetColumn(f"{one.name}（件数）", 14)]
    columns += [SheetColumn("再次办理", 10, "number"), SheetColumn("综合得分", 10, "number")]
    cover = {
        "导出人": request.user.name, "导出时间": cn_datetime(timezone.now()), "统计范围": filters.words(),
        "计分方法": "；".join(f"{one.name}{weights[one.key]}分，{one.words}" for one in MEASURES),
    }  # fmt: skip
    file = tempfile.TemporaryFile(prefix="ranking-")  # noqa: SIM115 the response closes it
    count = stream_sheet(file, TITLE, columns, _lines(found), cover, f"{area}{TITLE}表")
    enter(
        EntryKind.EXPORT,
        "导出台账",
        request.user,
        label=TITLE,
        data={"filters": filters.words(), "rows": count},
    )
    file.seek(0)
    return download(request, f"{TITLE}_{timezone.localdate():%Y%m%d}.xlsx", file)


def _lines(found: list[UnitScore]) -> Iterator[list[Any]]:
    for unit in found:
        shares = [cell for _, _, share, words in _cells(unit) for cell in (share, words)]
        yield [unit.rank, unit.name, unit.led, *shares, unit.again, unit.score]


class RankedRows(ListPage):
    """/suggestions/ranking/rows/?office=…&of=…: the suggestions that one share of one unit is divided by."""

    model = Suggestion
    columns = tuple(replace(column, shown=True) for column in COLUMNS if column.name in SHOWN)
    order = ("-dispatched_on",)
    empty = Empty("没有建议", "这一项还没有可以计算的建议。")

    @cached_property
    def area(self) -> Area:
        return own_area(self.request.user)

    @cached_property
    def form(self) -> RankingForm:
        return RankingForm(self.request.GET, area=self.area)

    @cached_property
    def office(self) -> Office | None:
        key = str(own_unit(self.request.user) or self.request.GET.get("office", ""))
        return Office.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 18 else None

    @property
    def title(self) -> str:
        name = (
            "再次办理"
            if self._of == "again"
            else MEASURED[self._of].name
            if self._of in MEASURED
            else "主办件"
        )
        return f"{self.office}：{name}" if self.office else name

    @property
    def note(self) -> str:
        told = [MEASURED[self._of].words] if self._of in MEASURED else []
        return "；".join([self.form.range().words(), *told, "不含保密件"]) + "。"

    @property
    def _of(self) -> str:
        return self.request.GET.get("of", "")

    def crumbs(self) -> list[Crumb]:
        back = f"{reverse('suggestions:ranking')}?{self.form.query()}"
        return [_home(self.request.user), Crumb(TITLE, back)]

    def export_notes(self) -> dict[str, str]:
        return {"口径": self.note}

    def rows(self) -> QuerySet:
        rows = led_rows(self.request.user, self.area, self.form.range())
        if self.office:
            rows = rows.filter(lead_office=self.office)
        rows = measured(rows, self._of, self.request.user, timezone.localdate())
        columns = {column.name for column in self.chosen}
        return veiled(beside(rows.defer(*UNREAD), columns), self.request.user, columns)
