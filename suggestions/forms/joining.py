"""What a deputy says who asks to sign a colleague's suggestion."""

from typing import Any

from django import forms

from workflow.forms import NoteForm


class JoinForm(NoteForm):
    """A word to the lead deputy, which may be left out."""

    submit_label = "申请联名"
    note = forms.CharField(
        label="给领衔代表的话", required=False, max_length=500, widget=forms.Textarea,
        help_text="可不填；如您了解的情况、为什么愿意联名。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.subject.before:
            note = self.fields["note"]
            note.label, note.required, note.help_text = "再次申请的理由", True, ""
            note.error_messages["required"] = "请写明再次申请的理由。"
