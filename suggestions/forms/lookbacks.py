"""A round of looking back, and what is said in it."""

from typing import Any

from django import forms

from offices.models import Area
from pages.files import UploadField
from pages.layouts import PageForm, Section
from suggestions.choices import Further
from suggestions.forms.ledger import RangeForm
from suggestions.models import ResultClass
from suggestions.replies import result_classes
from workflow.forms import ReasonForm, StepForm


class RoundForm(RangeForm):
    """Its name, and the range of suggestions that the ledger's form chooses."""

    submit_label = "开始回头看"
    sections = (Section("名称", ("name",)), *RangeForm.sections)
    name = forms.CharField(label="名称", max_length=60, help_text="如：2026年建议办理回头看。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("name", "which", "since", "until"))


class MeetingRoundForm(PageForm):
    """The same of the suggestions of a meeting."""

    submit_label = "开始回头看"
    name = forms.CharField(label="名称", max_length=60, help_text="如：××专题询问回头看。")
    sections = (Section("名称", ("name",)),)

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ProposeForm(StepForm):
    submit_label = "报送"
    proposed = forms.ModelChoiceField(
        ResultClass.objects.none(), label="拟调整为", widget=forms.RadioSelect, empty_label=None
    )
    report = forms.CharField(label="落实情况", max_length=5000, widget=forms.Textarea)
    evidence = UploadField(label="证明材料", required=False, help_text="调整为已解决的，必须附证明材料。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        classes = result_classes(self.subject.suggestion.area)
        self.fields["proposed"].queryset = ResultClass.objects.filter(pk__in=[one.pk for one in classes])


class AnswerForm(StepForm):
    submit_label = "提交"
    agreed = forms.TypedChoiceField(
        label="代表是否认可", choices=((1, "认可"), (0, "不认可")), coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )  # fmt: skip
    word = forms.CharField(label="代表意见", max_length=2000, widget=forms.Textarea)


class FurtherForm(ReasonForm):
    """Which of the four, and what is to be done."""

    submit_label = "安排"
    field_order = ("further", "note")
    further = forms.ChoiceField(label="后续措施", choices=Further.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "具体要求"
        self.fields["note"].error_messages["required"] = "请写明具体要求。"


LOOK_FORMS = {
    "look_further": FurtherForm,
    "look_propose": ProposeForm,
    "look_keep": ReasonForm,
    "look_answer": AnswerForm,
    "look_return": ReasonForm,
}
