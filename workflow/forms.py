"""Forms: the base of a step's form for all rooms, and those of this room's pages."""

from typing import Any

from django import forms
from django.utils import timezone

from offices.catalogue import Key
from offices.models import Area
from pages.files import SHEETS, check_upload
from pages.layouts import CaseForm, PageForm, PageModelForm, Section
from pages.sheets.reading import BadSheet
from workflow.calendar import Calendar, Special
from workflow.loading import BadCalendar, Plan, doubts, read_year, said
from workflow.models import DayKind, Rung
from workflow.rules import NUMBERS, label_of

MOST_FAULTS = 30


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
    start = forms.DateField(label="起算日", initial=timezone.localdate, help_text="如交办之日；当日不计入")
    area = forms.ModelChoiceField(
        label="行政区域", queryset=Area.objects.order_by("path"), required=False, empty_label="通用规定",
        widget=forms.Select(attrs={"data-pick": ""}),
    )  # fmt: skip


class YearForm(PageForm):
    """A year of the legal calendar as a file; `plan` holds it once the form is valid."""

    submit_label = "上传并预览"
    year = forms.IntegerField(label="年份", min_value=2000, max_value=2100)
    source = forms.CharField(
        label="依据",
        max_length=200,
        help_text="如：国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕×号）",
    )
    file = forms.FileField(
        label="文件",
        help_text="Excel（.xlsx）或 .csv，第一行为：日期、性质、名称；性质填“放假”或“调休上班”，平日和周末不必填写。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            self._choose_again()
            return data
        try:
            if not data["file"].name.lower().endswith(".csv"):
                check_upload(data["file"], SHEETS)
            elif data["file"].size > 1_000_000:
                raise BadSheet("文件太大，一年的日历不超过366行。")
            days = read_year(data["file"], data["file"].name, data["year"])
        except BadCalendar as bad:
            faults = [said(error) for error in bad.errors]
            more = [f"……共{len(faults)}处错误。"] if len(faults) > MOST_FAULTS else []
            self.add_error("file", faults[:MOST_FAULTS] + more)
        except BadSheet as bad:
            self.add_error("file", str(bad))
        except forms.ValidationError as bad:
            self.add_error("file", bad)
        else:
            self.plan = Plan(data["year"], days, data["source"], True, doubts(data["year"], days))
        return data

    def _choose_again(self) -> None:
        if self.files and "file" not in self.errors:
            self.add_error("file", "请重新选择文件。")


PLAIN = "plain"


class DayForm(PageForm):
    """One day told differently; `plan` holds its whole year once the form is valid."""

    submit_label = "预览"
    day = forms.DateField(label="日期")
    kind = forms.ChoiceField(label="性质", choices=[*DayKind.choices, (PLAIN, "恢复为平日或周末")])
    name = forms.CharField(
        label="名称", max_length=60, required=False, help_text="如：国庆节；恢复为平日时不必填写"
    )
    source = forms.CharField(label="依据", max_length=200)

    def __init__(self, *args: Any, calendar: Calendar, **kwargs: Any) -> None:
        self.calendar = calendar
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        day, kind, name = data["day"], data["kind"], data["name"].strip()
        if kind != PLAIN and not name:
            self.add_error("name", "请填写名称。")
        if kind == DayKind.MAKEUP and day.weekday() < 5:
            self.add_error("kind", "星期一至星期五本就上班，不能是调休上班。")
        if self.errors:
            return data
        days = {d: s for d, s in self.calendar.specials.items() if d.year == day.year and d != day}
        if kind != PLAIN:
            days[day] = Special(kind, name)
        confirmed = day.year in self.calendar.confirmed
        self.plan = Plan(day.year, dict(sorted(days.items())), data["source"], confirmed)
        return data


class LimitForm(PageForm):
    """A new value of a time limit, from a day on; what may stand is the catalogue's to say."""

    submit_label = "预览"
    value = forms.CharField(label="数值", max_length=20)
    unit = forms.ChoiceField(label="单位")
    start_event = forms.ChoiceField(label="起算事件", required=False)
    source = forms.CharField(label="依据", max_length=200, help_text="写明法规、办法的名称和条款")
    valid_from = forms.DateField(
        label="生效日期", initial=timezone.localdate, help_text="自这一天起开始计算的时限适用"
    )
    sections = (Section("新的规定", (("value", "unit", "start_event"), "source", "valid_from")),)

    def __init__(self, *args: Any, key: Key, **kwargs: Any) -> None:
        self.key = key
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.value, unit.label) for unit in key.units]
        self.fields["start_event"].choices = [(event.value, event.label) for event in key.events]
        if key.help:
            self.fields["value"].help_text = key.help
        if key.options:
            self.fields["value"] = forms.ChoiceField(label="数值", choices=key.options, help_text=key.help)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            try:
                data["value"] = self.key.clean(data["value"], data["unit"], data["start_event"])
            except forms.ValidationError as wrong:
                self.add_error(None, wrong)
        return data


class RungForm(PageModelForm):
    """A rung of an area's ladder."""

    class Meta:
        model = Rung
        fields = ("offset", "to", "label", "source", "active")

    def __init__(self, *args: Any, area: Area | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.area = area

    def clean_offset(self) -> int:
        offset = self.cleaned_data["offset"]
        if not -60 <= offset <= 250:
            raise forms.ValidationError("应在到期前60个工作日至逾期250个工作日之间。")
        return offset

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        same = Rung.objects.filter(area=self.instance.area, offset=data.get("offset"), to=data.get("to"))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("offset", "同一天对同一对象已有一级提醒。")
        return data
