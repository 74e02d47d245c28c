"""The forms of micro-wishes and project proposals."""

from typing import Any

from django import forms
from django.utils import timezone

from deputies.models import Deputy
from pages.layouts import Section
from pages.options import SearchSelect
from stations.choices import Verdict
from stations.forms.desk import VisitForm
from stations.forms.fields import DeputyField, deputies_for
from stations.models import Station
from workflow.forms import ReasonForm, StepForm


class AcceptForm(StepForm):
    """What everybody may read of the wish."""

    title = forms.CharField(label="心愿", max_length=60)
    text = forms.CharField(label="公布内容", max_length=500, widget=forms.Textarea,
                           help_text="不写姓名、电话、门牌号，例如“社区一位独居老人想要一台收音机”。")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = self.subject.title


class ClaimForForm(StepForm):
    deputy = DeputyField(error_messages={"required": "请选择认领的代表。"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = deputies_for(self.user).filter(stationings__station=self.subject.station_id)
        self.fields["deputy"].queryset = Deputy._base_manager.filter(pk__in=here.values("pk"))


class FulfilForm(StepForm):
    result = forms.CharField(label="完成情况", max_length=1000, widget=forms.Textarea)
    done_on = forms.DateField(label="完成日期", initial=timezone.localdate)

    def clean_done_on(self) -> Any:
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("完成日期不能晚于今天。")
        return day


class LookBackForm(StepForm):
    verdict = forms.ChoiceField(label="申请人评价", choices=Verdict.choices, widget=forms.RadioSelect,
                                error_messages={"required": "请选择申请人的评价。"})  # fmt: skip
    words = forms.CharField(label="回访记录", max_length=300, required=False, widget=forms.Textarea)


class NewWishForm(VisitForm):
    """A wish told at the station: who, and what."""

    submit_label = "登记"
    station = forms.ModelChoiceField(label="联络站", queryset=Station._base_manager.none(),
                                     widget=SearchSelect("stations:own-options"))  # fmt: skip
    title = forms.CharField(label="心愿", max_length=60, help_text="一句话，例如：想要一台收音机。")
    text = forms.CharField(label="申请人原话", max_length=1000, widget=forms.Textarea)
    sections = (
        Section("心愿", ("station", "title", "text")),
        Section("申请人", (("voter_name", "phone"), "address", "confidential")),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("gender", "constituency"):
            del self.fields[name]
        self.fields["station"].queryset = Station.objects.visible_to(user).in_use()


class VoteForm(StepForm):
    """What a congress's vote on the year's projects came to."""

    meeting = forms.CharField(
        label="票决会议", max_length=60, help_text="例如：东湖区第十七届人民代表大会第六次会议。"
    )
    voted_on = forms.DateField(label="票决日期")
    valid = forms.IntegerField(label="收回有效票", min_value=1, max_value=9999)
    votes = forms.IntegerField(label="得票", min_value=0, max_value=9999)


class TrackForm(StepForm):
    progress = forms.CharField(label="进展", max_length=300, widget=forms.Textarea)


class FinishForm(StepForm):
    result = forms.CharField(label="办成情况", max_length=300, widget=forms.Textarea,
                             help_text="提出人凭回执码可以看到，不写个人信息。")  # fmt: skip
    done_on = forms.DateField(label="办成日期", initial=timezone.localdate)


WISH_FORMS: dict[str, type[forms.Form]] = {
    "accept": AcceptForm,
    "claim_for": ClaimForForm,
    "fulfil": FulfilForm,
    "visit": LookBackForm,
    **dict.fromkeys(("decline", "give_up", "again"), ReasonForm),
}
IDEA_FORMS: dict[str, type[forms.Form]] = {
    **dict.fromkeys(("decline", "reconsider"), ReasonForm), **dict.fromkeys(("choose", "lose"), VoteForm),
    "track": TrackForm, "finish": FinishForm,
}  # fmt: skip
