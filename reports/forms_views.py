"""The form under which a list is kept as a view."""

from typing import Any

from django import forms

from offices.models import Area
from pages.layouts import PageModelForm
from reports.models import KeptView


class KeptViewForm(PageModelForm):
    """A name, with whom it is shared, and when to be told."""

    submit_label = "保存视图"
    shared = forms.BooleanField(
        label="共享给本区域",
        required=False,
        help_text="本区域能打开这个列表的人都会看到这个视图，各人只看到自己权限内的记录。",
    )

    class Meta:
        model = KeptView
        fields = ("label", "on_worklist", "alert_above")
        help_texts = {"alert_above": "填写后，件数超过时列入次日晨报；填0表示有一件就提醒。不填不提醒。"}

    def __init__(self, *args: Any, area: Area | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area
        self.fields["shared"].initial = self.instance.area_id is not None

    def clean_label(self) -> str:
        label = self.cleaned_data["label"].strip()
        same = KeptView.objects.filter(owner=self.instance.owner, path=self.instance.path, label=label)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("您在这个列表中已有同名的视图。")
        return label

    def save(self, commit: bool = True) -> KeptView:
        self.instance.area = self.area if self.cleaned_data["shared"] else None
        self.instance.told = None
        return super().save(commit)
