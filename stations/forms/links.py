"""The forms of members, of whom they keep contact with, and of each contact."""

import re
from typing import Any

from django import forms
from django.utils import timezone

from deputies.models import Deputy
from pages.layouts import CaseForm, PageForm, Section
from pages.options import SearchSelectMultiple
from stations.choices import LinkRank, LinkWay
from stations.labels import area_of
from stations.linking import members_of
from stations.models import ContactLink, LinkMember, Station

MOST_FIRMS, LONGEST = 20, 80


class MemberForm(PageForm):
    """Several deputies of one rank at once."""

    submit_label = "登记"
    rank = forms.ChoiceField(label="身份", choices=LinkRank.choices)
    deputies = forms.ModelMultipleChoiceField(
        label="姓名", queryset=Deputy.objects.none(), widget=SearchSelectMultiple("stations:registry-options"),
        error_messages={"required": "请至少选择一位。"}, help_text="可多选；输入姓名查找。",
    )  # fmt: skip
    starts_on = forms.DateField(label="自", initial=timezone.localdate)
    sections = (Section("", ("rank", "deputies", "starts_on")),)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area_of(user)
        self.fields["deputies"].queryset = Deputy.objects.visible_to(user)

    def clean_deputies(self) -> Any:
        found = self.cleaned_data["deputies"]
        there = members_of(self.area).filter(deputy__in=found)
        if names := "、".join(row.deputy.name for row in there.select_related("deputy")):
            raise forms.ValidationError(f"{names}已在名单中；身份变了的，请先结束原来的登记。")
        return found

    def clean_starts_on(self) -> Any:
        return not_later(self.cleaned_data["starts_on"])


class LinksForm(PageForm):
    """Whom one member keeps contact with: deputies, stations, enterprises."""

    submit_label = "登记"
    member = forms.ModelChoiceField(
        label="联系人", queryset=LinkMember.objects.none(), widget=forms.Select(attrs={"data-pick": ""}),
        error_messages={"required": "请选择联系人。"},
    )  # fmt: skip
    deputies = forms.ModelMultipleChoiceField(
        label="联系代表", queryset=Deputy.objects.none(), required=False,
        widget=SearchSelectMultiple("stations:registry-options"),
    )  # fmt: skip
    stations = forms.ModelMultipleChoiceField(
        label="联系代表家站", queryset=Station._base_manager.none(), required=False,
        widget=SearchSelectMultiple("stations:own-options"),
    )  # fmt: skip
    firms = forms.CharField(
        label="联系企业", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text="每行一家企业。",
    )  # fmt: skip
    starts_on = forms.DateField(label="自", initial=timezone.localdate)
    sections = (Section("", ("member", "deputies", "stations", "firms", "starts_on")),)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = LinkMember.objects.visible_to(user).filter(ends_on=None).select_related("deputy")
        self.fields["member"].queryset = rows.order_by("deputy__sort_key", "pk")
        self.fields["deputies"].queryset = Deputy.objects.visible_to(user)
        self.fields["stations"].queryset = Station.objects.visible_to(user).in_use()

    def clean_starts_on(self) -> Any:
        return not_later(self.cleaned_data["starts_on"])

    def clean_firms(self) -> list[str]:
        """One a line, each once."""
        lines = [re.sub(r"\s+", " ", line).strip() for line in self.cleaned_data["firms"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_FIRMS:
            raise forms.ValidationError(f"一次最多登记{MOST_FIRMS}家。")
        if long := next((line for line in found if len(line) > LONGEST), ""):
            raise forms.ValidationError(f"“{long[:10]}…”超过{LONGEST}字，请每行只写一家企业的名称。")
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen = [data.get(name) for name in ("deputies", "stations", "firms")]
        if not any(chosen) and not {"deputies", "stations", "firms"} & set(self.errors):
            self.add_error("deputies", "请至少选择一名代表、一个家站或填写一家企业。")
        member = data.get("member")
        if member and data.get("deputies") and member.deputy in data["deputies"]:
            self.add_error("deputies", "不能联系本人，请去掉。")
        return data


class RecordForm(CaseForm):
    """One contact of one link."""

    submit_label = "保存"
    on = forms.DateField(label="联系日期", initial=timezone.localdate)
    way = forms.ChoiceField(label="联系方式", choices=LinkWay.choices)
    place = forms.CharField(label="联系地点", max_length=80, required=False)
    content = forms.CharField(label="联系内容", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    issue = forms.CharField(
        label="发现的问题及转交处理", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="没有的不填。转交了的，写明交给哪个部门、结果怎样。",
    )  # fmt: skip

    def __init__(self, *args: Any, link: ContactLink, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.link = link

    def clean_on(self) -> Any:
        day = not_later(self.cleaned_data["on"])
        if day < self.link.starts_on:
            raise forms.ValidationError("早于开始联系的日期。")
        return day


def not_later(day: Any) -> Any:
    """The day. Raises ValidationError for one to come."""
    if day > timezone.localdate():
        raise forms.ValidationError("不能晚于今天。")
    return day
