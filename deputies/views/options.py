"""What the searchable selects of the registry look up."""

from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import Replace

from deputies.forms.fields import TermField
from deputies.models import Delegation, Deputy, Group, Term
from deputies.reach import areas_within, terms_reached
from offices.models import Area
from pages.options import OptionsPage


class DeputyOptions(OptionsPage):
    model = Deputy
    search_fields = ("name", "code", "sort_key")

    def rows(self) -> QuerySet:
        return super().rows().select_related("area").order_by("sort_key", "pk")

    def label(self, row: Any) -> str:
        return f"{row.name}（{row.code}，{row.area.name}）"

    def found(self, text: str) -> QuerySet:
        """Also by pinyin: zhang san, zhangsan."""
        if text.isascii() and text.replace(" ", "").isalpha():
            sound = Replace("sort_key", Value(" "), Value(""))
            rows = self.rows().annotate(sound=sound)
            return rows.filter(sound__startswith=text.replace(" ", "").lower())
        return super().found(text)


class AreaOptions(OptionsPage):
    model = Area
    search_fields = ("name", "code")

    def rows(self) -> QuerySet:
        return areas_within(self.request.user).order_by("path")

    def label(self, row: Any) -> str:
        return f"{row.name}（{row.code}）"


class TermOptions(OptionsPage):
    model = Term
    search_fields = ("area__name", "number")

    def rows(self) -> QuerySet:
        return terms_reached(self.request.user).order_by("-starts_on", "area__path")

    def label(self, row: Any) -> str:
        return TermField.label_from_instance(None, row)  # type: ignore[arg-type]


class DelegationOptions(OptionsPage):
    model = Delegation
    search_fields = ("name", "term__area__name")

    def rows(self) -> QuerySet:
        return super().rows().select_related("term__area").order_by("-term__starts_on", "sort_key")

    def label(self, row: Any) -> str:
        return f"{row.name}（{row.term}）"


class GroupOptions(OptionsPage):
    model = Group
    search_fields = ("name", "area__name")

    def rows(self) -> QuerySet:
        return super().rows().filter(active=True).select_related("area").order_by("sort_key", "pk")

    def label(self, row: Any) -> str:
        return f"{row.name}（{row.area.name}）"
