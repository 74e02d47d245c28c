"""Which suggestions are handled together."""

from typing import Any

from django import forms
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from pages.layouts import PageForm
from pages.options import SearchSelectMultiple
from suggestions.models import HandlingGroup, Membership, Suggestion
from workflow.forms import StepForm


class Companions(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row: Suggestion) -> str:
        grouped = "，已并案" if row.grouped else ""
        told = f"{row.deputy}代表，{row.get_state_display()}，主办：{row.lead_office or '未交办'}{grouped}"
        return f"{row.called} {row.title}（{told}）"


class TogetherForm(PageForm):
    """The matter in a few words, and the suggestions that go with the one at hand."""

    submit_label = "预览"
    title = forms.CharField(label="并案事由", max_length=100, help_text="用一句话说明这些建议共同的事项。")
    companions = Companions(
        Suggestion.objects.none(), label="与哪些建议并案", widget=forms.CheckboxSelectMultiple, required=False
    )
    others = forms.ModelMultipleChoiceField(
        Suggestion.objects.none(), label="其他建议", widget=SearchSelectMultiple("suggestions:meeting-options"),
        required=False,
        help_text="上面没有列出的，输入“第123号”或标题查找；须尚未交办，或由同一单位主办、正在办理。已在并案中的，并入那一并案。",
        error_messages={"invalid_choice": "所选建议不能并案：须尚未交办，或由同一单位主办、正在办理。"},
    )  # fmt: skip

    def __init__(
        self, *args: Any, rows: list[Suggestion], all_rows: QuerySet[Suggestion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].queryset = all_rows.select_related("deputy", "lead_office")
        if not rows:
            del self.fields["companions"]
            return
        found = Suggestion._base_manager.filter(pk__in=[row.pk for row in rows])
        inside = Membership._base_manager.filter(suggestion=OuterRef("pk"), left_at__isnull=True)
        found = found.annotate(grouped=Exists(inside))
        likest = Case(*(When(pk=row.pk, then=place) for place, row in enumerate(rows)), default=0)
        self.fields["companions"].queryset = found.select_related("deputy", "lead_office").order_by(likest)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not self.chosen():
            self.add_error("companions" if "companions" in self.fields else "others", "请至少选择一件建议。")
        return data

    def chosen(self) -> list[Suggestion]:
        """Ticked, and looked up; each once."""
        both = [*self.cleaned_data.get("companions", ()), *self.cleaned_data.get("others", ())]
        return list(dict.fromkeys(both))


class JoinForm(StepForm):
    """The groups that this suggestion may join as they are."""

    submit_label = "并入"
    group = forms.ModelChoiceField(
        HandlingGroup.objects.none(), label="并入哪一个并案", empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = Membership._base_manager.filter(group=OuterRef("pk"), left_at__isnull=True)
        rows = HandlingGroup.objects.visible_to(self.user).filter(Exists(inside), area=self.subject.area_id)
        if self.subject.lead_office_id:
            rows = rows.filter(Q(lead_office=self.subject.lead_office_id) | Q(lead_office=None))
        self.fields["group"].queryset = rows.order_by("-pk")
