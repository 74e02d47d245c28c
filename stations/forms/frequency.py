"""The form of a rule of frequency."""

from typing import Any

from django import forms
from django.db.models import Q

from pages.dates import cn_date
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
        if data.get("times") is not None and not 1 <= data["times"] <= 100:
            self.add_error("times", "请填写1至100之间的次数。")
        if first and (other := self._beside(data)):
            until = f"至{cn_date(other.ends_on)}" if other.ends_on else "起"
            said = (
                f"与本区域已有的“{other}”（{cn_date(other.starts_on)}{until}）时间重叠，请先修改原来的止日。"
            )
            self.add_error("starts_on", said)
        return data

    def _beside(self, data: dict[str, Any]) -> FrequencyRule | None:
        """A rule of the area on the same thing and the same tiers, in force on some of the same days."""
        rows = FrequencyRule.objects.filter(
            area=self.instance.area, subject=data.get("subject"), counted=data.get("counted")
        ).exclude(pk=self.instance.pk)
        rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=data["starts_on"]))
        if data.get("ends_on"):
            rows = rows.filter(starts_on__lte=data["ends_on"])
        mine = {tier.pk for tier in data.get("tiers") or ()}
        for row in rows.prefetch_related("tiers").order_by("starts_on", "pk"):
            theirs = {tier.pk for tier in row.tiers.all()}
            if not mine or not theirs or mine & theirs:
                return row
        return None
