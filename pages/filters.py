"""The filter bar of a list: a django-filter set, drawn in one line."""

import copy
import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from pages.asked import YEARS
from pages.controls import bar_html, keep_blank, more_html
from pages.dates import cn_date
from pages.escaping import attributes
from pages.faults import word
from pages.options import SearchSelect

ANY = "全部"


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayRangeInput(django_filters.widgets.DateRangeWidget):
    """Two days, sent as <name>_after and <name>_before."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        forms.MultiWidget.__init__(self, {"after": DayInput(), "before": DayInput()}, attrs)

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> SafeString:
        """Both inputs with 至 between them."""
        parts = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        first, last = (_day(part, word) for part, word in zip(parts, ("从哪天", "到哪天"), strict=True))
        return mark_safe(f'<span class="day-range">{first}<span class="day-to">至</span>{last}</span>')


def _day(part: dict[str, Any], word: str) -> str:
    given = {"type": "date", "name": part["name"], "value": part["value"] or "", "aria-label": word}
    return f"<input{attributes(part['attrs'] | given)}>"


class DayRange(django_filters.DateFromToRangeFilter):
    """From one day to another, both included."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=DayRangeInput(), **kwargs)


class Whole(django_filters.NumberFilter):
    """A whole number between two, both included, which its reader can take without looking at it again."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, least: int = 0, most: int, **kwargs: Any) -> None:
        super().__init__(*args, min_value=least, max_value=most, **kwargs)

    def get_max_validator(self) -> None:
        """The field has its own."""


class Year(Whole):
    """A year that the calendar knows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, least=YEARS[0], most=YEARS[1], **kwargs)


class Pick(django_filters.ModelChoiceFilter):
    """One of many rows, looked up while typing. options: URL name of an OptionsPage."""

    def __init__(self, *args: Any, options: str, **kwargs: Any) -> None:
        super().__init__(*args, widget=SearchSelect(options), **kwargs)


class FilterForm(forms.Form):
    """The form of a filter bar; the list's own search box, order and columns travel beside it.

    folded: the fields that wait behind 更多筛选.
    """

    folded: ClassVar[tuple[str, ...]] = ()

    def bar(self) -> SafeString:
        """The fields in one line."""
        return bar_html(self, [name for name in self.fields if name not in self.folded])

    def more(self) -> SafeString:
        """The folded fields; open where one of them says something."""
        return more_html(self, [name for name in self.fields if name in self.folded])


class Declared(dict):
    """The filters of a class. Each set of it gets its own, without copying what they are made of, widgets and all."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, django_filters.Filter]:
        return {name: _again(one) for name, one in self.items()}


class Fresh(dict):
    """Fields made for one form alone, which need not be copied for it."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return dict(self)


def _again(one: django_filters.Filter) -> django_filters.Filter:
    twin = copy.copy(one)
    twin.extra = dict(one.extra)
    twin.method = one.method  # binds it to the twin
    return twin


class FilterSet(django_filters.FilterSet):
    """A filter set of the house. Bad values are ignored in the rows and told in the bar.

    rare: the filters that few people need; they wait behind 更多筛选.
    """

    rare: ClassVar[tuple[str, ...]] = ()
    still: ClassVar[
        dict[str, forms.Field]
    ] = {}  # fields that are the same whoever asks, made once for each class

    class Meta:
        form = FilterForm

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.still = {}

    @classmethod
    def get_filters(cls) -> Declared:
        return Declared(super().get_filters())

    def get_form_class(self) -> type[forms.Form]:
        """The form of the bar, whatever Meta a subclass writes."""
        fields = {name: self.still.get(name) or self._field(name, one) for name, one in self.filters.items()}
        made = type(f"{type(self).__name__}Form", (FilterForm,), fields | {"folded": self.rare})
        made.base_fields = Fresh(made.base_fields)
        return made

    def _field(self, name: str, one: django_filters.Filter) -> forms.Field:
        """The field of a filter; kept for the next asker unless rows, or a function, decide on its choices."""
        field = one.field
        word(field)
        if getattr(field, "empty_label", None) is not None:
            field.empty_label = ANY
        if "queryset" not in one.extra and not callable(one.extra.get("choices")):
            self.still[name] = keep_blank(field)
        return field

    def described(self) -> list[tuple[str, str, str]]:
        """What is filtered, as (field name, label, words), for the chips and for an export's cover."""
        if not self.is_bound:
            return []
        self.form.is_valid()
        told = []
        for name, value in self.form.cleaned_data.items():
            field = self.form.fields[name]
            if words := in_words(field, value):
                told.append((name, str(field.label or name), words))
        return told

    def problems(self) -> list[str]:
        """Values that could not be read, as sentences."""
        if not self.is_bound:
            return []
        return [
            f"{self.form.fields[name].label}：{' '.join(errors)}" for name, errors in self.form.errors.items()
        ]


def in_words(field: forms.Field, value: Any) -> str:
    """A cleaned value as the reader knows it; empty for no value."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, slice):
        return _span(_word(value.start), _word(value.stop))
    if isinstance(value, QuerySet | list | tuple):
        return "、".join(in_words(field, one) for one in value)
    if isinstance(field, forms.ModelChoiceField):
        return field.label_from_instance(value)
    choices: Iterable[Any] = getattr(field, "choices", ())
    for key, label in _flat(choices):
        if str(key) == str(value):
            return str(label)
    return _word(value)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _span(first: str, last: str) -> str:
    if first and last:
        return f"{first}至{last}"
    return f"{first}起" if first else f"至{last}" if last else ""


def _word(value: Any) -> str:
    if value is None:
        return ""
    if value is True or value is False:
        return "是" if value else "否"
    return cn_date(value) if isinstance(value, dt.date) else str(value)
