"""The forms of answers: the deputy's to a contact, the dispatcher's to a request for more time."""

from django import forms

from suggestions.forms.time import GrantForm
from workflow.forms import ReasonForm, StepForm


class DisputeForm(StepForm):
    """What was not as the unit put it down."""

    submit_label = "提交异议"
    objection = forms.CharField(
        label="与实际不符之处",
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": "请写明与实际不符之处。"},
        help_text="承办单位和人大代表工作机构会看到；有异议的面商不计入面商次数。",
    )


ANSWER_FORMS: dict[str, type[forms.Form]] = {
    "dispute_contact": DisputeForm,
    "grant_extension": GrantForm,
    "refuse_extension": ReasonForm,
}
