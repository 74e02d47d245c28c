"""The forms of reception-day rules, the year's plan and deputies' leave."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils import timezone

from pages.asked import whole
from pages.layouts import PageForm, PageModelForm, Section
from pages.options import SearchSelect
from stations.choices import MonthSet, RulePattern
from stations.forms.fields import DeputyField, deputies_for
from stations.forms.receptions import times_in_order, whole_words
from stations.models import Absence, DayRule, Station


class DayRuleForm(PageModelForm):
    """A rule of reception days; only the fields of its pattern are kept."""

    submit_label = "保存规则"
    shown_for = {
        "months": ("pattern", "days ordinal"), "days": ("pattern", "days"), "ordinal": ("pattern", "ordinal"),
        "weekday": ("pattern", "ordinal weekly"),
    }  # fmt: skip
    needed_when_shown = ("days", "ordinal", "weekday")
    sections = (
        Section("何时接待", ("pattern", ("months", "days", "ordinal", "weekday"), ("starts_at", "ends_at"))),
        Section("如何安排", (("on_duty", "place"), "theme", "auto_notice")),
        Section("适用时间", (("starts_on", "ends_on"),)),
    )

    class Meta:
        model = DayRule
        fields = (
            "pattern", "months", "days", "ordinal", "weekday", "starts_at", "ends_at", "on_duty", "place", "theme",
            "auto_notice", "starts_on", "ends_on",
        )  # fmt: skip

    def __init__(self, *args: Any, station: Station, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.station = self.instance.station = station
        if not self.instance.pk:
            self.initial.setdefault("pattern", RulePattern.DAYS)  # what most stations hold
        self.fields["days"].help_text = "按“每月固定日期”接待的填写，如：10 或 10、20；没有31日的月份为月末。"
        self.fields["ordinal"].help_text = "按“每月第几个星期几”接待的选择。"
        self.fields["place"].help_text = "不填则为站点地址。"
        self.fields["theme"].help_text = "写明如“教育”“医疗卫生”的，优先安排有此专长的代表。"
        self.fields["auto_notice"].help_text = "按本地公告提前天数，由系统编号并发布公告，并通知轮值代表。"
        whole_words(self, "place", "theme", "days")

    def clean_days(self) -> str:
        """10、20 in any punctuation as "10,20"."""
        words = [word for word in re.split(r"[、，,;；\s日号]+", self.cleaned_data["days"]) if word]
        if not all(whole(word, 1, 31) for word in words):
            raise forms.ValidationError("请填写1至31之间的日期，多个日期用顿号分开。")
        return ",".join(str(day) for day in sorted({int(word) for word in words}))

    def clean_on_duty(self) -> int:
        number = self.cleaned_data["on_duty"]
        if not 1 <= number <= 20:
            raise forms.ValidationError("请填写1至20之间的人数。")
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        times_in_order(self, {name: data.get(name) for name in ("starts_at", "ends_at")})
        pattern = data.get("pattern")
        if pattern == RulePattern.DAYS and not data.get("days") and "days" not in self.errors:
            self.add_error("days", "请填写每月几日接待。")
        if pattern == RulePattern.ORDINAL and data.get("ordinal") is None:
            self.add_error("ordinal", "请选择第几个。")
        if pattern in (RulePattern.ORDINAL, RulePattern.WEEKLY) and data.get("weekday") is None:
            self.add_error("weekday", "请选择星期几。")
        if data.get("ends_on") and data.get("starts_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "终止日期不能早于起始日期。")
        if not data.get("place") and (self.station.mobile or not self.station.address):
            self.add_error("place", "请填写接待地点。")
        self._only_what_counts(data, pattern)
        return data

    def _only_what_counts(self, data: dict[str, Any], pattern: Any) -> None:
        if pattern != RulePattern.DAYS:
            data["days"] = ""
        if pattern != RulePattern.ORDINAL:
            data["ordinal"] = None
        if pattern == RulePattern.DAYS:
            data["weekday"] = None
        if pattern == RulePattern.WEEKLY:
            data["months"] = MonthSet.ALL


class PlanYearForm(PageForm):
    """Which stations and which year; a GET, so that its address can be kept."""

    submit_label = "预览"
    station = forms.ModelChoiceField(label="联络站", queryset=Station._base_manager.none(), required=False,
                                     widget=SearchSelect("stations:own-options"),
                                     help_text="包括其下级站点；不选则为您负责的全部站点。")  # fmt: skip
    year = forms.TypedChoiceField(label="年度", coerce=int)
    sections = (Section("", (("station", "year"),)),)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = timezone.localdate().year
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()
        self.fields["year"].choices = [(year, f"{year}年"), (year + 1, f"{year + 1}年")]
        self.fields["year"].initial = year


class AbsenceForm(PageModelForm):
    """Leave of one of the stations' deputies; a deputy asks for his own."""

    submit_label = "登记请假"
    deputy = DeputyField()
    sections = (Section("", ("deputy", ("starts_on", "ends_on"), "reason")),)

    class Meta:
        model = Absence
        fields = ("deputy", "starts_on", "ends_on", "reason")
        labels = {"starts_on": "请假自", "ends_on": "请假至"}
        error_messages = {
            "starts_on": {"required": "请填写从哪天起请假。"}, "ends_on": {"required": "请填写请假到哪天。"},
        }  # fmt: skip

    def __init__(self, *args: Any, user: Any, own: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = deputies_for(user)
        self.fields["reason"].help_text = "如：外出学习、住院。请不要填写病情等隐私。"
        if own:
            self.instance.deputy = own
            del self.fields["deputy"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "终止日期不能早于起始日期。")
        if last and last < timezone.localdate():
            self.add_error("ends_on", "这段时间已经过去，不必再登记。")
        if first and last and last - first > dt.timedelta(days=400):
            self.add_error("ends_on", "一次请假不超过一年；更长的请联系代表工作机构。")
        return data
