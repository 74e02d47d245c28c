"""Founding, changing, moving and closing a station; its staff and its deputies."""

import re
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from deputies.models import Deputy, Group
from offices.models import Area
from offices.scope import scope_of
from pages.dates import cn_date
from pages.layouts import PageForm, PageModelForm, Section
from pages.options import SearchSelect, SearchSelectMultiple
from stations.choices import LabelSort, StaffDuty
from stations.forms.activities import labels_for
from stations.labels import area_of
from stations.models import Label, Station
from stations.places import wrong_places
from stations.staffing import last_worked

FACTS = ("host", "address", "phone", "hours", "mobile", "online", "longitude", "latitude", "labels")


SHORTEST = 5  # digits of a telephone: 12345
PLACE_HELP = {
    "longitude": "十进制度数，如118.123456；在地图上显示站点用，可以不填。",
    "latitude": "如27.123456；各站用同一种坐标。",
}


class Placing:
    """Longitude and latitude: both or neither, and within the country; a telephone that voters can dial."""

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]  # type: ignore[attr-defined]
        if phone and len(re.findall("[0-9]", phone)) < SHORTEST:
            raise forms.ValidationError("请用数字填写电话，例如0599-8654321。")
        return phone

    def clean(self) -> dict[str, Any]:
        data = super().clean()  # type: ignore[misc]
        east, north = data.get("longitude"), data.get("latitude")
        faulty = {"longitude", "latitude"} & set(self.errors)  # type: ignore[attr-defined]
        given = east is not None or north is not None
        for label, said in wrong_places(east, north) if given and not faulty else ():
            self.add_error("longitude" if label == "经度" else "latitude", said)  # type: ignore[attr-defined]
        return data


