"""A meeting about the handling, and what a unit promises there."""

from typing import Any

from django import forms
from django.utils import timezone

from pages.layouts import PageForm, PageModelForm, Section
from pages.options import SearchSelectMultiple
from suggestions.choices_meetings import MeetingKind
from suggestions.meeting import answering_parts
from suggestions.models import Assignment, Batch, HandlingMeeting, Suggestion


class MeetingForm(PageModelForm):
    """The meeting with its suggestions, one by one or a whole batch."""

    suggestions = forms.ModelMultipleChoiceField(
        Suggestion.objects.none(), label="研究的建议", required=False, widget=SearchSelectMultiple("suggestions:meeting-options"),
        help_text="输入建议号或标题查找，可选多件。",
    )  # fmt: skip
    batch = forms.ModelChoiceField(
        Batch.objects.none(), label="或者整批选择", required=False, empty_label="不按批次",
        help_text="选中后，该批次的建议全部列入。",
    )  # fmt: skip

    class Meta:
        model = HandlingMeeting
        fields = ("kind", "title", "on", "place", "people", "record")

    sections = (
        Section("会议", (("kind", "on"), "title", ("place", "people"))),
        Section("研究哪些建议", ("suggestions", "batch")),
        Section("会议情况", ("record",)),
    )
    submit_label = "保存"

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suggestions"].queryset = Suggestion.objects.visible_to(user).filter(
            registered_on__isnull=False
        )
        self.fields["batch"].queryset = Batch.objects.visible_to(user).order_by("-pk")
        if self.instance.pk:
            self.initial["suggestions"] = list(self.instance.items.values_list("suggestion", flat=True))
        else:
            self.initial["on"] = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        counted = self.instance.pk and hasattr(self.instance, "ballot")
        if counted and data.get("kind") not in (None, MeetingKind.ASSESS):
            self.add_error("kind", "已登记测评票数，会议类型不能改变。")
        if not data.get("suggestions") and not data.get("batch"):
            self.add_error("suggestions", "请选择会议研究的建议，或者选择一个批次。")
        return data

    def chosen(self) -> list[Suggestion]:
        """Those chosen one by one, and those of the batch that one may know of."""
        batch, rows = self.cleaned_data["batch"], self.fields["suggestions"].queryset
        found = list(self.cleaned_data["suggestions"])
        return found + (list(rows.filter(batch_items__batch=batch)) if batch else [])


class PartOfMeeting(forms.ModelChoiceField):
    def label_from_instance(self, part: Assignment) -> str:
        return f"{part.office}（{part.suggestion}《{part.suggestion.title}》）"


class MeetingPromiseForm(PageForm):
    """What, by when, who answers for it, how it is proven."""

    submit_label = "登记承诺"
    assignment = PartOfMeeting(Assignment.objects.none(), label="承诺单位", empty_label="请选择")
    what = forms.CharField(label="承诺做什么", max_length=300)
    due_on = forms.DateField(label="何时完成")
    who = forms.CharField(label="谁负责", max_length=60)
    proof = forms.CharField(label="如何证明", max_length=200)

    sections = (Section("", ("assignment", "what", ("due_on", "who"), "proof")),)

    def __init__(self, *args: Any, meeting: HandlingMeeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [part.pk for part in answering_parts(meeting)]
        rows = Assignment.objects.filter(pk__in=keys).select_related("suggestion", "office")
        self.fields["assignment"].queryset = rows.order_by("suggestion__number", "pk")
