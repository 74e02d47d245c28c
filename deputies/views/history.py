"""Imports that were made: the list, one of them, its undoing."""

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from deputies.choices import ImportKind
from deputies.imports.undo import NotUndoable, reasons_against, undo
from deputies.lifecycle import is_registrar
from deputies.models import Import
from deputies.tables import IMPORT_COLUMNS
from deputies.views.keeping import KeeperView
from pages.actions import Crumb, Empty
from pages.casefile import Fact
from pages.dates import cn_datetime
from pages.filters import FilterSet
from pages.lists import ListPage


def _crumbs() -> list[Crumb]:
    return [Crumb("代表", reverse("deputies:deputies")), Crumb("导入记录", reverse("deputies:imports"))]


class ImportFilters(FilterSet):
    kind = django_filters.ChoiceFilter(label="种类", choices=ImportKind.choices, empty_label="全部")


class ImportList(ListPage):
    title, model, filters = "导入记录", Import, ImportFilters
    columns = IMPORT_COLUMNS
    order = ("-pk",)
    empty = Empty("还没有导入记录", "导入代表登记表、网格、站点坐标后，在这里查看和撤销。")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not is_registrar(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet:
        return super().rows().select_related("made_by")

    def crumbs(self) -> list[Crumb]:
        return _crumbs()


class ImportPage(KeeperView):
    """One import: what it did, and whether it can be taken back."""

    model = Import

    def rows(self) -> QuerySet:
        return Import.objects.visible_to(self.request.user).select_related("made_by", "undone_by", "area")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        made = self.row
        reasons = [] if made.undone_at else reasons_against(made)
        return self.show(reasons)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            count = undo(self.row, request.user)
        except NotUndoable as refused:
            self.row.refresh_from_db()
            if at := self.row.undone_at:
                who = self.row.undone_by.name
                messages.info(request, f"这次导入已由{who}于{cn_datetime(at)}撤销，没有重复撤销。")
                return redirect(self.row.get_absolute_url())
            messages.warning(request, "不能撤销，原因见下。")
            return self.show(refused.reasons)
        messages.success(request, f"已撤销，{count}条登记恢复为导入前的内容。")
        return redirect(self.row.get_absolute_url())

    def show(self, reasons: list[str]) -> HttpResponse:
        context = {
            "title": self.row.file_name,
            "made": self.row,
            "facts": _facts(self.row),
            "reasons": reasons,
        }
        return render(
            self.request,
            "deputies/import_page.html",
            context | {"crumbs": [*_crumbs(), Crumb(self.row.file_name)]},
        )


def _facts(made: Import) -> list[Fact]:
    told = [
        Fact("种类", made.get_kind_display()),
        Fact("导入人", made.made_by.name),
        Fact("时间", cn_datetime(made.made_at)),
        Fact("范围", made.area.name),
        Fact("新增", f"{made.created}行"),
        Fact("更新", f"{made.updated}行"),
        Fact("无变化", f"{made.unchanged}行"),
    ]
    if made.undone_at:
        told += [Fact("撤销人", made.undone_by.name), Fact("撤销时间", cn_datetime(made.undone_at))]
    return told
