"""Forms of the house: labels above, a star for what is needed, faults beside the field and on top.

A form names its sections; the templates pages/form.html and pages/_form.html
draw tag, token, fault summary and buttons around it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Field, Fieldset, Layout, Row
from django import forms
from django.utils.html import format_html, strip_tags

from pages.faults import LONG, bound, word
from pages.filters import DayInput
from pages.names import watch
from pages.overtaken import Marked, MarkedRow

NO_CHOICE = "请选择"
NEEDED = {
    "data-must": "",
    "aria-required": "true",
}  # a star by forms.css, and the word for it by screen readers
RETYPED = "retyped"  # a field that says: this was typed before the session ended, show it once more


@dataclass(frozen=True)
class Section:
    """A part of a form. fields: names; a tuple of names stands side by side."""

    title: str
    fields: Sequence[str | tuple[str, ...]]
    note: str = ""


class FormLook(Marked):
    """What PageForm and CaseForm share; mix it into any form class. `edits`: the row that it changes, if any."""

    submit_label = "保存"
    submit_style = "primary"
    sections: ClassVar[Sequence[Section]] = ()
    rows = 4  # lines of a text area
    longest = LONG  # characters of a text area that names no limit of its own
    shown_for: ClassVar[
        Mapping[str, tuple[str, str]]
    ] = {}  # field: (other field, its answers that need the field)
    needed_when_shown: ClassVar[Sequence[str]] = ()  # of these, what cannot be left out where it is shown

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dress_all()

    def _dress_all(self) -> None:
        """Dress the fields, also those that a form adds after its beginning."""
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            _dress(field, self.rows, self.longest)
            watch(name, field)
        for name in self.needed_when_shown:
            if name in self.fields:  # type: ignore[attr-defined]
                self.fields[name].widget.attrs |= NEEDED  # type: ignore[attr-defined]
        for name, (other, answers) in self.shown_for.items():
            if name in self.fields:  # type: ignore[attr-defined]
                self.fields[name].widget.attrs["data-when"] = f"{other}={answers}"  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        self._dress_all()
        super().full_clean()  # type: ignore[misc]

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        """A line's end counts as one character, as in the browser, which sends two."""
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    def is_valid(self) -> bool:
        """What was typed before a session ended is shown to the person again before it is taken."""
        return super().is_valid() and RETYPED not in self.data  # type: ignore[misc,attr-defined]

    @property
    def helper(self) -> FormHelper:
        """The crispy helper; the form tag and the token are the template's."""
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf, helper.form_show_errors = False, True, True
        helper.layout = Layout(*self.layout())
        return helper

    def layout(self) -> list[Any]:
        """The sections, then every field that no section names."""
        self._dress_all()
        placed: set[str] = set()
        parts: list[Any] = []
        for section in self.sections:
            here = [name for entry in section.fields for name in _names(entry) if name in self.fields]  # type: ignore[attr-defined]
            placed.update(here)
            if here:
                note = (
                    [HTML(format_html('<p class="form-note">{}</p>', section.note))] if section.note else []
                )
                parts.append(Fieldset(section.title, *note, *(self._entry(e) for e in section.fields)))
        rest = [self._one(name) for name in self.fields if name not in placed]  # type: ignore[attr-defined]
        return [*parts, *rest, *([HTML(self.mark_html)] if self.edits else [])]

    def _entry(self, entry: str | tuple[str, ...]) -> Any:
        names = [name for name in _names(entry) if name in self.fields]  # type: ignore[attr-defined]
        if len(names) == 1:
            return self._one(names[0])
        return Row(*(Column(self._one(name), css_class="col-md") for name in names))

    def _one(self, name: str) -> Any:
        field = self.fields[name]  # type: ignore[attr-defined]
        radios = isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
        return (
            InlineRadios(name)
            if radios and not isinstance(field.widget, forms.CheckboxSelectMultiple)
            else Field(name)
        )

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(element id, label, message) of every fault, for the summary on top."""
        found = []
        for name, errors in sorted(self.errors.items(), key=self._place):  # type: ignore[attr-defined]
            bound = self[name] if name in self.fields else None  # type: ignore[index,attr-defined]
            where, label = (bound.id_for_label or bound.auto_id, _plain(bound.label)) if bound else ("", "")
            found += [(where, label, message) for message in errors]
        return found

    def _place(self, fault: tuple[str, Any]) -> int:
        """Where the field stands on the page; what concerns the whole form comes first."""
        named = [name for section in self.sections for entry in section.fields for name in _names(entry)]
        shown = [*named, *self.fields]  # type: ignore[attr-defined]
        return shown.index(fault[0]) if fault[0] in shown else -1


class PageForm(FormLook, forms.Form):
    """A form that fills a page: pages/form.html."""


class PageModelForm(MarkedRow, FormLook, forms.ModelForm):
    """The same for a model's own fields. A request that brings none of them changes none of them."""

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self._nothing_sent():
            self.add_error(None, "没有收到填写的内容，请重新填写后提交。")

    def _nothing_sent(self) -> bool:
        """Are the fields missing that a browser always sends? Boxes not ticked it leaves out."""
        widgets = {self.add_prefix(name): field.widget for name, field in self.fields.items()}
        always = [name for name, widget in widgets.items() if widget.value_omitted_from_data({}, {}, name)]
        here = (widgets[name].value_omitted_from_data(self.data, self.files, name) for name in always)
        return bool(always) and all(here)


class CaseForm(FormLook, forms.Form):
    """The small form of one step on a case page: pages/_form.html."""

    submit_label = "确定"
    rows, longest = 3, 2000


def _plain(label: str) -> str:
    """A label without the star that some carry in themselves."""
    return strip_tags(label).rstrip("*")


def _names(entry: str | tuple[str, ...]) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry


def _dress(field: forms.Field, rows: int, longest: int) -> None:
    """Give a field the house's widgets: the browser's calendar, modest text areas."""
    widget = field.widget
    _name_the_empty_choice(field)
    word(field)
    bound(field, longest)
    if type(widget) is forms.DateInput:
        field.widget = DayInput(widget.attrs)
    elif type(widget) is forms.DateTimeInput:
        field.widget = forms.DateTimeInput(widget.attrs | {"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    elif type(widget) is forms.TimeInput:
        field.widget = forms.TimeInput(widget.attrs | {"type": "time"}, format="%H:%M")
    elif isinstance(widget, forms.Textarea) and widget.attrs.get("rows") in (None, "10"):
        widget.attrs["rows"] = rows


def _name_the_empty_choice(field: forms.Field) -> None:
    """Say what to do where Django draws a line of dashes."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == "---------":
            field.empty_label = NO_CHOICE
    elif isinstance(field, forms.ChoiceField) and not callable(field.choices):
        dashes = [(value, NO_CHOICE if value == "" and label == "---------" else label)
                  for value, label in field.choices]  # fmt: skip
        if dashes != list(field.choices):
            field.choices = dashes
