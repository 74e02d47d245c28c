"""Which stations are offered as candidates of a selection."""

from typing import Any

from django import forms
from django.db.models import F, QuerySet

from offices.models import Area
from offices.scope import scope_of
from stations.models import Station, Tier
from stations.models.handed import line_of


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
