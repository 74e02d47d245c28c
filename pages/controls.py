"""The fields of a filter bar as HTML.

Written as strings: crispy's field templates, and Django's template for every
single option, were the dearest part of a list page after its rows.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe

from pages.escaping import attributes, escape
from pages.options import SearchSelect

INPUTS = (forms.TextInput, forms.NumberInput, forms.DateInput)


def folded_html(fields: Sequence[str], filled: bool) -> SafeString:
    """Fields behind 更多筛选, open where one of them is filled; nothing where there are none."""
    if not fields:
        return SafeString("")
    return mark_safe(
        f'<details class="filter-more"{" open" if filled else ""}><summary class="btn btn-quiet">更多筛选</summary>'
        f'<div class="filter-fold">{"".join(fields)}</div></details>'
    )


def field_html(field: forms.BoundField) -> str:
    """A field with its label and its faults."""
    told = " ".join(field.errors)
    faults = f'<div class="invalid-feedback d-block">{escape(told)}</div>' if told else ""
    label = escape(field.label)
    select = isinstance(field.field.widget, forms.Select)
    css = ("form-select" if select else "form-control") + (" is-invalid" if told else "")
    if isinstance(field.field.widget, forms.MultiWidget):
        inside = field.as_widget(attrs={"class": css})
        return (
            f'<fieldset class="filter"><legend class="form-label">{label}</legend>{inside}{faults}</fieldset>'
        )
    named = f'<label for="{escape(field.id_for_label)}">{label}</label>'
    return f'<div class="filter">{named}{_control(field, css)}{faults}</div>'


def _control(field: forms.BoundField, css: str) -> str:
    widget = field.field.widget
    attrs = widget.build_attrs(widget.attrs, {"name": field.html_name, "id": field.auto_id, "class": css})
    if type(widget) in (forms.Select, SearchSelect):
        value = str(field.value() or "")
        choices = widget.chosen([value]) if isinstance(widget, SearchSelect) else widget.choices
        return f"<select{attributes(attrs)}>{options_html(frozen(choices), value)}</select>"
    if isinstance(widget, INPUTS):
        value = widget.format_value(field.value())
        attrs |= {"type": widget.input_type} | ({} if value is None else {"value": value})
        return f"<input{attributes(attrs)}>"
    return field.as_widget(attrs={"class": css})


def frozen(choices: Any) -> Hashable:
    """Choices, grouped or not, as tuples all through."""
    return tuple(
        [(key, frozen(label) if isinstance(label, list | tuple) else label) for key, label in choices]
    )


@lru_cache(maxsize=500)
def options_html(choices: tuple[tuple[Any, Any], ...], chosen: str) -> SafeString:
    """The options of a select; most selects of a site are the same ones again and again."""
    return mark_safe("".join(_options(choices, chosen)))


def _options(choices: Iterable[Any], chosen: str) -> Iterator[str]:
    for key, label in choices:
        if isinstance(label, tuple):
            yield f'<optgroup label="{escape(key)}">{options_html(label, chosen)}</optgroup>'
            continue
        value = "" if key is None else str(key)
        selected = " selected" if value == chosen else ""
        yield f'<option value="{escape(value)}"{selected}>{escape(label)}</option>'


@lru_cache(maxsize=500)
def checks_html(choices: tuple[tuple[str, str, bool], ...], name: str) -> SafeString:
    """A box to tick for each (value, label, ticked)."""
    return mark_safe(
        "".join(
            [
                '<label class="form-check"><input class="form-check-input" type="checkbox"'
                f"{attributes({'name': name, 'value': value, 'checked': ticked})}>"
                f'<span class="form-check-label">{escape(label)}</span></label>'
                for value, label, ticked in choices
            ]
        )
    )
