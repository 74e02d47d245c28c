"""The score sheet of a group as one form."""

from decimal import Decimal
from typing import Any

from django import forms

from pages.overtaken import Marked
from stations.models.plates import Candidate


class GridForm(Marked, forms.Form):
    """A line a candidate: the points of a hundred, and a remark; a line without points is left as it is."""

    def __init__(self, *args: Any, rows: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        if rows and not self.initial:  # what a sheet fills in was never on the page
            self.edits = rows[0].round
        for one in rows:
            self.fields[f"score_{one.pk}"] = forms.DecimalField(
                label=f"{one.station}：得分", required=False, min_value=Decimal(0), max_value=Decimal(100), max_digits=4,
                decimal_places=1, initial=one.score,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control"}),
            )  # fmt: skip
            self.fields[f"words_{one.pk}"] = forms.CharField(
                label=f"{one.station}：验收意见", required=False, max_length=300, initial=one.words,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for one in self.rows:
            blank = data.get(f"score_{one.pk}") is None and f"score_{one.pk}" not in self.errors
            if blank and data.get(f"words_{one.pk}"):
                self.add_error(f"score_{one.pk}", "填了意见的，请填写得分。")
            elif blank and one.score is not None:
                self.add_error(f"score_{one.pk}", "已评过分，不能清空。")
        return data

    def lines(self) -> list[tuple[Candidate, Any, Any]]:
        return [(one, self[f"score_{one.pk}"], self[f"words_{one.pk}"]) for one in self.rows]

    def given(self) -> dict[int, tuple[Decimal, str]]:
        data = self.cleaned_data
        return {
            one.pk: (data[f"score_{one.pk}"], data[f"words_{one.pk}"])
            for one in self.rows
            if data[f"score_{one.pk}"] is not None
        }
