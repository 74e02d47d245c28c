"""The forms of answers: the deputy's to a contact, the dispatcher's to a request for more time."""

from typing import Any

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


class VouchForm(ReasonForm):
    """How the office made sure, where the deputy does not confirm it himself."""

    submit_label = "代为确认"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "核实情况"
        self.fields["note"].help_text = "何时、怎样向代表本人核实，例如：12月1日电话核实。会告知代表。"
        self.fields["note"].error_messages["required"] = "请写明怎样核实的。"


class WrittenForm(ReasonForm):
    """On what paper a deputy without an account wants the withdrawal, agrees to it, or does not."""

    submit_label = "登记"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "书面意见"
        self.fields["note"].help_text = "何时收到、怎样写明，例如：12月1日收到本人签名的书面意见。"
        self.fields["note"].error_messages["required"] = "请写明书面意见。"


ANSWER_FORMS: dict[str, type[forms.Form]] = {
    "dispute_contact": DisputeForm,
    "vouch_contact": VouchForm,
    "grant_extension": GrantForm,
    "refuse_extension": ReasonForm,
}
