"""The forms of observations, what followed, and the opinion that came of one."""

from typing import Any

from django import forms
from django.utils import timezone

from offices.models import Category
from pages.fields import PhoneField
from pages.layouts import CaseForm, PageModelForm, Section
from stations.forms.fields import DeputyField, categories_for, deputies_for
from stations.labels import area_of
from stations.models import Observation, Opinion, Station


class ObservationForm(PageModelForm):
    """What was seen at a point."""

    submit_label = "保存记录"
    rows = 5
    deputy = DeputyField(required=False)
    sections = (
        Section("观察和监测", (("station", "on"), "title", ("category", "deputy"), "observer")),
        Section("情况和建议", ("text", "advice", "next_on")),
    )

    class Meta:
        model = Observation
        fields = ("station", "on", "title", "category", "deputy", "observer", "text", "advice", "next_on")
        help_texts = {
            "observer": "不是代表的观察员、监测员或参加座谈的人员，可以填多位。",
            "next_on": "需要持续跟踪的填写；到期在待办中提醒。",
        }  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = Station.objects.visible_to(user).in_use().filter(kind__observes=True)
        self.fields["station"].queryset = points.order_by("path")
        self.fields["station"].widget.attrs["data-pick"] = ""
        self.fields["deputy"].queryset = deputies_for(user)
        self.fields["category"].queryset = categories_for(area_of(user))

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("日期不能晚于今天。")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("deputy") and not data.get("observer") and "deputy" not in self.errors:
            self.add_error("observer", "请填写代表或观察员，至少一项。")
        if data.get("on") and data.get("next_on") and data["next_on"] <= data["on"]:
            self.add_error("next_on", "下次跟踪日期应晚于本次日期。")
        return data


class FollowUpForm(CaseForm):
    """Looked at again: what was found, and when next."""

    submit_label = "登记"
    on = forms.DateField(label="日期", initial=timezone.localdate)
    text = forms.CharField(label="跟踪情况", max_length=2000, widget=forms.Textarea)
    next_on = forms.DateField(label="下次跟踪日期", required=False)
    close = forms.BooleanField(label="不再跟踪", required=False)

    def __init__(self, *args: Any, row: Observation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        on, after = data.get("on"), data.get("next_on")
        if on and not self.row.on <= on <= timezone.localdate():
            self.add_error("on", "日期应在记录日期之后，且不晚于今天。")
        if after and data.get("close"):
            self.add_error("next_on", "不再跟踪的，不填下次日期。")
        elif on and after and after <= on:
            self.add_error("next_on", "下次跟踪日期应晚于本次日期。")
        return data


class RaiseForm(CaseForm):
    """Who is told what came of it, and what kind of matter it is."""

    submit_label = "转为群众意见"
    category = forms.ModelChoiceField(
        label="类别", queryset=Category.objects.none(), error_messages={"required": "请选择类别。"}
    )
    voter_name = forms.CharField(
        label="反映人", max_length=30, help_text="办理结果告知这位反映人。",
        error_messages={"required": "请填写反映人。"},
    )  # fmt: skip
    phone = PhoneField(label="联系电话", required=False)

    def __init__(self, *args: Any, row: Observation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories_for(row.area)
        self.fields["category"].initial = row.category_id
        who = row.observer or (row.deputy.name if row.deputy else "")
        self.fields["voter_name"].initial = who[:30]

    def voter(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("voter_name", "phone")}


class LinkForm(CaseForm):
    """The opinion that came of it, by its number."""

    submit_label = "关联"
    number = forms.CharField(
        label="群众意见编号", max_length=40, help_text="已经登记过的，把它的编号填在这里。"
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_number(self) -> Opinion:
        number = self.cleaned_data["number"].strip()
        found = Opinion.objects.visible_to(self.user).filter(number=number).defer("grams").first()
        if found is None:
            raise forms.ValidationError("没有这个编号的群众意见，请核对。")
        return found
