"""Which suggestions the comparison of units counts."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from pages.layouts import Section
from suggestions.forms.ledger import RangeForm
from suggestions.ledger import LedgerFilters


class RankingForm(RangeForm):
    """As for the handling ledger; this year's, unless something else is asked for."""

    alone = True
    sections = (Section("", ("which", ("since", "until"))),)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        today = timezone.localdate()
        asked = data is not None and any(data.get(name) for name in ("which", "since", "until"))
        kept = data if asked or data is None or "which" in data else None
        super().__init__(kept, **kwargs)
        self.initial["since"] = self.first = date(today.year, 1, 1)

    def range(self) -> LedgerFilters:
        """What was chosen; this year's where nothing was, or nothing that makes sense."""
        if self.is_bound and self.is_valid():
            return self.filters()
        return LedgerFilters(since=self.first)

    def query(self) -> str:
        """The same range as parameters of an address."""
        if not (self.is_bound and self.is_valid()):
            return ""
        data = self.cleaned_data
        told = {"which": data["which"], "since": data["since"] or "", "until": data["until"] or ""}
        return urlencode(told)
