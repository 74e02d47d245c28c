"""Fields that several forms share."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from deputies.imports import cells
from deputies.models import Term


class MonthInput(forms.DateInput):
    """The browser's own calendar of months."""

    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m")


class BirthMonthField(forms.Field):
    """A month of birth, in whatever way it is written; the same rules as in an import."""

    widget = MonthInput

    def clean(self, value: Any) -> dt.date | None:
        value = super().clean(value)
        if not value:
            return None
        try:
            return cells.month(value, timezone.localdate())
        except cells.Unreadable as fault:
            raise ValidationError(str(fault)) from fault


class NameField(forms.CharField):
    """A person's name: no spaces between Chinese characters."""

    def clean(self, value: Any) -> str:
        return super().clean(cells.name(value))


class TermField(forms.ModelChoiceField):
    """A term, told with its years."""

    def label_from_instance(self, obj: Term) -> str:
        ends = f"{obj.ends_on.year}年" if obj.ends_on else "今"
        return f"{obj}（{obj.get_level_display()}，{obj.starts_on.year}年至{ends}）"
