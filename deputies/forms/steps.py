"""The forms of a mandate's steps, by action."""

from typing import Any

from django import forms
from django.utils import timezone

from deputies.choices import ENDING, SUSPENDING, Basis, Level
from deputies.models import Mandate
from pages.dates import cn_date
from pages.layouts import PageForm


class StepForm(PageForm):
    """note is the step's remark; everything else is what the step takes."""

    def __init__(self, mandate: Mandate, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandate = mandate

    def facts(self) -> dict[str, Any]:
        """The cleaned fields of the step, without what was left empty."""
        return {name: value for name, value in self.cleaned_data.items() if name != "note" and value}


class SuspendForm(StepForm):
    submit_label = "暂停执行职务"
    submit_style = "danger"

    basis = forms.ChoiceField(
        label="法定情形（代表法第六十一条）",
        choices=[("", "请选择"), *((b.value, b.label) for b in SUSPENDING)],
    )
    announcement = forms.CharField(label="通知文号", max_length=40, required=False)
    announced_on = forms.DateField(label="通知日期", required=False, widget=forms.DateInput)
    note = forms.CharField(label="说明", max_length=200, required=False, widget=forms.Textarea)


class ResumeForm(StepForm):
    submit_label = "恢复执行职务"

    note = forms.CharField(label="恢复的原因", max_length=200, widget=forms.Textarea)


class EndForm(StepForm):
    submit_label = "终止资格"
    submit_style = "danger"

    basis = forms.ChoiceField(label="法定情形（代表法第六十二条）")
    ends_on = forms.DateField(label="终止日期", widget=forms.DateInput)
    announcement = forms.CharField(
        label="公告文号", max_length=40, required=False, help_text="任期届满和更正登记的不填，其他必填。"
    )
    announced_on = forms.DateField(label="公告日期", required=False, widget=forms.DateInput)
    note = forms.CharField(label="说明", max_length=200, required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        local = self.mandate.level != Level.NATION
        bases = [basis for basis in ENDING if local or basis != Basis.MOVED]
        self.fields["basis"].choices = [("", "请选择"), *((basis.value, basis.label) for basis in bases)]

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if day < self.mandate.starts_on:
            raise forms.ValidationError(f"不能早于任职起始日期（{cn_date(self.mandate.starts_on)}）。")
        if day > timezone.localdate():
            raise forms.ValidationError("不能晚于今天。")
        return day


class RestoreForm(StepForm):
    submit_label = "撤销终止登记"

    note = forms.CharField(label="登记有误之处", max_length=200, widget=forms.Textarea)


FORMS: dict[str, type[StepForm]] = {
    "suspend": SuspendForm, "resume": ResumeForm, "end": EndForm,
    "restore": RestoreForm, "restore_suspended": RestoreForm,
}  # fmt: skip
