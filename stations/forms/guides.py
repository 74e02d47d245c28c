"""Naming the leader who guides stations and groups."""

from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from deputies.models import Group
from pages.layouts import PageForm, Section
from pages.options import SearchSelectMultiple
from stations.guiding import leaders_for
from stations.labels import area_of
from stations.models import Station


class GuideForm(PageForm):
    """One leader, and what he guides from a day on."""

    submit_label = "登记"
    leader = forms.ModelChoiceField(
        label="联系领导", queryset=User.objects.none(), error_messages={"required": "请选择领导。"},
        widget=forms.Select(attrs={"data-pick": ""}),
    )  # fmt: skip
    stations = forms.ModelMultipleChoiceField(
        label="联络站", queryset=Station._base_manager.none(), required=False,
        widget=SearchSelectMultiple("stations:own-options"),
    )  # fmt: skip
    groups = forms.ModelMultipleChoiceField(
        label="代表小组", queryset=Group.objects.none(), required=False,
        widget=SearchSelectMultiple("stations:group-options"),
    )  # fmt: skip
    starts_on = forms.DateField(label="自", initial=timezone.localdate)
    sections = (
        Section(
            "联系指导", ("leader", "stations", "groups", "starts_on"), "原来另有领导联系的，到这一天结束。"
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = leaders_for(area_of(user))
        self.fields["stations"].queryset = Station.objects.visible_to(user).in_use()
        self.fields["groups"].queryset = Group.objects.visible_to(user).filter(active=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if (
            not data.get("stations")
            and not data.get("groups")
            and not {"stations", "groups"} & set(self.errors)
        ):
            self.add_error("stations", "请至少选择一个联络站或代表小组。")
        return data

    def clean_starts_on(self) -> Any:
        day = self.cleaned_data["starts_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("不能晚于今天。")
        return day
