"""What a deputy says who asks to sign a colleague's suggestion."""

from django import forms

from workflow.forms import NoteForm


class JoinForm(NoteForm):
    """A word to the lead deputy, which may be left out."""

    submit_label = "申请联名"
    note = forms.CharField(
        label="给领衔代表的话", required=False, max_length=500, widget=forms.Textarea,
        help_text="可不填；如您了解的情况、为什么愿意联名。",
    )  # fmt: skip