class StationForm(Placing, PageModelForm):
    """A station; the parent is chosen once here and changed by moving it."""

    parent = forms.ModelChoiceField(
        label="上级站点", queryset=Station._base_manager.none(), required=False,
        widget=SearchSelect("stations:options"), help_text="总站和没有上级的站点不填。",
    )  # fmt: skip

    class Meta:
        model = Station
        fields = ("code", "name", "tier", "kind", "area", *FACTS, "opened_on", "groups")
        help_texts = PLACE_HELP
        widgets = {
            "area": SearchSelect("stations:area-options"), "groups": SearchSelectMultiple("stations:group-options"),
        }  # fmt: skip

    sections = (
        Section("站点", ("parent", ("code", "name"), ("tier", "kind"), ("area", "opened_on"))),
        Section(
            "所在与开放",
            (
                "host",
                "address",
                ("phone", "hours"),
                ("mobile", "online"),
                ("longitude", "latitude"),
                "labels",
            ),
        ),
        Section("代表小组", ("groups",), "站长一般由组长兼任。"),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(pk__in=scope_of(user).ids("area"))
        self.fields["parent"].queryset = Station.objects.visible_to(user).in_use()
        _choose_labels(self, area_of(user))
        self.fields["groups"].queryset = Group.objects.visible_to(user).filter(active=True)
        if self.instance.pk:
            del self.fields["parent"]

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        parent, tier = data.get("parent"), data.get("tier")
        if parent and tier and tier.rank < parent.tier.rank:
            self.add_error("tier", f"层级不能高于上级站点（{parent.tier}）。")
        area = data.get("area")
        if parent and area and not area.path.startswith(parent.area.path):
            self.add_error("area", f"应在上级站点所在的{parent.area}之内。")
        if not data.get("address") and not data.get("mobile") and "address" not in self.errors:
            self.add_error("address", "请填写地址；没有固定地址的，请勾选流动站点。")
        return data


class FactsForm(Placing, PageModelForm):
    """What the station's own staff keep up to date."""

    class Meta:
        model = Station
        fields = FACTS
        help_texts = PLACE_HELP

    sections = (
        Section(
            "所在与开放",
            (
                "host",
                "address",
                ("phone", "hours"),
                ("mobile", "online"),
                ("longitude", "latitude"),
                "labels",
            ),
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_labels(self, self.instance.area)


def _choose_labels(form: Any, area: Area) -> None:
    """The platform functions and tags of the area's lists, and those that the station already has."""
    field = form.fields["labels"]
    rows = labels_for(area, LabelSort.FUNCTION) | labels_for(area, LabelSort.TAG)
    if form.instance.pk:
        rows |= Label.objects.filter(stations=form.instance)
    field.queryset = rows.distinct()
    field.widget = forms.CheckboxSelectMultiple(choices=field.widget.choices)
    field.required = False


class MoveForm(PageForm):
    """Another place in the tree."""

    parent = forms.ModelChoiceField(
        label="新的上级站点", queryset=Station._base_manager.none(), required=False,
        widget=SearchSelect("stations:options"), help_text="不填则成为没有上级的站点。",
    )  # fmt: skip
    submit_label = "移动"

    def __init__(self, *args: Any, station: Station, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.station = station
        self.fields["parent"].queryset = Station.objects.visible_to(user).in_use()

    def clean_parent(self) -> Station | None:
        parent = self.cleaned_data["parent"]
        if parent and parent.path.startswith(self.station.path):
            raise forms.ValidationError("不能移到自己或自己的下级之下。")
        if parent and parent.tier.rank > self.station.tier.rank:
            raise forms.ValidationError(f"上级站点的层级（{parent.tier}）低于本站（{self.station.tier}）。")
        return parent


class CloseForm(PageForm):
    """The day a station is closed: not before it was founded, nor before the last voter or reception day there."""

    closed_on = forms.DateField(label="撤销日期", initial=timezone.localdate)
    submit_label, submit_style = "撤销站点", "danger"

    def __init__(self, *args: Any, station: Station, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.station = station

    def clean_closed_on(self) -> Any:
        day = self.cleaned_data["closed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("撤销日期不能晚于今天。")
        if self.station.opened_on and day < self.station.opened_on:
            raise forms.ValidationError(f"撤销日期不能早于设立日期（{cn_date(self.station.opened_on)}）。")
        if (last := last_worked(self.station)) and day < last:
            raise forms.ValidationError(f"本站{cn_date(last)}还有接待或来访登记，撤销日期不能早于这一天。")
        return day


class StaffForm(PageForm):
    """Put a person to work at a station."""

    user = forms.ModelChoiceField(label="人员", queryset=User.objects.none(),
                                  widget=SearchSelect("stations:user-options"))  # fmt: skip
    duty = forms.ChoiceField(label="职责", choices=StaffDuty.choices, initial=StaffDuty.CLERK)
    starts_on = forms.DateField(label="任职自", initial=timezone.localdate)
    submit_label = "任命"

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people


class EndForm(PageForm):
    """The last day of a staff member's duty or of a deputy's assignment."""

    ends_on = forms.DateField(label="截止日期", initial=timezone.localdate)
    submit_label = "确定"

    def __init__(self, *args: Any, starts_on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts_on = starts_on

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if day < self.starts_on:
            raise forms.ValidationError("截止日期不能早于开始日期。")
        return day


class StationingForm(PageForm):
    """Assign deputies to a station, or move them to it."""

    deputies = forms.ModelMultipleChoiceField(
        label="代表", queryset=Deputy._base_manager.none(), widget=SearchSelectMultiple("stations:registry-options"),
        error_messages={"required": "请选择代表。"},
    )  # fmt: skip
    starts_on = forms.DateField(label="进站日期", initial=timezone.localdate)
    move = forms.BooleanField(label="同时结束在其他站点的编组", required=False)
    remark = forms.CharField(label="备注", max_length=80, required=False)
    submit_label = "编入本站"

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputies"].queryset = Deputy.objects.visible_to(user)
