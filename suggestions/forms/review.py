"""The congress office's forms: reviewing, dispatching, urging."""

from typing import Any

from django import forms

from offices.choices import OfficeKind
from offices.models import Category, Office
from pages.options import SearchSelect, SearchSelectMultiple
from suggestions.assigning import recipients_of, sendable_by
from suggestions.choices import DeclineReason
from suggestions.drafting import categories_of
from suggestions.models import Assignment
from suggestions.reviewing import objection
from suggestions.rounds import handed_back
from workflow.forms import NoteForm, ReasonForm, StepForm

UNITS, RECIPIENTS = "suggestions:units", "suggestions:recipients"


class RegisterForm(StepForm):
    """What the review settles besides the number."""

    submit_label = "立案并编号"
    category = forms.ModelChoiceField(Category.objects.none(), label="审查分类", empty_label=None)
    confidential = forms.BooleanField(label="保密办理（限制查阅范围）", required=False)
    from_motion = forms.BooleanField(label="由议案转为建议", required=False)
    motion_basis = forms.CharField(
        label="议案转建议的决定", required=False, max_length=120,
        help_text="议案转来的填写，如“大会主席团第三次会议决定”。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories_of(self.subject.area)
        kept = ("confidential", "from_motion", "motion_basis")
        self.initial = {name: getattr(self.subject, name) for name in kept}
        self.initial["category"] = self.subject.category_id
        if said := objection(self.subject):
            self.fields["note"] = forms.CharField(
                label="不予采纳复审意见的理由", widget=forms.Textarea(attrs={"rows": self.rows}),
                help_text=f"政府办公室复审提出：{said.note}", error_messages={"required": "请写明理由。"},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("from_motion") and not data.get("motion_basis", "").strip():
            self.add_error("motion_basis", "请写明主席团的决定。")
        return data


class DeclineForm(ReasonForm):
    """Why it must not be registered (domain rule 31)."""

    submit_label = "不予立案"
    submit_style = "danger"
    field_order = ("decline_reason", "note")
    decline_reason = forms.ChoiceField(label="不予立案原因", choices=[("", "请选择"), *DeclineReason.choices])


class DispatchForm(StepForm):
    """To whom it goes: one lead with co-units, or separate units."""

    submit_label = "交办"
    lead = forms.ModelChoiceField(
        Office.objects.none(), label="主办单位", required=False, widget=SearchSelect(RECIPIENTS)
    )
    co = forms.ModelMultipleChoiceField(
        Office.objects.none(), label="协办单位", required=False, widget=SearchSelectMultiple(RECIPIENTS)
    )
    separate = forms.ModelMultipleChoiceField(
        Office.objects.none(), label="分办单位", required=False, widget=SearchSelectMultiple(RECIPIENTS),
        help_text="各单位分别答复各自部分时填写（至少两个），此时不填主办、协办。",
    )  # fmt: skip
    requirement = forms.CharField(
        label="办理要求", required=False, max_length=200, widget=forms.Textarea,
        help_text="写在交办单上，各承办单位都能看到。",
    )  # fmt: skip
    key = forms.BooleanField(label="列为重点督办建议", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "co", "separate"):
            self.fields[name].queryset = recipients_of(self.subject.area)
        if self.fields["lead"].queryset.filter(kind=OfficeKind.GOVERNMENT).exists():
            self.fields["lead"].help_text = "选政府办公室的，由其在转交期限内转交所属单位。"
        self.initial = {"key": self.subject.key}

    def step_data(self) -> dict[str, Any]:
        data = super().step_data()
        return data | {name: list(data[name]) for name in ("co", "separate")}


class PartChoice(forms.ModelChoiceField):
    def label_from_instance(self, part: Assignment) -> str:
        proposed = f"，建议改交{part.proposed_office}" if part.proposed_office_id else ""
        return f"{part.office}（{part.get_role_display()}{proposed}）"


class RedispatchForm(StepForm):
    """Which part goes to which unit now."""

    submit_label = "改交"
    assignment = PartChoice(Assignment.objects.none(), label="已退办的部分", empty_label=None)
    office = forms.ModelChoiceField(
        Office.objects.none(), label="改交单位", required=False, widget=SearchSelect(RECIPIENTS),
        help_text="协办单位退办后不再需要协办的，可以留空。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = handed_back(self.subject)
        rows = self.subject.assignments.filter(pk__in=[part.pk for part in parts])
        self.fields["assignment"].queryset = rows.select_related("office", "proposed_office")
        self.fields["office"].queryset = sendable_by(self.user, self.subject.area)
        if parts and parts[0].proposed_office_id:
            self.initial = {"office": parts[0].proposed_office_id}


class MarkForm(NoteForm):
    """Is it one of the key suggestions (重点督办)? Beyond the area's share it needs a reason."""

    field_order = ("key", "note")
    key = forms.BooleanField(label="列为重点督办建议", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"key": self.subject.key}
