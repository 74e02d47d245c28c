"""Naming many candidates of a selection at once, from the stations as they are filtered (seed row DL-04: 80 stand)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.asked import keys
from stations.forms.naming import FreeForm
from stations.grades import PlateState
from stations.models import Station
from stations.plates import name_candidates, standing_free, with_results
from stations.views.building import HOME
from stations.views.selection import LISTED, plate_round_of
from workflow.transitions import OutOfStep, Refused

SHOWN = 300


@login_required
def name_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick stations of one's own and put them up together, for one reason."""
    row = plate_round_of(request, pk)
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    if row.state != PlateState.NOMINATING:
        messages.warning(request, "提名已经结束。")
        return redirect(row)
    free = standing_free(row, Station.objects.visible_to(request.user))
    reason, error = request.POST.get("reason", "").strip()[:300], ""
    picked = keys(request.POST.getlist("pick"))
    if request.method == "POST":
        chosen = list(free.filter(pk__in=picked).select_related("area"))
        error = "请勾选站点。" if not chosen else "" if reason else "请填写推荐理由。"
        if not error:
            try:
                done = name_candidates(request.user, row.pk, chosen, reason)
                messages.success(request, f"已提名{done}个站点。")
                return redirect(row)
            except Refused as no:
                error = str(no)
            except OutOfStep as late:
                messages.warning(request, str(late))
                return redirect(row)
    form = FreeForm(request.GET or None, user=request.user)
    rows = list(form.narrowed(with_results(free)).select_related("area", "tier")[: SHOWN + 1])
    context = {
        "title": "批量提名", "round": row, "form": form, "rows": rows[:SHOWN], "more": len(rows) > SHOWN, "shown": SHOWN,
        "picked": set(picked), "reason": reason, "error": error, "left": max(row.most - row.candidates.count(), 0),
        "back": row.get_absolute_url(), "crumbs": [HOME, LISTED, Crumb(row.name, row.get_absolute_url()), Crumb("批量提名")],
    }  # fmt: skip
    return render(request, "stations/name_many.html", context)
