"""The yearly review of a station's deputies: which station and year, and a grade and words for each."""

from typing import Any

from django import forms
from django.utils import timezone

from deputies.models import Deputy
from pages.layouts import PageForm, Section
from pages.options import SearchSelect
from pages.overtaken import Marked
from stations.deputy_year import grades_of
from stations.models import DeputyReview, Label, Station

YEARS_BACK = 5


class ReviewOfForm(PageForm):
    """Which station and which year. Sent by GET."""

    submit_label = "打开"
    station = forms.ModelChoiceField(
        label="联络站", queryset=Station._base_manager.none(), widget=SearchSelect("stations:own-options"),
        error_messages={"required": "请选择联络站。"},
    )  # fmt: skip
    year = forms.TypedChoiceField(label="年度", coerce=int)
    sections = (Section("", (("station", "year"),)),)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()
        now = timezone.localdate().year
        self.fields["year"].choices = [(year, f"{year}年") for year in range(now, now - YEARS_BACK, -1)]


class ReviewForm(Marked, forms.Form):
    """A grade and a sentence for each deputy; both may stay empty."""

    def __init__(
        self,
        *args: Any,
        station: Station,
        deputies: list[Deputy],
        held: dict[int, DeputyReview],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.edits, self.deputies = station, deputies
        grades = list(grades_of(station.area))
        for deputy in deputies:
            row = held.get(deputy.pk)
            choices = grades + ([row.grade] if row and row.grade and row.grade not in grades else [])
            self.fields[f"grade_{deputy.pk}"] = forms.TypedChoiceField(
                label=f"{deputy.name}的考评等次", required=False, coerce=_picked(choices), empty_value=None,
                choices=[("", "未评"), *((str(one.pk), one.name) for one in choices)],
                initial=str(row.grade_id) if row and row.grade_id else "",
            )  # fmt: skip
            self.fields[f"words_{deputy.pk}"] = forms.CharField(
                label=f"{deputy.name}的考评意见",
                required=False,
                max_length=300,
                initial=row.words if row else "",
            )

    def given(self) -> dict[Deputy, tuple[Label | None, str]]:
        data = self.cleaned_data
        return {one: (data[f"grade_{one.pk}"], data[f"words_{one.pk}"].strip()) for one in self.deputies}


def _picked(choices: list[Label]) -> Any:
    """Turns a key back into its word."""
    known = {str(one.pk): one for one in choices}
    return known.__getitem__
