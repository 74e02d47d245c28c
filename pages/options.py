"""Choosing one of thousands: a select whose options are looked up while typing."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.views import View

from pages.asked import keys
from pages.search import Searchable, TooShort


class SearchSelect(forms.Select):
    """A select that knows only the chosen option; static/pages/select.js asks the OptionsPage for others."""

    def __init__(self, url_name: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-search-url": reverse_lazy(url_name)} | (attrs or {}))

    def chosen(self, values: list[str]) -> list[tuple[Any, str]]:
        """The empty choice and those of these values; never all rows."""
        empty: list[tuple[Any, str]] = [("", "")]
        wanted = keys(values)
        field = getattr(self.choices, "field", None)
        if not wanted or field is None:
            return empty
        found = field.queryset.filter(pk__in=wanted)
        return empty + [(field.prepare_value(row), field.label_from_instance(row)) for row in found]

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        everything = self.choices
        self.choices = self.chosen(value)
        try:
            return super().optgroups(name, value, attrs)
        finally:
            self.choices = everything


class SearchSelectMultiple(SearchSelect, forms.SelectMultiple):
    """The same for several; it has no empty choice to send."""

    def chosen(self, values: list[str]) -> list[tuple[Any, str]]:
        return super().chosen(values)[1:]


class OptionsPage(LoginRequiredMixin, View):
    """Answers a SearchSelect: {"results": [{"value", "label"}], "more": bool}, twenty at most."""

    model: type[Model]
    search_fields: ClassVar[tuple[str, ...]] = ("name",)
    limit = 20

    def rows(self) -> QuerySet:
        """The rows that may be chosen."""
        return self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]

    def label(self, row: Any) -> str:
        """What the reader chooses by."""
        return str(row)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        found = list(self.found(request.GET.get("q", "").strip())[: self.limit + 1])
        results = [{"value": row.pk, "label": self.label(row)} for row in found[: self.limit]]
        return JsonResponse({"results": results, "more": len(found) > self.limit})

    def found(self, text: str) -> QuerySet:
        """The rows whose search fields hold every word of the text."""
        rows = self.rows()
        if issubclass(self.model, Searchable) and len(text) > 1:
            try:
                return rows.search(text)
            except TooShort:
                return rows.none()
        for word in text.replace("\x00", " ").split():
            hit = Q()
            for field in self.search_fields:
                hit |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(hit)
        return rows
