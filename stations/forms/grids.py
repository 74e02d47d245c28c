"""The forms of grids, of sheets brought in, and of money."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from deputies.models import Deputy
from offices.choices import Role
from offices.models import Area
from offices.posts import holds
from offices.scope import scope_of
from pages.files import SHEETS, UploadField
from pages.layouts import PageForm, PageModelForm, Section
from pages.options import SearchSelect, SearchSelectMultiple
from stations.choices import FundKind, GridTier
from stations.models import FundEntry, Grid, Station


class GridForm(PageModelForm):
    """A grid and the deputies assigned to it now."""

    submit_label = "保存网格"
    deputies = forms.ModelMultipleChoiceField(
        label="网格代表", queryset=Deputy._base_manager.none(), required=False,
        widget=SearchSelectMultiple("stations:registry-options"), help_text="去掉一位，即从今天起不再负责这个网格，记录保留。",
    )  # fmt: skip
    sections = (
        Section("网格", (("code", "name"), ("area", "tier"), ("parent", "households"), "active")),
        Section("代表", ("deputies",)),
    )

    class Meta:
        model = Grid
        fields = ("code", "name", "area", "tier", "parent", "households", "active")
        widgets = {"area": SearchSelect("stations:area-options")}
        help_texts = {"parent": "只有小网格填写。"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(pk__in=scope_of(user).ids("area"))
        self.fields["parent"].queryset = Grid.objects.visible_to(user).filter(tier=GridTier.BIG)
        self.fields["parent"].widget.attrs["data-pick"] = ""
        here = Q(pk__in=Deputy.objects.visible_to(user).values("pk"))
        if self.instance.pk:
            now = self.instance.assigned.filter(ends_on=None).values("deputy")
            self.fields["deputies"].initial = Deputy._base_manager.filter(pk__in=now)
            here |= Q(pk__in=now)
        self.fields["deputies"].queryset = Deputy._base_manager.filter(here)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        parent = data.get("parent")
        if parent and data.get("tier") == GridTier.BIG:
            self.add_error("parent", "大网格没有上级，请留空。")
        elif parent and parent.pk == self.instance.pk:
            self.add_error("parent", "不能属于自己。")
        if self.instance.pk and data.get("tier") == GridTier.SMALL and self.instance.small_grids.exists():
            self.add_error("tier", "它下面还有小网格，请先改动那些小网格。")
        return data


class SheetForm(PageForm):
    """The filled sheet."""

    submit_label = "上传核对"
    file = UploadField(kinds=SHEETS, label="填好的表格（.xlsx）")


class FundForm(PageModelForm):
    """What was given or spent; stations write down what they spend, the office also what it gives."""

    sections = (Section("", ("station", ("kind", "year"), ("on", "amount"), "item", "document")),)

    class Meta:
        model = FundEntry
        fields = ("station", "kind", "year", "on", "amount", "item", "document")
        widgets = {"station": SearchSelect("stations:own-options")}
        help_texts = {"item": "如：年度运行经费、购置桌椅、印制宣传册。", "year": "列入哪一年的经费。"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()
        self.fields["year"].initial = timezone.localdate().year
        if not holds(user, Role.COMMITTEE):
            self.fields["kind"].choices = [(FundKind.SPENDING.value, FundKind.SPENDING.label)]

    def clean_on(self) -> dt.date:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("日期不能晚于今天。")
        return day

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not 2000 <= year <= timezone.localdate().year + 1:
            raise forms.ValidationError("请填写四位年份，不晚于明年。")
        return year
