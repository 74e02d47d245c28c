"""The forms of what is supervised: the item, each deed, and its result."""

from typing import Any

from django import forms
from django.utils import timezone

from offices.models import Office
from pages.layouts import PageModelForm, Section
from pages.options import SearchSelect
from stations.choices import LabelSort, ScrutinyWay
from stations.forms.activities import labels_for
from stations.models import LinkMember, Scrutiny
from workflow.forms import ReasonForm, StepForm


class ScrutinyForm(PageModelForm):
    class Meta:
        model = Scrutiny
        fields = ("year", "title", "source", "field", "points", "office", "leads", "due_on")
        widgets = {
            "leads": forms.CheckboxSelectMultiple, "points": forms.Textarea(attrs={"rows": 4}),
            "office": SearchSelect("stations:office-options"),
        }  # fmt: skip
        help_texts = {
            "field": "清单在“活动类别、平台功能与站点标签”中修改。", "office": "没有单一被监督单位的不填。",
            "due_on": "到期没有完成的，列入待办提示。", "leads": "在“组成人员联系代表”中登记的组成人员、主席团成员。",
        }  # fmt: skip
        error_messages = {"leads": {"required": "请选择至少一位牵头人。"}}

    sections = (
        Section("监督事项", (("year", "due_on"), "title", ("source", "field"), "points")),
        Section("由谁监督谁", ("leads", "office")),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        members = LinkMember.objects.visible_to(user).filter(area=row.area_id, ends_on=None)
        self.fields["leads"].queryset = members.select_related("deputy").order_by("deputy__sort_key", "pk")
        self.fields["leads"].label_from_instance = lambda one: (
            f"{one.deputy.name}（{one.get_rank_display()}）"
        )
        self.fields["field"].queryset = labels_for(row.area, LabelSort.FIELD, row.field_id)
        self.fields["office"].queryset = Office.objects.all()

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        year = self.cleaned_data.get("year")
        if year and day.year not in (year, year + 1):
            raise forms.ValidationError("应在计划年度内，跨年的不晚于下一年度。")
        return day

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not 2000 <= year <= timezone.localdate().year + 1:
            raise forms.ValidationError("请填写正确的年度。")
        return year


class DeedForm(StepForm):
    on = forms.DateField(label="日期", initial=timezone.localdate)
    way = forms.ChoiceField(label="方式", choices=ScrutinyWay.choices)
    content = forms.CharField(label="开展情况", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    found = forms.CharField(
        label="发现的问题", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    led_to = forms.CharField(
        label="提出的意见和转交办理", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="转交了的，写明交给哪个单位、结果怎样。",
    )  # fmt: skip


class ResultForm(StepForm):
    outcome = forms.CharField(label="监督结果", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


SCRUTINY_FORMS: dict[str, type[forms.Form]] = {
    "record": DeedForm, "finish": ResultForm, **dict.fromkeys(("drop", "reopen"), ReasonForm),
}  # fmt: skip
