"""Which year of work."""

from typing import Any

from django import forms
from django.utils import timezone

from pages.layouts import PageForm

YEARS_BACK = 10


class YearForm(PageForm):
    """Sent by GET."""

    submit_label = "查看"
    year = forms.TypedChoiceField(label="年度", coerce=int, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localdate().year
        self.fields["year"].choices = [(year, f"{year}年") for year in range(now, now - YEARS_BACK, -1)]
        self.fields["year"].initial = now

    @property
    def chosen(self) -> int:
        """The year asked for; this one where none is, or what is none."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get("year") or timezone.localdate().year
