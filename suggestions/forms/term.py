"""Which term a page of figures counts."""

from typing import Any

from django import forms

from deputies.models import Term
from offices.models import Area
from pages.layouts import PageForm


class TermForm(PageForm):
    """One of the area's terms; the present one unless another is chosen."""

    submit_label = "查看"
    of = forms.ModelChoiceField(Term.objects.none(), label="届", required=False, empty_label="本届")

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = Term.objects.filter(area=area).select_related("area").order_by("-number")
        self.fields["of"].queryset = self.terms

    @property
    def term(self) -> Term | None:
        """The term chosen, else the latest; None where the area has none."""
        chosen = self.cleaned_data.get("of") if self.is_bound and self.is_valid() else None
        return chosen or self.terms.first()
