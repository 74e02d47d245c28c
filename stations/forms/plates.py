"""The forms of a selection of model stations."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from offices.choices import Role
from offices.posts import holders
from pages.layouts import PageForm, PageModelForm, Section
from pages.options import SearchSelect
from stations.forms.years import follow_year, told_year
from stations.grades import ShowingPart
from stations.models import Station
from stations.models.plates import PlateGroup, PlateRound
from workflow.forms import ReasonForm, StepForm


class PlateRoundForm(PageModelForm):
    class Meta:
        model = PlateRound
        fields = ("year", "name", "plate", "most", "cut")
        help_texts = {"plate": "牌匾上的字，如：示范人大代表联络站。", "cut": "按得分从高到低授牌的站点数。"}

    sections = (Section("评选", (("year", "name"), "plate", ("most", "cut"))),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        follow_year(self, "name")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        told_year(self)
        most, cut = data.get("most"), data.get("cut")
        if cut is not None and cut < 1:
            self.add_error("cut", "至少授牌1个。")
        elif most is not None and cut is not None and cut > most:
            self.add_error("cut", "授牌名额不能多于参选站点。")
        return data


class CandidateForm(PageForm):
    submit_label = "提名"
    station = forms.ModelChoiceField(
        label="联络站", queryset=Station._base_manager.none(), widget=SearchSelect("stations:own-options")
    )
    reason = forms.CharField(label="推荐理由", max_length=300, widget=forms.Textarea)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()


class ShowingForm(PageForm):
    """A station that showed how it works: by being looked at, or by telling of it."""

    submit_label = "登记"
    station = forms.ModelChoiceField(
        label="联络站", queryset=Station._base_manager.none(), widget=SearchSelect("stations:own-options")
    )
    part = forms.ChoiceField(label="形式", choices=ShowingPart.choices)
    on = forms.DateField(label="日期", initial=timezone.localdate)
    people = forms.IntegerField(label="参加人数", min_value=0, max_value=9999, initial=0)
    words = forms.CharField(label="主要做法", max_length=300, widget=forms.Textarea)
    sections = (Section("", ("station", ("part", "on"), "people", "words")),)

    def __init__(self, *args: Any, user: Any, row: PlateRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("不能晚于今天。")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        same = {name: data.get(name) for name in ("station", "part", "on")}
        if all(same.values()) and self.row.showings.filter(**same).exists():
            self.add_error("station", "这个站当天已经登记过。")
        return data


class PlateGroupForm(PageForm):
    name = forms.CharField(label="名称", max_length=30, help_text="如：第一检查验收组。")
    members = forms.ModelMultipleChoiceField(
        label="成员", queryset=PlateGroup._base_manager.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择成员。"},
    )  # fmt: skip

    def __init__(self, *args: Any, row: PlateRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        people = [user.pk for user in holders((Role.COMMITTEE,), area=row.area)]
        users = PlateGroup._meta.get_field("members").related_model
        self.fields["members"].queryset = users._base_manager.filter(pk__in=people).order_by("name")
        self.fields["members"].label_from_instance = lambda user: user.name

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if PlateGroup._base_manager.filter(round=self.row, name=name).exists():
            raise forms.ValidationError("已有同名的验收组。")
        return name

    def save(self) -> PlateGroup:
        group = PlateGroup._base_manager.create(round=self.row, name=self.cleaned_data["name"])
        group.members.set(self.cleaned_data["members"])
        return group


class CandidateScoreForm(PageForm):
    score = forms.DecimalField(
        label="得分", min_value=Decimal(0), max_value=Decimal(100), max_digits=4, decimal_places=1,
        help_text="百分制，最多一位小数。",
    )  # fmt: skip
    words = forms.CharField(label="验收意见", max_length=300, required=False, widget=forms.Textarea)


class RecutForm(StepForm):
    places = forms.IntegerField(label="授牌名额", min_value=1)
    note = forms.CharField(label="理由", max_length=300, widget=forms.Textarea)


class AwardForm(StepForm):
    awarded_on = forms.DateField(label="授牌日期", initial=timezone.localdate)
    letters = forms.CharField(
        label="编号前缀", max_length=20, help_text="如：云人代示；编号为前缀、年度和名次。"
    )


PLATE_FORMS: dict[str, type[forms.Form]] = {
    "recut": RecutForm, "award": AwardForm, **dict.fromkeys(("back", "recall", "cancel"), ReasonForm),
}  # fmt: skip
