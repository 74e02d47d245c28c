"""The form of one suggestion in a batch: to whom it is to go."""

from typing import Any

from django import forms

from offices.models import Office
from pages.layouts import PageModelForm
from pages.options import SearchSelect, SearchSelectMultiple
from suggestions.assigning import Plan, recipients_of
from suggestions.models import BatchItem
from workflow.transitions import Refused

TO = "suggestions:recipients"


class BatchItemForm(PageModelForm):
    """The same choices as a single dispatch, checked by the same rules; nothing leaves before the batch does."""

    submit_label = "保存"
    lead = forms.ModelChoiceField(
        Office.objects.none(), label="主办单位", required=False, widget=SearchSelect(TO)
    )
    co = forms.ModelMultipleChoiceField(
        Office.objects.none(), label="协办单位", required=False, widget=SearchSelectMultiple(TO)
    )
    separate = forms.ModelMultipleChoiceField(
        Office.objects.none(), label="分办单位", required=False, widget=SearchSelectMultiple(TO),
        help_text="各单位分别答复各自部分时填写（至少两个），此时不填主办、协办。",
    )  # fmt: skip
    requirement = forms.CharField(label="办理要求", required=False, max_length=200, widget=forms.Textarea)

    class Meta:
        model = BatchItem
        fields = ("lead", "co", "separate", "requirement")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "co", "separate"):
            self.fields[name].queryset = recipients_of(self.instance.batch.area)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            plan = Plan(data.get("lead"), tuple(data.get("co") or ()), tuple(data.get("separate") or ()))
            try:
                plan.check(self.instance.batch.area)
            except Refused as no:
                self.add_error(no.field, str(no))
        return data
