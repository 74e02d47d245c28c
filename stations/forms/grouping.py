"""The form that brings a station's groups' deputies into the station."""

from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from deputies.models import Deputy, GroupMember
from pages.layouts import PageForm
from stations.models import Station, Stationing


class GroupStationingForm(PageForm):
    """Who comes, all ticked at first; each with his group and where he is assigned now."""

    deputies = forms.ModelMultipleChoiceField(
        label="代表", queryset=Deputy._base_manager.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择代表。", "invalid_choice": "所选代表中有的已经编入本站，请重新选择。"},
    )  # fmt: skip
    starts_on = forms.DateField(label="进站日期", initial=timezone.localdate)
    move = forms.BooleanField(
        label="同时结束在其他站点的编组", required=False, help_text="不勾选的，代表同时属于两个站点。"
    )
    submit_label = "编入本站"

    def __init__(self, *args: Any, outside: QuerySet, station: Station, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member = GroupMember._base_manager.filter(group__stations=station, ends_on=None).select_related(
            "group"
        )
        there = Stationing._base_manager.filter(ends_on=None).select_related("station")
        rows = outside.prefetch_related(
            Prefetch("memberships", member, to_attr="here_by"),
            Prefetch("stationings", there, to_attr="elsewhere"),
        )
        self.choices = list(rows)
        field = self.fields["deputies"]
        field.queryset = outside
        field.choices = [(one.pk, _told(one)) for one in self.choices]
        field.initial = [one.pk for one in self.choices]


def _told(deputy: Any) -> str:
    groups = "、".join(one.group.name for one in deputy.here_by)
    stations = "、".join(one.station.name for one in deputy.elsewhere)
    return f"{deputy.name}（{groups}；{f'现在{stations}' if stations else '尚未编组'}）"
