"""The standards of one's areas: patterns to adopt, the set in use, its items changed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Crumb
from stations.actors import runs
from stations.forms.standards import AdoptForm, StandardItems, StandardSetForm
from stations.models import StandardSet
from stations.standard_use import adopt, make_room, reach_words, take_up
from stations.views.building import HOME, may_read


@login_required
def sets(request: HttpRequest) -> HttpResponse:
    """Which standard holds where, and the patterns one may begin with."""
    may_read(request.user)
    rows = (
        StandardSet.objects.visible_to(request.user).select_related("area").prefetch_related("items", "tiers")
    )
    found = list(rows.order_by("area__path", "-in_use", "pk"))
    keeps = holds(request.user, Role.COMMITTEE)
    context = {
        "title": "建设标准", "keeps": keeps, "area": acting_post(request.user).principal.area,
        "own": [
            (row, keeps and runs(request.user, row.area_id), reach_words(row, found)) for row in found if row.area_id
        ],
        "patterns": [row for row in found if not row.area_id], "crumbs": [HOME, Crumb("建设标准")],
    }  # fmt: skip
    return render(request, "stations/standard_sets.html", context)


@login_required
def adopt_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy a pattern for one's own area, in use from now on for the tiers chosen."""
    pattern = get_object_or_404(StandardSet.objects.visible_to(request.user), pk=pk, area=None)
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    area = acting_post(request.user).principal.area
    form = AdoptForm(request.POST if request.method == "POST" else None, initial={"name": pattern.name})
    if form.is_valid():
        own = adopt(request.user, pattern, area, form.cleaned_data["tiers"], form.cleaned_data["name"])
        messages.success(request, f"{own.area}已采用“{own}”，可以按本地文件修改项目。")
        return redirect("stations:set_edit", own.pk)
    titles = "、".join(item.title for item in pattern.items.all() if item.active)
    context = {
        "title": f"采用“{pattern}”", "form": form, "back": reverse("stations:sets"),
        "intro": f"{area}将采用这套标准：{titles or '项目由本地填写'}。以前的一套保留，可以再启用。",
        "crumbs": [HOME, Crumb("建设标准", reverse("stations:sets")), Crumb("采用")],
    }  # fmt: skip
    return render(request, "pages/form.html", context)


def own_set(request: HttpRequest, pk: int) -> StandardSet:
    """A set of an area that this person looks after; 404 unseen or a pattern, 403 somebody else's."""
    rows = StandardSet.objects.visible_to(request.user).filter(area__isnull=False)
    row = get_object_or_404(rows.select_related("area"), pk=pk)
    if not runs(request.user, row.area_id):
        raise PermissionDenied
    return row


@login_required
@require_POST
def use_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a set of one's area in use again."""
    row = own_set(request, pk)
    said = take_up(request.user, row)
    messages.success(request, "；".join([f"{row.area}已启用“{row}”", *said]) + "。")
    return redirect("stations:sets")


@login_required
def edit_set(request: HttpRequest, pk: int) -> HttpResponse:
    """The set's words and its items on one page."""
    row = own_set(request, pk)
    form, items = StandardSetForm(request.POST or None, instance=row), _items(request, row)
    if request.method == "POST" and form.is_valid() and items.is_valid():
        with transaction.atomic():
            form.save()
            items.save()
            said = make_room(row) if row.in_use else []
            enter(EntryKind.DEED, "修改建设标准", request.user, subject=row, data=_changed(form, items))
        messages.success(request, "；".join(["已保存，各站的清单随之更新", *said]) + "。")
        return redirect("stations:sets")
    context = {
        "title": f"{row.area}：{row}", "form": form, "items": items, "back": reverse("stations:sets"),
        "crumbs": [HOME, Crumb("建设标准", reverse("stations:sets")), Crumb(row.name)],
    }  # fmt: skip
    return render(request, "stations/standard_set.html", context)


def _items(request: HttpRequest, row: StandardSet) -> Any:
    return StandardItems(request.POST or None, instance=row, prefix="items")


def _changed(form: Any, items: Any) -> dict[str, Any]:
    return {
        "fields": form.changed_data,
        "items": [one.cleaned_data.get("title", "") for one in items.forms if one.has_changed()],
    }
