"""The forms of activities, their photos, brands and lists of words."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from deputies.models import Deputy, Group
from offices.limits import setting
from offices.posts import holds
from pages.files import PICTURES, UploadField
from pages.layouts import PageForm, PageModelForm, Section
from pages.options import SearchSelect, SearchSelectMultiple
from stations.actors import STATION_ROLES
from stations.choices import LabelSort
from stations.forms.fields import DeputiesField, deputies_for
from stations.labels import area_of
from stations.models import Activity, Brand, Label, Station


def labels_for(area: Any, sort: str, kept: int | None = None) -> Any:
    """The words to choose from, with the one that the row already has."""
    rows = Label.objects.used_in(area, sort)
    return Label.objects.filter(Q(pk__in=rows.values("pk")) | Q(pk=kept))


class ActivityForm(PageModelForm):
    """What was done, by whom, where and when."""

    submit_label = "保存活动"
    rows = 5
    deputies = DeputiesField(
        label="参加代表", error_messages={"required": "请选择参加的代表。"},
        help_text="输入姓名查找；小组活动请逐一选择到会代表。",
    )  # fmt: skip
    sections = (
        Section(
            "活动",
            (
                "station",
                "group",
                ("kind", "function"),
                ("brand", "campaign"),
                "service",
                ("on", "place"),
                "theme",
            ),
        ),
        Section("参加人员", ("deputies", "others")),
        Section("内容和成果", ("study", "done", "outcome")),
    )

    class Meta:
        model = Activity
        fields = (
            "station", "group", "kind", "function", "brand", "campaign", "service", "on", "place", "theme", "others", "study",
            "done", "outcome",
        )  # fmt: skip
        widgets = {
            "station": SearchSelect("stations:own-options"), "group": SearchSelect("stations:group-options"),
        }  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, area = user, area_of(user)
        row = self.instance
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()
        self.fields["station"].required = holds(user, *STATION_ROLES)
        self.fields["group"].queryset = Group.objects.visible_to(user).filter(active=True)
        self.fields["group"].help_text = "小组开展的活动请选择小组；联络站的活动不填。"
        self.fields["kind"].queryset = labels_for(area, LabelSort.KIND, row.kind_id)
        self.fields["function"].queryset = labels_for(area, LabelSort.FUNCTION, row.function_id)
        self.fields["campaign"].queryset = labels_for(area, LabelSort.CAMPAIGN, row.campaign_id)
        self.fields["campaign"].help_text = "属于本区域统一部署的主题活动的，请选择。"
        if not self.fields["campaign"].queryset.exists():
            del self.fields["campaign"]
        self.fields["service"].queryset = labels_for(area, LabelSort.SERVICE, row.service_id)
        self.fields["service"].help_text = "代表带着专业特长为群众服务的，请选择。"
        if not self.fields["service"].queryset.exists():
            del self.fields["service"]
        self.fields["study"].help_text = "本次活动学习了什么，例如：代表法、有关文件。"
        self.fields["brand"].queryset = Brand.objects.visible_to(user).filter(
            Q(ended_on=None) | Q(pk=row.brand_id)
        )
        self.fields["deputies"].queryset = self._deputies()
        self.fields["others"].help_text = "只填人数，不含代表。"
        if row.pk:
            self.fields["deputies"].initial = row.deputies.all()

    def _deputies(self) -> Any:
        """Those stationed where this person may look, and those whom the row already names."""
        near = deputies_for(self.user)
        members = Group.objects.visible_to(self.user).values("members__deputy")
        rows = Q(pk__in=near.values("pk")) | Q(pk__in=members)
        if self.instance.pk:
            rows |= Q(pk__in=self.instance.deputies.values("pk"))
        return Deputy.objects.visible_to(self.user).filter(rows)

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("活动日期不能晚于今天；计划中的活动请在开展后登记。")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("station") and not data.get("group") and not {"station", "group"} & set(self.errors):
            self.add_error("station", "请选择联络站或代表小组，至少一项。")
        place = data.get("station") or data.get("group")
        if place and not data.get("study") and setting("activity_study", place.area).flag:
            self.add_error("study", "本区域规定每次活动都有学习内容，请填写。")
        return data


class PhotoForm(PageForm):
    """One photo of an activity."""

    submit_label = "添加照片"
    photo = UploadField(kinds=PICTURES, label="照片", help_text="jpg或png，每次一张。")


class BrandForm(PageModelForm):
    """A brand and the stations that work under it."""

    submit_label = "保存品牌"
    rows = 6
    sections = (Section("品牌", ("name", ("since", "ended_on"), "stations", "intro")),)

    class Meta:
        model = Brand
        fields = ("name", "since", "ended_on", "stations", "intro")
        widgets = {"stations": SearchSelectMultiple("stations:own-options")}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["stations"].queryset = Station.objects.visible_to(user)
        self.fields["stations"].required = holds(user, *STATION_ROLES)
        self.fields["stations"].help_text = "在这个品牌下开展工作的站点。"
        self.fields["ended_on"].help_text = "仍在使用的不填。"
        self.fields["intro"].help_text = "工作方法、特点和经验，供本区域交流。"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        since, ended = data.get("since"), data.get("ended_on")
        if since and ended and ended < since:
            self.add_error("ended_on", "停用日期不能早于创建日期。")
        area = self.instance.area if self.instance.pk else area_of(self.user)
        same = Brand._base_manager.filter(area=area, name=data.get("name")).exclude(pk=self.instance.pk)
        if data.get("name") and same.exists():
            self.add_error("name", "本区域已有同名的品牌。")
        return data


class LabelForm(PageModelForm):
    """A word of the area's own list."""

    class Meta:
        model = Label
        fields = ("name", "purpose", "words", "order", "active")
        help_texts = {
            "purpose": "决定这类活动登记进哪本台账。", "active": "停用后不能再选，已登记的不变。",
            "words": "用顿号分开；代表的专业特长含有其中一词的，列为这项服务的专业代表。",
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.sort == LabelSort.KIND:
            self.fields["purpose"].required = True
        else:
            del self.fields["purpose"]
        if self.instance.sort != LabelSort.SERVICE:
            del self.fields["words"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        same = Label.objects.filter(area=self.instance.area, sort=self.instance.sort, name=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("清单中已有这个词条。")
        return name
