"""The forms of a unit's steps and of the dispatcher's answer to a hand-back."""

from typing import Any

from django import forms
from django.utils import timezone

from offices.models import Office
from pages.options import SearchSelect
from suggestions.assigning import sendable_by, units_of
from suggestions.choices import AssignmentState, ContactStage, ContactWay
from suggestions.forms.replying import DraftForm, FaceReplyForm
from suggestions.forms.time import TIME_FORMS
from suggestions.handbacks import days_until
from suggestions.replies import letter_example, next_letter_number
from workflow.calendar import due_words
from workflow.forms import NoteForm, ReasonForm, StepForm


class HandBackForm(ReasonForm):
    """退办: in writing, with reasons; another unit may be proposed, the dispatcher decides."""

    submit_label = "提交退办申请"
    proposed_office = forms.ModelChoiceField(
        Office.objects.none(),
        label="建议改交单位",
        required=False,
        help_text="可不填；由交办机构决定，不得自行转办。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "退办理由"
        self.fields["note"].error_messages["required"] = "请书面说明退办理由。"
        if last := days_until(self.subject):
            self.fields["note"].help_text = f"退办期限至{due_words(last)}。"
        field = self.fields["proposed_office"]
        field.queryset = units_of(self.subject.suggestion.area).exclude(pk=self.subject.office_id)
        field.widget.attrs["data-pick"] = ""


class ReassignForm(NoteForm):
    """To which unit the part goes instead: the one that was proposed, unless another is chosen."""

    submit_label = "同意退办并改交"
    field_order = ("successor", "note")
    successor = forms.ModelChoiceField(
        Office.objects.none(), label="改交单位", widget=SearchSelect("suggestions:recipients")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = sendable_by(self.user, self.subject.suggestion.area)
        self.initial = {"successor": self.subject.proposed_office_id}


class OpinionForm(StepForm):
    submit_label = "提交会办意见"
    rows = 5
    opinion = forms.CharField(
        label="会办意见",
        max_length=5000,
        widget=forms.Textarea,
        help_text="请写明职责范围内的具体意见和措施。",
    )


class UseForm(StepForm):
    """How it was made use of, where the deputy needs no written reply."""

    submit_label = "反馈"
    rows = 5
    used = forms.CharField(
        label="参考情况", max_length=5000, widget=forms.Textarea,
        help_text="研究了什么、采用了什么、打算怎么做；代表和人大代表工作机构都能看到。",
    )  # fmt: skip


class ContactForm(StepForm):
    """One contact with the deputy (面商)."""

    submit_label = "登记"
    stage = forms.ChoiceField(label="阶段", choices=ContactStage.choices, widget=forms.RadioSelect)
    way = forms.ChoiceField(label="方式", choices=ContactWay.choices, widget=forms.RadioSelect)
    on = forms.DateField(label="日期")
    place = forms.CharField(label="地点", max_length=80, required=False)
    people = forms.CharField(label="单位参加人", max_length=120, help_text="姓名和职务，多人用顿号分开。")
    content = forms.CharField(label="沟通内容", max_length=5000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        if self.subject.state == AssignmentState.DONE:
            after = ContactStage.AFTER
            self.fields["stage"].choices, self.fields["stage"].initial = [(after.value, after.label)], after

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError("面商日期不能晚于今天。")
        return self.cleaned_data["on"]


class ProgressForm(StepForm):
    submit_label = "报送"
    done = forms.CharField(label="已做工作", max_length=2000, widget=forms.Textarea)
    next_steps = forms.CharField(label="下一步打算", max_length=1000, required=False, widget=forms.Textarea)


class SendForm(StepForm):
    submit_label = "发出答复"
    letter_number = forms.CharField(label="文号", max_length=40)
    letter_on = forms.DateField(label="发出日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        example = letter_example(self.subject.office.area, self.subject.office.letter_mark)
        self.fields["letter_number"].help_text = f"形如“{example}”。"
        self.fields["letter_number"].initial = next_letter_number(self.subject.office)
        self.fields["letter_on"].initial = timezone.localdate()
        if not self.subject.office.letter_mark:
            self.fields["letter_number"].help_text += "本单位尚未设置发文代字，请手工填写。"


HANDLING_FORMS: dict[str, type[forms.Form]] = {
    "hand_back": HandBackForm,
    "agree_hand_back": NoteForm,
    "reassign": ReassignForm,
    "refuse_hand_back": ReasonForm,
    "give_opinion": OpinionForm,
    "note_use": UseForm,
    "log_contact": ContactForm,
    "draft_reply": DraftForm,
    "return_draft": ReasonForm,
    "recall": ReasonForm,
    "check_reply": NoteForm,
    "send_back": ReasonForm,
    "record_face_reply": FaceReplyForm,
    "report_progress": ProgressForm,
    "return_opinion": ReasonForm,
    **TIME_FORMS,
    "send_reply": SendForm,
}
