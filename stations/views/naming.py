"""Naming many candidates of a selection at once, from the stations as they are filtered (seed row DL-04: 80 stand)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from offices.choices import Role
from offices.models import Area
from offices.posts import holds
from offices.scope import scope_of
from pages.actions import Crumb
from pages.asked import keys
from stations.models import Station, Tier
from stations.models.handed import line_of
from stations.plates import name_candidates, standing_free, with_results
from stations.views.building import HOME
from stations.views.selection import LISTED, plate_round_of
from workflow.transitions import OutOfStep, Refused

SHOWN = 300


class FreeForm(forms.Form):
    """Which stations are offered."""

    area = forms.ModelChoiceField(
        label="行政区域", queryset=Area.objects.none(), required=False, empty_label="全部"
    )
    tier = forms.ModelChoiceField(
        label="层级", queryset=Tier.objects.all(), required=False, empty_label="全部"
    )
    total = forms.IntegerField(label="最近考评不低于（分）", required=False, min_value=0, max_value=100)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = Station.objects.visible_to(user).in_use().order_by().values_list("area", flat=True)
        above = {path for area in Area.objects.filter(pk__in=homes.distinct()) for path in line_of(area)}
        seen = Area.objects.filter(pk__in=scope_of(user).ids("area"), path__in=above)
        self.fields["area"].queryset = seen.order_by("path")

    def narrowed(self, rows: QuerySet) -> QuerySet:
        """The best of the last appraisal first."""
        given = self.cleaned_data if self.is_valid() else {}
        if area := given.get("area"):
            rows = rows.filter(area__path__startswith=area.path)
        if tier := given.get("tier"):
            rows = rows.filter(tier=tier)
        if given.get("total") is not None:
            rows = rows.filter(total__gte=given["total"])
        return rows.order_by(F("total").desc(nulls_last=True), "path")


@login_required
def name_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick stations of one's own and put them up together, for one reason."""
    row = plate_round_of(request, pk)
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
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
