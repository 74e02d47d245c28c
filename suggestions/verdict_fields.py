"""What a verdict asks, signed in or by a personal link."""

from typing import Any

from django import forms

from suggestions.choices import Grade


class VerdictFields(forms.Form):
    """Attitude and result apart; nothing is chosen beforehand, 不满意 gives its reason (domain rule 53)."""

    attitude = forms.ChoiceField(
        label="对办理态度", choices=Grade.choices, widget=forms.RadioSelect,
        error_messages={"required": "请评价办理态度。"},
    )  # fmt: skip
    result = forms.ChoiceField(
        label="对办理结果", choices=Grade.choices, widget=forms.RadioSelect,
        error_messages={"required": "请评价办理结果。"},
    )  # fmt: skip
    reason = forms.CharField(
        label="不满意的理由", required=False, max_length=2000, widget=forms.Textarea,
        help_text="任一项为不满意时必填；对办理结果不满意的，将退回承办单位重新办理，再次不满意的由人大代表工作机构协调。",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        grades = (data.get("attitude"), data.get("result"))
        if Grade.DISSATISFIED in grades and not data.get("reason", "").strip():
            self.add_error("reason", "评价为不满意的，请说明理由。")
        return data


class SecondVerdictFields(VerdictFields):
    """The same when the promises were kept (双测评): the verdict on the reply stays as it was."""

    result = forms.ChoiceField(label="对落实结果", choices=Grade.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="不满意的理由", required=False, max_length=2000, widget=forms.Textarea,
        help_text="任一项为不满意时必填；落实后仍不满意的，由人大代表工作机构研究督办。",
    )  # fmt: skip
