"""Grids and who goes down into them: list, page, form."""

from functools import partial
from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import holds
from offices.scope import by_place
from pages.actions import Crumb
from pages.beside import still
from pages.casefile import CaseFile, Fact, Offer, Part
from pages.columns import Badge, Column
from pages.dates import cn_date
from pages.labels import label
from pages.lists import Action, Empty, ListPage, SavedView
from stations.actors import runs
from stations.choices import GridTier
from stations.counts import with_grid_deputies
from stations.filters import Placed, area_filter
from stations.forms.grids import GridForm
from stations.models import Grid, GridDeputy
from stations.tables import own_page


class GridFilters(Placed):
    tier = django_filters.ChoiceFilter(label="层级", choices=GridTier.choices, empty_label="全部")
    covered = django_filters.ChoiceFilter(
        label="代表", choices=(("yes", "有代表"), ("no", "没有代表")), method="is_covered", empty_label="全部"
    )
    use = django_filters.ChoiceFilter(
        label="状态", choices=(("yes", "在用"), ("no", "停用")), method="in_use", empty_label="全部"
    )
    area = area_filter()

    def is_covered(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        rows = rows.filter(active=True)
        return rows.filter(deputy_count__gt=0) if value == "yes" else rows.filter(deputy_count=0)

    def in_use(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(active=value == "yes")


def names(row: Grid) -> str:
    return "、".join(one.deputy.name for one in row.now)


def _now(user: Any) -> Prefetch:
    """Who is assigned to a grid, by name."""
    rows = GridDeputy.objects.visible_to(user).filter(ends_on=None).select_related("deputy")
    return still("assigned", rows.only("grid", "deputy__name"), "now")


def tier_badge(row: Grid) -> Badge:
    return Badge(label(row, "tier"), "blue" if row.tier == GridTier.BIG else "grey")


def covered_badge(row: Grid) -> Badge:
    return Badge("有代表", "green") if row.deputy_count else Badge("没有代表", "orange")


class GridList(ListPage):
    """The grids with their deputies; a big grid counts its own, not those of the small ones in it."""

    title, model, filters, search = "网格", Grid, GridFilters, True
    search_hint = "网格名称、编号"
    columns = (
        Column("code", "编号", sort="code", width=18), Column("name", "网格", link=own_page, width=30),
        Column("tier", "层级", tier_badge, kind="badge"),
        Column("area", "行政区域", "area.name"), Column("parent", "所属大网格", "parent.name", shown=False),
        Column("households", "户数", kind="number"), Column("count", "代表人数", "deputy_count", kind="number"),
        Column("deputies", "网格代表", names, width=30),
        Column("covered", "情况", covered_badge, kind="badge"),
    )  # fmt: skip
    order = ("code",)
    views = (
        SavedView("全部"), SavedView("大网格", "tier=big"), SavedView("小网格", "tier=small"),
        SavedView("没有代表的网格", "covered=no"),
    )  # fmt: skip
    empty = Empty("还没有网格", "由人大代表工作机构逐个登记，或下载空白表填好后一次导入。")

    def rows(self) -> QuerySet:
        rows = with_grid_deputies(super().rows().select_related("area", "parent"), timezone.localdate())
        return rows.prefetch_related(
            by_place(self.request.user, "grid deputies", partial(_now, self.request.user))
        )

    def actions(self) -> list[Action]:
        found = [Action("覆盖情况", reverse("stations:coverage"), icon="chart-pie")] if holds(
            self.request.user, Role.COMMITTEE, Role.LEADER
        ) else []  # fmt: skip
        if holds(self.request.user, Role.COMMITTEE):
            found.append(Action("导入", reverse("stations:sheet", args=("grids",)), icon="upload"))
            found.append(Action("登记网格", reverse("stations:grid_new"), "primary", "plus"))
        return found

    def crumbs(self) -> list[Crumb]:
        return [Crumb("联络站", reverse("stations:stations")), Crumb(self.title)]


@login_required
def grid_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A grid: its deputies now and before, and the small grids in it."""
    user = request.user
    row = get_object_or_404(Grid.objects.visible_to(user).select_related("area", "parent"), pk=pk)
    held = (
        GridDeputy.objects.visible_to(user)
        .filter(grid=row)
        .select_related("deputy")
        .order_by("-starts_on", "pk")
    )
    here = [
        (one.deputy.name, one.deputy.get_absolute_url(), _since(one), None)
        for one in held
        if one.ends_on is None
    ]
    past = [
        (one.deputy.name, one.deputy.get_absolute_url(), _since(one), None) for one in held if one.ends_on
    ]
    below = with_grid_deputies(
        Grid.objects.visible_to(user).filter(parent=row), timezone.localdate()
    ).order_by("code")
    small = [
        (one.name, one.get_absolute_url(), f"{one.code}，代表{one.deputy_count}人", None) for one in below
    ]
    edits = runs(user, row.area_id)
    case = CaseFile(
        title=row.name, number=row.code, kind=row.get_tier_display(), waiting="网格由人大代表工作机构登记。",
        badges=[] if row.active else [Badge("停用")],
        summary=[Fact("行政区域", row.area), Fact("所属大网格", row.parent), Fact("户数", row.households)],
        offers=[Offer("修改，编入代表", reverse("stations:grid_edit", args=(row.pk,)), style="primary")] if edits else [],
        parts=[part for part in (
            Part("网格代表", template="stations/_rows.html", data={"rows": here, "empty": "还没有代表，是未覆盖的网格。"}),
            Part("小网格", template="stations/_rows.html", data={"rows": small}) if small else None,
            Part("曾经的代表", template="stations/_rows.html", data={"rows": past}) if past else None,
        ) if part],
        crumbs=[Crumb("网格", reverse("stations:grids")), Crumb(row.name)],
    )  # fmt: skip
    return render(request, "stations/case.html", {"case": case})


def _since(one: GridDeputy) -> str:
    return f"{cn_date(one.starts_on)}{f'至{cn_date(one.ends_on)}' if one.ends_on else '起'}"


@login_required
def edit_grid(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """A grid, new or changed, with its deputies."""
    user = request.user
    row = get_object_or_404(Grid.objects.visible_to(user), pk=pk) if pk else None
    if not (runs(user, row.area_id) if row else holds(user, Role.COMMITTEE)):
        raise PermissionDenied
    form = GridForm(request.POST or None, user=user, instance=row)
    if request.method == "POST" and form.is_valid():
        saved = _save(user, form)
        messages.success(request, "已保存。")
        return redirect(saved)
    title = "修改网格" if row else "登记网格"
    back = row.get_absolute_url() if row else reverse("stations:grids")
    crumbs = [Crumb("网格", reverse("stations:grids")), Crumb(title)]
    return render(request, "pages/form.html", {"title": title, "form": form, "back": back, "crumbs": crumbs})


@transaction.atomic
def _save(user: Any, form: GridForm) -> Grid:
    """The grid, and who comes and leaves from today on."""
    row, today = form.save(), timezone.localdate()
    wanted: set[Deputy] = set(form.cleaned_data["deputies"])
    now = GridDeputy.objects.visible_to(user).filter(grid=row, ends_on=None)
    held = {one.deputy_id: one for one in now}
    for deputy in wanted:
        if held.pop(deputy.pk, None) is None:
            GridDeputy.objects.visible_to(user).create(grid=row, deputy=deputy, starts_on=today)
    GridDeputy.objects.visible_to(user).filter(Q(pk__in=[one.pk for one in held.values()])).update(
        ends_on=today
    )
    data = {"code": row.code, "deputies": len(wanted), "left": len(held)}
    enter(EntryKind.DEED, "登记网格", user, subject=row, data=data)
    return row
