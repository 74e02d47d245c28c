"""The forms of a unit's steps and of the dispatcher's answer to a hand-back."""

from typing import Any

from django import forms
from django.utils import timezone

from offices.models import Office
from pages.dates import cn_date
from pages.fields import PhoneField
from pages.options import SearchSelect
from suggestions.assigning import units_of
from suggestions.choices import ContactStage, ContactWay
from suggestions.groups import shared_reply
from suggestions.handbacks import days_until
from suggestions.models import ResultClass
from suggestions.replies import next_letter_number, result_classes
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
            self.fields["note"].help_text = f"退办期限至{cn_date(last)}。"
        field = self.fields["proposed_office"]
        field.queryset = units_of(self.subject.suggestion.area).exclude(pk=self.subject.office_id)
        field.widget.attrs["data-pick"] = ""


class ReassignForm(NoteForm):
    """To which unit the part goes instead: the one that was proposed, unless another is chosen."""

    submit_label = "同意退办并改交"
    field_order = ("successor", "note")
    successor = forms.ModelChoiceField(
        Office.objects.none(), label="改交单位", widget=SearchSelect("suggestions:units")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = units_of(self.subject.suggestion.area)
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

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError("面商日期不能晚于今天。")
        return self.cleaned_data["on"]


class DraftForm(StepForm):
    """The reply: what was written before stays, so that a returned draft is mended and not typed again."""

    submit_label = "提交签发"
    rows = 14
    text = forms.CharField(
        label="答复内容", max_length=20000, widget=forms.Textarea,
        help_text="逐条答复代表的建议；有协办单位的，须说明协办单位的意见。",
    )  # fmt: skip
    result_class = forms.ModelChoiceField(
        ResultClass.objects.none(), label="办理结果类别", widget=forms.RadioSelect, empty_label=None
    )
    contact_person = forms.CharField(label="联系人", max_length=30)
    contact_phone = PhoneField(label="联系电话")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        classes = result_classes(self.subject.suggestion.area)
        self.fields["result_class"].queryset = ResultClass.objects.filter(pk__in=[c.pk for c in classes])
        if reply := getattr(self.subject, "reply", None):
            for name in self.fields:
                self.fields[name].initial = getattr(reply, name)
        else:
            self._begin_with_companion()
            self.fields["contact_person"].initial = getattr(self.user, "name", "")
            self.fields["contact_phone"].initial = self.subject.office.phone

    def _begin_with_companion(self) -> None:
        """The text of the group's other reply to begin with; salutation and number are the clerk's to change."""
        if shared := shared_reply(self.subject):
            self.fields["text"].initial = shared.text
            self.fields["result_class"].initial = shared.result_class_id
            self.fields[
                "text"
            ].help_text = f"已带入并案的{shared.suggestion}的答复，请改好称谓、编号和各自的内容。"


class SendForm(StepForm):
    submit_label = "发出答复"
    letter_number = forms.CharField(label="文号", max_length=40, help_text="形如“铜教函〔2026〕12号”。")
    sent_on = forms.DateField(label="发出日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter_number"].initial = next_letter_number(self.subject.office)
        self.fields["sent_on"].initial = timezone.localdate()
        if not self.subject.office.letter_mark:
            self.fields["letter_number"].help_text += "本单位尚未设置发文代字，请手工填写。"


HANDLING_FORMS: dict[str, type[forms.Form]] = {
    "hand_back": HandBackForm,
    "agree_hand_back": NoteForm,
    "reassign": ReassignForm,
    "refuse_hand_back": ReasonForm,
    "give_opinion": OpinionForm,
    "log_contact": ContactForm,
    "draft_reply": DraftForm,
    "return_draft": ReasonForm,
    "recall": ReasonForm,
    "send_reply": SendForm,
}
