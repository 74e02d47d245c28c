"""The time limits of an area, and the preview of what a new one would move."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from offices.catalogue import CATALOGUE, Key
from offices.changes import TAKEN, taken
from offices.limits import Limit, setting, timelines
from offices.models import Area
from pages.actions import Action, Crumb
from workflow.forms import LimitForm
from workflow.keepers import area_asked, areas_kept, keeps, must_keep
from workflow.limits import LimitPlan, limit_change, limit_keys, put_in_force
from workflow.moves import stamp, would_move
from workflow.previews import page_of

KEPT = "limit_plan"


@login_required
def limits(request: HttpRequest) -> HttpResponse:
    """Every limit in force in an area; everybody may look."""
    area = area_asked(request)
    context = {
        "title": f"时限规定：{area or '通用'}",
        "area": area,
        "areas": areas_kept(request.user),
        "may_change": keeps(request.user, area),
        "actions": [
            Action("提醒阶梯", reverse("workflow:ladder")),
            Action("时限计算", reverse("workflow:deadline")),
        ],
        "rows": [(key, _in_force(key, area)) for key in limit_keys()],
    }
    return render(request, "workflow/limits.html", context)


def _in_force(key: Key, area: Area | None) -> Limit | None:
    try:
        return setting(key.key, area)
    except LookupError:
        return None


@login_required
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for a new value; without faults it leads to the preview."""
    if key not in CATALOGUE or not CATALOGUE[key].limit:
        raise Http404
    area, known = area_asked(request), CATALOGUE[key]
    must_keep(request.user, area)
    now = _in_force(known, area)
    initial = {name: getattr(now, name) for name in ("value", "unit", "start_event")} if now else {}
    form = LimitForm(request.POST or None, key=known, initial=initial)
    if request.method == "POST" and form.is_valid() and taken(key, area, form.cleaned_data["valid_from"]):
        form.add_error("valid_from", TAKEN)
    elif request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"valid_from": form.cleaned_data["valid_from"].isoformat()}
        request.session[KEPT] = {"key": key, "area": area.pk if area else None, **data}
        return redirect("workflow:limit_preview")
    context = {
        "title": f"更改{known.label}",
        "form": form,
        "area": area,
        "known": known,
        "history": timelines(area).get(key, []),
        "back": _back(area),
        "crumbs": [Crumb("时限规定", _back(area))],
    }
    return render(request, "workflow/limit.html", context)


@login_required
def preview(request: HttpRequest) -> HttpResponse:
    """Which clocks the new limit would move; POST puts it in force."""
    if KEPT not in request.session:
        messages.info(request, "没有待确认的更改。")
        return redirect("workflow:limits")
    plan = LimitPlan(**request.session[KEPT])
    area = get_object_or_404(Area, pk=plan.area) if plan.area else None
    must_keep(request.user, area)
    moves = would_move(limit_change(plan, area))
    if request.method == "POST":
        if request.POST.get("seen") == stamp(moves):
            return _confirm(request, plan, area)
        messages.warning(request, "预览之后情况有变化，请再核对一次。")
    context = {
        "title": f"确认更改{CATALOGUE[plan.key].label}",
        "plan": plan,
        "area": area,
        "back": _back(area),
        "crumbs": [Crumb("时限规定", _back(area))],
        **page_of(request, moves),
    }
    return render(request, "workflow/limit_preview.html", context)


def _confirm(request: HttpRequest, plan: LimitPlan, area: Area | None) -> HttpResponse:
    del request.session[KEPT]
    try:
        moved = put_in_force(plan, area, request.user)
    except ValidationError as no:
        messages.error(request, no.messages[0])
        return redirect("workflow:limit", plan.key)
    messages.success(request, f"已更改，自{plan.valid_from}起施行；{len(moved)}个时限的到期日随之变动。")
    return redirect(_back(area))


def _back(area: Area | None) -> str:
    return f"{reverse('workflow:limits')}?area={area.pk if area else ''}"
