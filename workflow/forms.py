"""Forms: the base of a step's form for all rooms, and those of this room's pages."""

from typing import Any

from django import forms
from django.utils import timezone

from offices.models import Area
from pages.layouts import CaseForm, PageForm
from workflow.rules import NUMBERS, label_of


class StepForm(CaseForm):
    """Base of a step's form; knows the subject and the person who takes the step.

    Its fields are those the step names in `needs`, and, if wanted, `note`: the
    step's remark. A form with further fields overrides step_data.
    """

    def __init__(self, *args: Any, subject: Any = None, user: Any = None, **kwargs: Any) -> None:
        self.subject, self.user = subject, user
        super().__init__(*args, **kwargs)

    def step_data(self) -> dict[str, Any]:
        """What perform takes: the cleaned fields, without the note."""
        return {name: value for name, value in self.cleaned_data.items() if name != "note"}


class NoteForm(StepForm):
    """A step with a remark that may be left out."""

    note = forms.CharField(label="说明", required=False, max_length=2000, widget=forms.Textarea)


class ReasonForm(StepForm):
    """A step that must say why."""

    note = forms.CharField(
        label="理由",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "请写明理由。"},
    )


class DeadlineForm(PageForm):
    """What the deadline calculator asks for."""

    submit_label = "计算"
    rule = forms.ChoiceField(label="时限", choices=[(code, label_of(code)) for code in NUMBERS])
    start = forms.DateField(label="起算日", initial=timezone.localdate, help_text="如交办之日;当日不计入")
    area = forms.ModelChoiceField(
        label="行政区域", queryset=Area.objects.order_by("path"), required=False, empty_label="通用规定",
        widget=forms.Select(attrs={"data-pick": ""}),
    )  # fmt: skip
