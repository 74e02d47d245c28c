"""Which suggestions are handled together."""

from typing import Any

from django import forms
from django.db.models import Case, Exists, OuterRef, Q, When

from pages.layouts import PageForm
from suggestions.models import HandlingGroup, Membership, Suggestion
from workflow.forms import StepForm


class Companions(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row: Suggestion) -> str:
        number = f"第{row.number}号 " if row.number else ""
        grouped = "，已并案" if row.grouped else ""
        return f"{number}{row.title}（{row.deputy}代表，{row.get_state_display()}，主办：{row.lead_office or '未交办'}{grouped}）"


class TogetherForm(PageForm):
    """The matter in a few words, and the suggestions that go with the one at hand."""

    submit_label = "预览"
    title = forms.CharField(label="并案事由", max_length=100, help_text="用一句话说明这些建议共同的事项。")
    companions = Companions(
        Suggestion.objects.none(), label="与哪些建议并案", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一件建议。"},
    )  # fmt: skip

    def __init__(self, *args: Any, rows: list[Suggestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Suggestion._base_manager.filter(pk__in=[row.pk for row in rows])
        inside = Membership._base_manager.filter(suggestion=OuterRef("pk"), left_at__isnull=True)
        found = found.annotate(grouped=Exists(inside))
        likest = Case(*(When(pk=row.pk, then=place) for place, row in enumerate(rows)), default=0)
        self.fields["companions"].queryset = found.select_related("deputy", "lead_office").order_by(likest)


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
