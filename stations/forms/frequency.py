"""The form of a rule of frequency."""

from typing import Any

from django import forms

from pages.layouts import PageModelForm, Section
from stations.choices import RuleSubject
from stations.models import FrequencyRule


class FrequencyForm(PageModelForm):
    """A rule of the area's own; it takes the place of the common one on the same thing."""

    submit_label = "保存要求"
    sections = (
        Section("要求", (("subject", "counted"), ("period", "times"), "tiers")),
        Section("依据和起止", ("source", ("starts_on", "ends_on"))),
    )

    class Meta:
        model = FrequencyRule
        fields = ("subject", "counted", "period", "times", "tiers", "source", "starts_on", "ends_on")
        widgets = {"tiers": forms.CheckboxSelectMultiple}
        help_texts = {
            "tiers": "只用于联络站；不选为各层级都适用。", "source": "如：某某办法第几条，或常委会会议决定。",
            "ends_on": "继续有效的不填。",
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tiers"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "截止日期不能早于开始日期。")
        if data.get("subject") == RuleSubject.GROUP and data.get("counted") == "reception":
            self.add_error("counted", "代表小组没有接待日，请选择活动。")
        if data.get("times") == 0:
            self.add_error("times", "至少1次。")
        same = FrequencyRule.objects.filter(
            area=self.instance.area, subject=data.get("subject"), counted=data.get("counted")
        ).exclude(pk=self.instance.pk)
        if first and same.in_force(first).exists():
            self.add_error("starts_on", "本区域在这一天已有同一内容的要求，请先结束原来的。")
        return data
