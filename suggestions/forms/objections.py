"""The deputy's objection to a dispatch, and the dispatcher's answer."""

from typing import Any

from django import forms

from offices.models import Office
from pages.options import SearchSelect
from suggestions.assigning import units_of
from suggestions.models import Objection
from suggestions.objections import made
from workflow.forms import ReasonForm, StepForm


class ObjectForm(ReasonForm):
    """Why the deputy holds the dispatch to be wrong, and whom he would ask."""

    submit_label = "提出异议"
    proposed_office = forms.ModelChoiceField(
        Office.objects.none(), label="希望的承办单位", required=False, help_text="可不填。",
        widget=SearchSelect("suggestions:units"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "异议理由"
        self.fields["proposed_office"].queryset = units_of(self.subject.area)


class ObjectionChoice(forms.ModelChoiceField):
    def label_from_instance(self, one: Objection) -> str:
        wanted = f"（希望由{one.proposed_office}承办）" if one.proposed_office_id else ""
        return f"{one.deputy}代表：{one.reason}{wanted}"


class AnswerObjectionForm(StepForm):
    """Which objection is answered, and how."""

    submit_label = "答复代表"
    objection = ObjectionChoice(
        Objection.objects.none(), label="异议", empty_label=None, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label="答复意见", max_length=2000, widget=forms.Textarea,
        help_text="说明维持原交办的理由，或者准备怎样调整。代表会收到答复。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = [one.pk for one in made(self.subject) if one.answered_at is None]
        rows = self.subject.objections.filter(pk__in=waiting).select_related("deputy", "proposed_office")
        self.fields["objection"].queryset = rows
        if len(waiting) == 1:
            self.initial = {"objection": waiting[0]}
