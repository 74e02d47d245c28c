"""Writing the rules that hang on the walls, and the photos of the deputies' board."""

from typing import Any

from django import forms

from pages.files import PICTURES, UploadField
from pages.layouts import PageForm, PageModelForm, Section
from stations.models import RuleDocument
from stations.walls import LISTS


class DocumentForm(PageModelForm):
    rows = 18

    class Meta:
        model = RuleDocument
        fields = ("title", "order", "tier", "text", "adopted_by", "adopted_on")
        help_texts = {
            "text": "一条一段。填写后才会出现在可打印的上墙制度里。",
            "adopted_by": "如：××市人大常委会代表工作委员会。",
        }

    sections = (
        Section("制度", (("title", "order"), "tier", "text")),
        Section("制定", (("adopted_by", "adopted_on"),)),
    )

    def __init__(self, *args: Any, area: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.area = area

    def clean_title(self) -> str:
        title = self.cleaned_data["title"].strip()
        same = RuleDocument._base_manager.filter(area=self.instance.area, title=title, withdrawn_on=None)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("已有同名的制度，请修改原有的一份。")
        return title


class StartForm(PageForm):
    """Begin with one of the lists of titles that are known."""

    submit_label = "按此建立"
    which = forms.ChoiceField(
        label="基本制度", widget=forms.RadioSelect,
        choices=[(code, f"{label}：{'、'.join(titles)}") for code, (label, titles) in LISTS.items()],
    )  # fmt: skip


class BoardPhotoForm(PageForm):
    submit_label = "上传"
    file = UploadField(
        label="照片", kinds=PICTURES, help_text="近期免冠正面照，jpg 或 png；上传前请征得代表本人同意。"
    )
