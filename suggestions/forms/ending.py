"""The congress office's forms after the reply: the outcome of a coordination, and what becomes public."""

from typing import Any

from django import forms
from django.utils import timezone

from suggestions.choices import Consent, Outcome, Scope
from suggestions.models import Publication
from suggestions.publishing import faults, marked, originals
from workflow.forms import StepForm

HOW = "不宜公开的文字，选中后点“遮盖选中文字”（或者在前后加上〖 〗），公众看到的是█████；除此之外不要改动，原文保持不变。"


class ConcludeForm(StepForm):
    """How the coordination went, and what it came to; nothing is chosen beforehand."""

    submit_label = "登记结论"
    on = forms.DateField(label="协调（评估）日期", initial=timezone.localdate)
    people = forms.CharField(label="参加人", max_length=200, help_text="代表、承办单位、主持人等。")
    record = forms.CharField(label="协调（评估）情况", max_length=5000, widget=forms.Textarea)
    outcome = forms.ChoiceField(label="结论", choices=Outcome.choices, widget=forms.RadioSelect)


class PublishForm(StepForm):
    """How much becomes public, and the passages that do not. The texts differ from the originals by marks alone."""

    submit_label = "公开"
    rows = 6
    scope = forms.ChoiceField(label="公开范围", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = self.subject.consent == Consent.FULL
        self.fields["scope"].choices = Scope.choices if whole else [(Scope.TITLE.value, Scope.TITLE.label)]
        self.fields["scope"].initial = Scope.FULL if whole else Scope.TITLE
        self.fields["scope"].help_text = f"代表意见：{self.subject.get_consent_display()}。" + (
            HOW if whole else ""
        )
        if whole:
            self._texts()

    def _texts(self) -> None:
        """One area for each text, with the marks it has now."""
        known = Publication.objects.filter(suggestion=self.subject).first()
        marks = known.marks if known else {}
        for key, (label, text) in originals(self.subject).items():
            area = forms.Textarea(attrs={"rows": self.rows, "data-marks": ""})
            self.fields[f"text_{key}"] = forms.CharField(
                label=label, required=False, widget=area, strip=False,
                initial=marked(text.replace("\r\n", "\n"), marks.get(key, [])),
            )  # fmt: skip

    def typed(self) -> dict[str, str]:
        return {
            name.removeprefix("text_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("text_") and value
        }

    def clean(self) -> dict[str, Any]:
        """Every text that is marked wrongly says so at once, beside itself."""
        data = super().clean() or self.cleaned_data
        for key, fault in faults(self.subject, self.typed()).items():
            if f"text_{key}" in self.fields:
                self.add_error(f"text_{key}", fault)
        return data

    def step_data(self) -> dict[str, Any]:
        return {"scope": self.cleaned_data["scope"], "texts": self.typed()}
