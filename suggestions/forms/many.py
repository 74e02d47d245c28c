"""What suggestions that are dispatched together have in common."""

from typing import Any

from django import forms

from offices.choices import CONGRESS_KINDS
from offices.models import Office
from pages.options import SearchSelect, SearchSelectMultiple
from suggestions.assigning import Plan
from suggestions.forms.review import RECIPIENTS
from workflow.forms import ReasonForm, StepForm
from workflow.transitions import Refused


class DispatchManyForm(StepForm):
    """To whom all of them go; who may receive what is said of each by itself."""

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
        help_text="写在每一件的交办单上，各承办单位都能看到。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "co", "separate"):
            self.fields[name].queryset = Office.objects.filter(active=True).exclude(kind__in=CONGRESS_KINDS)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        try:
            Plan(data["lead"], tuple(data["co"]), tuple(data["separate"])).check_roles()
        except Refused as no:
            self.add_error(no.field, str(no))
        return data

    def step_data(self) -> dict[str, Any]:
        data = super().step_data()
        return data | {name: list(data[name]) for name in ("co", "separate")}


class CirculateForm(ReasonForm):
    """What one 通报 says of all of them."""

    submit_label = "合并通报"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "通报内容"
        self.fields["note"].help_text = "合并为一份通报，只编一个文号；各单位对涉及本单位的部分签收。"
        self.fields["note"].error_messages["required"] = "请写明内容。"
