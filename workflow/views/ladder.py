"""The reminder ladder of an area, rung by rung."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from offices.models import Area
from pages.actions import Crumb
from workflow.forms import RungForm
from workflow.keepers import area_asked, areas_kept, keeps, must_keep
from workflow.models import Rung


@login_required
def ladder(request: HttpRequest) -> HttpResponse:
    """The rungs that hold in an area: its own, those of the nearest area above, or the general ones."""
    area = area_asked(request)
    rungs, whose = _in_force(area)
    context = {
        "title": f"提醒阶梯：{area or '通用'}",
        "area": area,
        "areas": areas_kept(request.user),
        "rungs": rungs,
        "whose": whose,
        "own": whose == area,
        "may_change": keeps(request.user, area),
        "crumbs": [Crumb("时限规定", reverse("workflow:limits"))],
    }
    return render(request, "workflow/ladder.html", context)


def _in_force(area: Area | None) -> tuple[list[Rung], Area | None]:
    places = [*reversed([*Area.objects.get_ancestors(area), area]), None] if area else [None]
    rungs = list(Rung.objects.filter(area__in=[a for a in places if a]).select_related("area"))
    rungs += list(Rung.objects.filter(area=None))
    for place in places:
        own = [rung for rung in rungs if rung.area == place]
        if place is None or any(rung.active for rung in own):
            return own, place
    return [], None


@login_required
def rung(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add a rung to an area's own ladder, or change one."""
    row = get_object_or_404(Rung.objects.select_related("area"), pk=pk) if pk else None
    area = row.area if row else area_asked(request)
    must_keep(request.user, area)
    before = str(_words(row)) if row else ""
    form = RungForm(request.POST or None, instance=row, area=area)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save()
            facts = {"before": before, "after": _words(saved)}
            enter(EntryKind.SETTING, "更改提醒阶梯", request.user, subject=saved, data=facts)
        messages.success(request, f"已保存：{saved}。")
        return redirect(_back(area))
    title = f"{'更改' if row else '增加'}一级提醒：{area or '通用'}"
    context = {"title": title, "form": form, "back": _back(area), "crumbs": [Crumb("提醒阶梯", _back(area))]}
    return render(request, "pages/form.html", context)


@login_required
@require_POST
def own(request: HttpRequest) -> HttpResponse:
    """Give the area a ladder of its own, beginning with a copy of the one that holds; or let go of it."""
    area = area_asked(request)
    must_keep(request.user, area)
    if area is None:
        return redirect(_back(area))
    with transaction.atomic():
        if request.POST.get("give_up"):
            Rung.objects.filter(area=area).update(active=False)
            words = "恢复使用上级阶梯"
        else:
            _copy(area)
            words = "另设提醒阶梯"
        enter(EntryKind.SETTING, words, request.user, subject=area)
    messages.success(request, f"{area}：{words}。")
    return redirect(_back(area))


def _copy(area: Area) -> None:
    rungs, _ = _in_force(area)
    for one in rungs:
        facts = {"label": one.label, "source": one.source, "active": one.active}
        Rung.objects.update_or_create(area=area, offset=one.offset, to=one.to, defaults=facts)


def _words(row: Rung) -> str:
    return f"{row.offset}→{row.get_to_display()} {row.label} {'在用' if row.active else '停用'}"


def _back(area: Area | None) -> str:
    return f"{reverse('workflow:ladder')}?area={area.pk if area else ''}"
