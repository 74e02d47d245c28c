"""The filter bar of a list: a django-filter set, drawn in one line."""

import copy
import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe

from pages.asked import YEARS
from pages.controls import field_html, folded_html, frozen
from pages.dates import cn_date
from pages.escaping import attributes
from pages.faults import word
from pages.options import SearchSelect

ANY = "全部"
MOST = 500  # looks of fields remembered for a class
ENDS = ("", "_after", "_before", "_min", "_max")  # a field's name and these are what its inputs send


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

    def offered(self, request: Any) -> str:
        """Nothing until somebody types: the field looks the same at every address of the site."""
        return get_script_prefix()


def _again(one: django_filters.Filter) -> django_filters.Filter:
    """A filter for one set, without copying what it is made of, widgets and all."""
    twin = copy.copy(one)
    twin.extra = dict(one.extra)
    twin.method = one.method  # binds it to the twin
    return twin


class FilterSet(django_filters.FilterSet):
    """A filter set of the house. Bad values are ignored in the rows and told in the bar.

    rare: the filters that few people need; they wait behind 更多筛选. Only what the address asks for becomes a field of
    the form; how the others look is drawn once for each class.
    """

    rare: ClassVar[tuple[str, ...]] = ()
    still: ClassVar[dict[str, forms.Field]] = {}  # fields that are the same whoever asks
    drawn: ClassVar[dict[tuple[str, Any], str]] = {}  # how fields look that say nothing, by what they offer

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.still, cls.drawn = {}, {}

    def __init__(self, data: QueryDict | None, queryset: QuerySet, request: Any) -> None:
        """As django-filter's, but filters are copied when they are asked for."""
        self.is_bound, self.data = data is not None, data or QueryDict()
        self.queryset, self.request = queryset, request
        self.filters = dict(self.base_filters)

    @cached_property
    def form(self) -> forms.Form:
        """The fields that say something."""
        said = {name for name, values in self.data.lists() if any(values)}
        form = forms.Form(self.data if self.is_bound else None)
        form.fields = {
            name: self._field(name) for name in self.filters if any(name + end in said for end in ENDS)
        }
        return form

    def bar(self) -> SafeString:
        """The fields in one line, each with its label and its faults."""
        return mark_safe("".join([self._shown(name) for name in self.filters if name not in self.rare]))

    def more(self) -> SafeString:
        """The rare fields, open where one of them says something."""
        folded = [name for name in self.filters if name in self.rare]
        filled = any(name in self.form.fields for name in folded)
        return folded_html([self._shown(name) for name in folded], filled)

    def _shown(self, name: str) -> str:
        if name in self.form.fields:
            return field_html(self.form[name])
        offered = self._offered(self.filters[name])
        if offered is None:
            return self._blank(name)
        if (name, offered) not in self.drawn:
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            self.drawn[name, offered] = self._blank(name)
        return self.drawn[name, offered]

    def _offered(self, one: django_filters.Filter) -> Any:
        """What decides how a field looks that says nothing; None where only the database knows."""
        if "queryset" in one.extra:
            return one.offered(self.request) if hasattr(one, "offered") else None
        choices = one.extra.get("choices")
        return frozen(choices()) if callable(choices) else ()

    def _blank(self, name: str) -> str:
        form = forms.Form()
        form.fields = {name: self._field(name)}
        return field_html(form[name])

    def _field(self, name: str) -> forms.Field:
        """The field of a filter; kept for the next asker unless rows, or a function, decide on its choices."""
        one = self.filters[name] = _again(self.base_filters[name])
        one.model, one.parent = self.queryset.model, self
        if name in self.still:
            return self.still[name]
        field = one.field
        word(field)
        if getattr(field, "empty_label", None) is not None:
            field.empty_label = ANY
        if "queryset" not in one.extra and not callable(one.extra.get("choices")):
            self.still[name] = field
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
