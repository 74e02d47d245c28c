"""The forms of 《代表之声》: the excerpt, and a leader's instruction."""

from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from pages.files import UploadField
from suggestions.charging import READING, people_of, titled
from suggestions.voicing import is_reader
from workflow.forms import StepForm


class ReadersChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, user: User) -> str:
        return titled(user)


class VoiceForm(StepForm):
    """The excerpt, begun with the suggestion's own words."""

    submit_label = "编发"
    rows = 8
    headline = forms.CharField(label="标题", max_length=100)
    digest = forms.CharField(label="摘报内容", max_length=3000, widget=forms.Textarea)
    recipients = forms.CharField(
        label="报送", max_length=200, help_text="例如：市委书记、市长；多人用顿号分开。"
    )
    readers = ReadersChoice(
        User.objects.none(), label="在系统中送阅", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="有账号的领导可以在本人待办中阅看并批示。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.subject
        self.fields["readers"].queryset = people_of(row, READING)
        words = "\n".join(text for text in (row.situation, row.proposal) if text)
        self.initial = {"headline": row.title, "digest": words}


class InstructionForm(StepForm):
    submit_label = "登记批示"
    leader = forms.CharField(label="批示领导", max_length=40)
    words = forms.CharField(label="批示内容", max_length=1000, widget=forms.Textarea)
    on = forms.DateField(label="批示日期")
    scan = UploadField(label="批示件", required=False, help_text="手写批示的扫描件或照片，可不附。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        if is_reader(self.subject, self.user):
            self.fields["leader"].initial, self.fields["leader"].disabled = titled(self.user), True


VOICE_FORMS: dict[str, type[forms.Form]] = {"instruct": InstructionForm}
