"""Who of the new congress follows a suggestion that an ended term left open."""

from django import forms

from deputies.models import Deputy
from pages.options import SearchSelect
from workflow.forms import NoteForm


class HeirForm(NoteForm):
    """One deputy; for many suggestions at once the same."""

    field_order = ("heir", "note")
    submit_label = "结转"
    heir = forms.ModelChoiceField(
        Deputy.objects.none(), label="接续联系的代表", widget=SearchSelect("suggestions:heirs"),
        help_text="从本级本届在任代表中选择；原提出人仍收到答复并评价。",
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heir"].queryset = Deputy._base_manager.all()  # carrying.carry says which of them may
