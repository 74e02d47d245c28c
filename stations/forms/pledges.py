"""A deputy's promise, and what became of it."""

from typing import Any

from django import forms
from django.utils import timezone

from deputies.models import Deputy
from pages.layouts import PageModelForm, Section
from pages.options import SearchSelect
from stations.forms.fields import DeputyField, deputies_for
from stations.models import Pledge, Station, Stationing


class PledgeForm(PageModelForm):
    """own: the deputy who writes for himself; None for staff, who choose."""

    submit_label = "保存承诺"
    deputy = DeputyField(error_messages={"required": "请选择代表。"})
    sections = (
        Section("承诺", ("deputy", "station", "text", "made_on")),
        Section("兑现", (("done_on", "result"), "withdrawn_on")),
    )

    class Meta:
        model = Pledge
        fields = ("deputy", "station", "text", "made_on", "done_on", "result", "withdrawn_on")
        widgets = {"station": SearchSelect("stations:own-options"), "text": forms.Textarea}
        help_texts = {
            "text": "在代表的公众页面公布，不要写其他人的姓名和电话。",
            "result": "兑现后填写，与承诺一起公布。",
            "withdrawn_on": "填写后不再公布。",
        }  # fmt: skip

    def __init__(self, *args: Any, user: Any, own: Deputy | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.fields["deputy"].queryset = deputies_for(user)
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()
        self.fields["station"].help_text = "代表所在的联络站。"
        if own:
            del self.fields["deputy"]
        if not self.instance.pk:
            for name in ("done_on", "result", "withdrawn_on"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        deputy, station, today = self.own or data.get("deputy"), data.get("station"), timezone.localdate()
        there = Stationing._base_manager.filter(deputy=deputy, station=station, ends_on=None)
        if deputy and station and not there.exists():
            self.add_error("station", "这位代表不在这个联络站。")
        for name in ("made_on", "done_on", "withdrawn_on"):
            if data.get(name) and data[name] > today:
                self.add_error(name, "不能晚于今天。")
        if data.get("done_on") and data.get("made_on") and data["done_on"] < data["made_on"]:
            self.add_error("done_on", "兑现日期不能早于承诺日期。")
        if data.get("done_on") and not data.get("result") and "result" in self.fields:
            self.add_error("result", "请写明兑现情况。")
        return data
