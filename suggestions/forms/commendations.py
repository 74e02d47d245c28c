"""The forms of a choice: opening it, naming, announcing."""

from typing import Any

from django import forms
from django.utils import timezone

from offices.models import Office
from pages.layouts import PageForm, PageModelForm, Section
from pages.options import SearchSelectMultiple
from suggestions.choices_meetings import Commended
from suggestions.commending import Candidate, best, best_units, eligible
from suggestions.models import Commendation


class CommendationForm(PageModelForm):
    submit_label = "开始评选"

    class Meta:
        model = Commendation
        fields = ("kind", "year", "title", "quota")

    sections = (Section("", (("kind", "year"), "title", "quota")),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        self.fields["year"] = forms.TypedChoiceField(
            label="年度",
            coerce=int,
            choices=[(year, f"{year}年") for year in range(this, this - 5, -1)],
            initial=this,
        )
        self.fields["title"].help_text = f"例如：{this}年度优秀代表建议"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        same = Commendation._base_manager.filter(area=self.instance.area, title=data.get("title"))
        if data.get("title") and same.exists():
            self.add_error("title", "已有同名的评选，请换一个名称。")
        if data.get("quota") == 0:
            self.add_error("quota", "名额至少为1；不限名额的留空。")
        return data


class NameForm(PageForm):
    """Who comes into question is proposed, anybody else may be looked up."""

    submit_label = "列入名单"
    proposed = forms.MultipleChoiceField(
        label="系统建议的", required=False, widget=forms.CheckboxSelectMultiple
    )
    chosen = forms.ModelMultipleChoiceField(Office.objects.none(), label="另外选择", required=False)
    reason = forms.CharField(label="推荐理由", max_length=200)

    sections = (Section("列入谁", ("proposed", "chosen")), Section("", ("reason",)))

    def __init__(self, *args: Any, commendation: Commendation, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = eligible(user, commendation.area, commendation.year)
        units = commendation.kind == Commended.UNIT
        there = set(commendation.nominees.values_list("office" if units else "suggestion", flat=True))
        found = best_units(user, commendation.area, commendation.year) if units else best(self.rows)
        self.candidates = {str(one.row.pk): one for one in found if one.row.pk not in there}
        self.fields["proposed"].choices = [(key, _label(one)) for key, one in self.candidates.items()]
        if units:
            self.fields["chosen"].queryset = Office.objects.filter(pk__in=self.rows.values("lead_office"))
            self.fields["chosen"].widget.attrs["data-pick"] = ""
        else:
            field = forms.ModelMultipleChoiceField(self.rows, label="另外选择", required=False)
            field.widget = SearchSelectMultiple("suggestions:meeting-options")
            field.widget.choices = field.choices
            field.help_text = "输入建议号或标题查找，可选多件；须是当年立案、已经答复的建议。"
            field.error_messages["invalid_choice"] = "须是当年立案、已经答复、不保密的建议。"
            self.fields["chosen"] = field
        if not self.candidates:
            del self.fields["proposed"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("proposed") and not data.get("chosen") and "chosen" not in self.errors:
            self.add_error("chosen", "请至少选择一个。")
        return data

    def named(self) -> list[Any]:
        """The rows ticked and those looked up."""
        ticked = [self.candidates[key].row for key in self.cleaned_data.get("proposed", ())]
        return [*ticked, *self.cleaned_data["chosen"]]


def _label(one: Candidate) -> str:
    title = f"{one.row}《{one.row.title}》" if hasattr(one.row, "title") else str(one.row)
    return f"{title}：{one.words}"


class AnnounceForm(PageForm):
    submit_label = "公布结果"
    decided_by = forms.CharField(label="决定机构", max_length=60, help_text="例如：市人大常委会主任会议")
    document = forms.CharField(label="文号", max_length=40, required=False)

    sections = (Section("", (("decided_by", "document"),)),)
