"""The forms of the second tier: a government office passes on, gives back; the congress office decides."""

from typing import Any

from django import forms

from offices.models import Office
from pages.options import SearchSelect, SearchSelectMultiple
from suggestions.assigning import recipients_of, units_of
from suggestions.choices import AssignmentRole
from workflow.forms import ReasonForm, StepForm

OWN, RECIPIENTS = "suggestions:recipients", "suggestions:recipients"
OF_ROLE = {
    AssignmentRole.LEAD: ("lead", "co", "separate"),
    AssignmentRole.CO: ("co",),
    AssignmentRole.SEPARATE: ("separate",),
}


class ForwardForm(StepForm):
    """To which of its own units a government office passes the suggestion on; only the fields its part allows."""

    submit_label = "转交承办单位"
    lead = forms.ModelChoiceField(
        Office.objects.none(), label="主办单位", required=False, widget=SearchSelect(OWN)
    )
    co = forms.ModelMultipleChoiceField(
        Office.objects.none(), label="协办单位", required=False, widget=SearchSelectMultiple(OWN)
    )
    separate = forms.ModelMultipleChoiceField(
        Office.objects.none(), label="分办单位", required=False, widget=SearchSelectMultiple(OWN)
    )
    instruction = forms.CharField(
        label="办理要求", required=False, max_length=200, widget=forms.Textarea,
        help_text="写在交办单上；不填则沿用交办机构的要求。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = units_of(self.subject.area).filter(coordinator=self.subject.office_id)
        asked = OF_ROLE[AssignmentRole(self.subject.role)]
        for name in ("lead", "co", "separate"):
            if name in asked:
                self.fields[name].queryset = own
            else:
                del self.fields[name]
        if len(asked) > 1:
            self.fields[
                "separate"
            ].help_text = "各单位分别答复各自部分时填写（至少两个），此时不填主办、协办。"

    def step_data(self) -> dict[str, Any]:
        data = super().step_data()
        return data | {name: list(data[name]) for name in ("co", "separate") if name in data}


class GiveBackForm(ReasonForm):
    """Why it is no matter of this government's."""

    submit_label = "提交退回申请"
    proposed_office = forms.ModelChoiceField(
        Office.objects.none(), label="建议改交单位", required=False, widget=SearchSelect("suggestions:units"),
        help_text="可不填；由人大代表工作机构决定。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "退回理由"
        self.fields["proposed_office"].queryset = units_of(self.subject.area)


class AgreeReturnForm(StepForm):
    submit_label = "同意退回并改交"
    successor = forms.ModelChoiceField(
        Office.objects.none(), label="改交单位", widget=SearchSelect(RECIPIENTS)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = recipients_of(self.subject.area).exclude(
            pk=self.subject.office_id
        )
        self.initial = {"successor": self.subject.proposed_office_id}


TRANSFER_FORMS: dict[str, type[forms.Form]] = {
    "forward": ForwardForm,
    "give_back": GiveBackForm,
    "agree_return": AgreeReturnForm,
    "refuse_return": ReasonForm,
}
