"""Which suggestions are spread, and over what."""

from typing import Any
from urllib.parse import urlencode

from django import forms

from pages.layouts import Section
from suggestions.forms.ranking import RankingForm
from suggestions.spreading import SPLITS, Split


class SpreadForm(RankingForm):
    """As for the comparison of units, and what they are grouped by; by category unless asked otherwise."""

    sections = (Section("", (("by", "which"), ("since", "until"))),)
    by = forms.ChoiceField(
        label="按什么分组", required=False, choices=[(one.key, one.label) for one in SPLITS.values()]
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        asked = (data or {}).get("by", "")
        self.split: Split = SPLITS.get(asked) or SPLITS["category"]
        self.initial["by"] = self.split.key

    def query(self) -> str:
        told = super().query()
        return urlencode({"by": self.split.key}) + (f"&{told}" if told else "")
