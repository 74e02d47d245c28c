"""A form of numbered groups of fields that grows by one group at a press of its button."""

from typing import Any, ClassVar

from crispy_forms.layout import HTML
from django import forms
from django.utils.html import format_html

from pages.asked import whole
from workflow.forms import StepForm

MORE = (
    '<p><button class="btn btn-secondary" type="submit" name="more" value="1" formnovalidate>{}</button></p>'
)


class GrowingForm(StepForm):
    """`more` among what was sent shows one group more and keeps what was typed; nothing is judged yet.

    least, most: groups on the page; more_label: the words of the button; add_group(number)
    makes the fields of one, number from 1.
    """

    least: ClassVar[int]
    most: ClassVar[int]
    more_label: ClassVar[str]
    shown = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        more = data is not None and "more" in data
        super().__init__(None if more else data, None if more else files, **kwargs)
        shown = whole((data or {}).get("shown"), self.least, self.most) or self.to_begin_with()
        self.count = min(self.most, shown + more)
        self.fields["shown"].initial = self.count
        for number in range(1, self.count + 1):
            self.add_group(number)
        self.begin()
        if more:
            self.initial |= {name: data.get(name, "") for name in self.fields} | {"shown": self.count}

    def to_begin_with(self) -> int:
        """How many groups the page shows before anybody asked for more."""
        return self.least

    def add_group(self, number: int) -> None:
        raise NotImplementedError

    def begin(self) -> None:
        """The other fields, and what stands in all of them before anybody typed."""

    def layout(self) -> list[Any]:
        button = [HTML(format_html(MORE, self.more_label))] if self.count < self.most else []
        return [*super().layout(), *button]
