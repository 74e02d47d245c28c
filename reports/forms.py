"""The form that orders a ledger."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from offices.choices import Role
from pages.layouts import PageForm, Section
from reports.models import ReportKind
from reports.models.jobs import BY_DAYS

LONGEST = timedelta(days=366 * 5 + 2)


class ReportForm(PageForm):
    """Which ledger, for which days."""

    kind = forms.ChoiceField(label="报表", choices=[(kind.value, kind.label) for kind in BY_DAYS])
    start = forms.DateField(label="起始日期", widget=forms.DateInput({"type": "date"}))
    end = forms.DateField(label="截止日期", widget=forms.DateInput({"type": "date"}))

    sections = (Section("", ("kind", ("start", "end"))),)
    submit_label = "开始生成"

    def __init__(self, *args, role: Role | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if role in (Role.CLERK, Role.STATION_HEAD):
            self.fields["kind"].choices = [(ReportKind.RECEPTIONS.value, ReportKind.RECEPTIONS.label)]

    def clean_end(self):
        end = self.cleaned_data["end"]
        if end > timezone.localdate():
            raise forms.ValidationError("截止日期不能晚于今天。")
        return end

    def clean(self):
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and start > end:
            self.add_error("end", "截止日期不能早于起始日期。")
        elif start and end and end - start > LONGEST:
            self.add_error("start", "一次最多生成五年的台账，请分段生成。")
        return data
