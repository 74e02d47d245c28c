"""Editing an area's standard, and noting what a station has of it."""

from typing import Any

from django import forms

from pages.files import PICTURES, UploadField
from pages.layouts import PageForm, PageModelForm, Section
from pages.overtaken import MarkedRow
from stations.models import StandardItem, StandardSet, Tier
from stations.standards import Standing, note_check

MET = (("yes", "已具备"), ("no", "尚未具备"))
TIERS = "不选的，适用于没有另定标准的各个层级；所选层级原来的标准不再适用于它们。"
BLANKS = 3  # empty lines for new items


class StandardSetForm(PageModelForm):
    class Meta:
        model = StandardSet
        fields = ("name", "source", "note", "name_rule", "tiers")
        widgets = {"tiers": forms.CheckboxSelectMultiple}
        help_texts = {
            "source": "写明文件名称，如：××市人大代表联络站建设规范。",
            "name_rule": "可用 {area} 代表行政区域、{tier} 代表层级、* 代表任意文字，如：{area}*{tier}。没有规定的不填。",
            "tiers": TIERS,
        }

    sections = (Section("标准", (("name", "source"), "note", "name_rule", "tiers")),)


class AdoptForm(PageForm):
    """A pattern taken over under a name of one's own, for some tiers or for all."""

    submit_label = "采用"
    name = forms.CharField(label="名称", max_length=30, required=False)
    tiers = forms.ModelMultipleChoiceField(
        label="适用层级", queryset=Tier.objects.all(), required=False, widget=forms.CheckboxSelectMultiple, help_text=TIERS
    )  # fmt: skip


class StandardItemForm(MarkedRow, forms.ModelForm):
    class Meta:
        model = StandardItem
        fields = ("order", "title", "detail", "fact", "active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = "请填写项目名称；不要这一项的，请取消“有效”。"
        self.fields["fact"].choices = [("", "由人登记"), *self.fields["fact"].choices[1:]]
        self.fields["order"].required = False

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 99


StandardItems = forms.inlineformset_factory(
    StandardSet, StandardItem, form=StandardItemForm, extra=BLANKS, can_delete=False, max_num=40
)


class ChecklistForm(PageForm):
    """One line an item: yes or no where a person says so, and a note for each."""

    submit_label = "保存"

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edits, self.standing = standing.station, standing
        for line in standing.lines:
            if not line.by_fact:
                initial = (
                    "" if line.check is None or line.check.met is None else "yes" if line.check.met else "no"
                )
                self.fields[f"met_{line.item.pk}"] = forms.ChoiceField(
                    label=line.item.title,
                    choices=MET,
                    required=False,
                    initial=initial,
                    widget=forms.RadioSelect,
                )
            self.fields[f"note_{line.item.pk}"] = forms.CharField(
                label=f"{line.item.title}：说明", max_length=200, required=False,
                initial=line.check.note if line.check else "",
            )  # fmt: skip

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """(line, field of yes or no, field of the note) in the order of the items."""
        return [
            (line, self[f"met_{line.item.pk}"] if not line.by_fact else None, self[f"note_{line.item.pk}"])
            for line in self.standing.lines
        ]

    def write(self, actor: Any) -> int:
        """Note every line that says something new; how many there were."""
        done = 0
        for line in self.standing.lines:
            said = self.cleaned_data.get(f"met_{line.item.pk}", "")
            met, note = ({"yes": True, "no": False}.get(said)), self.cleaned_data[f"note_{line.item.pk}"]
            before = (line.check.met, line.check.note) if line.check else (None, "")
            if (met, note) != before:
                note_check(actor, self.standing.station, line.item, met, note)
                done += 1
        return done


class PhotoForm(PageForm):
    submit_label = "上传"
    file = UploadField(
        label="照片", kinds=PICTURES, help_text="jpg 或 png，不超过20MB；不要拍到群众的脸和证件。"
    )
