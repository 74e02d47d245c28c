"""The forms of groups' themes."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from deputies.models import Group
from offices.models import Category
from pages.layouts import PageForm, Section
from pages.options import SearchSelect
from stations.forms.fields import categories_for
from stations.models import Opinion
from stations.tables import headline
from stations.themes import usable
from workflow.forms import ReasonForm, StepForm

MONTHS = ((1, "近一个月"), (3, "近三个月"), (6, "近半年"), (12, "近一年"))
DAYS_A_MONTH = 30
REQUIRED_GROUP = {"required": "请选择代表小组。"}


class ClusterForm(PageForm):
    """Which opinions to look through. Sent by GET."""

    submit_label = "查找相近意见"
    category = forms.ModelChoiceField(label="类别", queryset=Category.objects.none())
    months = forms.TypedChoiceField(label="时间", choices=MONTHS, coerce=int, initial=3)
    sections = (Section("", (("category", "months"),)),)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories_for(user.acting.principal.area)

    @property
    def since(self) -> dt.date:
        return timezone.localdate() - dt.timedelta(days=DAYS_A_MONTH * self.cleaned_data["months"])


class OpinionsField(forms.ModelMultipleChoiceField):
    """Opinions by their first words."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row: Any) -> str:
        return f"{headline(row)}（{row.number}，{row.get_state_display()}）"


class ThemeForm(PageForm):
    """A theme, the opinions it stands on, and the group it is handed to."""

    submit_label = "交给小组"
    title = forms.CharField(label="议题", max_length=60, help_text="一句话，例如：老旧小区加装电梯难。")
    reason = forms.CharField(
        label="提出理由", max_length=1000, widget=forms.Textarea, help_text="为什么请小组研究，希望做到什么。"
    )
    group = forms.ModelChoiceField(
        label="代表小组", queryset=Group.objects.none(), widget=SearchSelect("stations:group-options"),
        error_messages=REQUIRED_GROUP,
    )  # fmt: skip
    opinions = OpinionsField(
        label="所据群众意见", queryset=Opinion._base_manager.none(),
        error_messages={"required": "请至少选择一件意见。"}, help_text="小组代表可以看到选民原话，看不到选民是谁。",
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, keys: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.visible_to(user).filter(active=True)
        rows = usable(user).filter(pk__in=keys).defer("grams").order_by("-opened_on", "-pk")
        self.fields["opinions"].queryset = rows
        self.fields["opinions"].initial = keys


class AmendThemeForm(StepForm):
    """The wording, put right after the leader sent it back."""

    title = forms.CharField(label="议题", max_length=60)
    reason = forms.CharField(label="提出理由", max_length=1000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edits = self.subject
        for name in ("title", "reason"):
            self.fields[name].initial = getattr(self.subject, name)


class FinishForm(StepForm):
    done = forms.CharField(label="开展的工作", max_length=2000, widget=forms.Textarea)
    outcome = forms.CharField(
        label="成果",
        max_length=2000,
        widget=forms.Textarea,
        help_text="如形成代表建议、推动解决、向群众说明。",
    )


class HandOnForm(StepForm):
    group = forms.ModelChoiceField(
        label="代表小组", queryset=Group.objects.none(), widget=SearchSelect("stations:group-options"),
        error_messages=REQUIRED_GROUP,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Group.objects.visible_to(self.user).filter(active=True)
        self.fields["group"].queryset = rows.exclude(pk=self.subject.group_id)


class RecordForm(StepForm):
    note = forms.CharField(
        label="开展的工作", max_length=2000, widget=forms.Textarea,
        error_messages={"required": "请写明开展了什么工作。"}, help_text="例如：11月20日走访桃园社区12户，座谈一次。",
    )  # fmt: skip


THEME_FORMS: dict[str, type[forms.Form]] = {
    "finish": FinishForm,
    "amend": AmendThemeForm,
    "again": HandOnForm,
    "record": RecordForm,
    **dict.fromkeys(("decline", "withdraw", "return"), ReasonForm),
}
