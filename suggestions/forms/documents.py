"""Which papers of which suggestions."""

from typing import Any

from django import forms

from pages.layouts import Section
from suggestions.documents.catalogue import DOCUMENTS
from suggestions.forms.ledger import RangeForm


class BatchForm(RangeForm):
    """One kind of paper, of the suggestions that the ledger's form chooses."""

    submit_label = "生成并下载"
    sections = (Section("生成哪一种文书", ("code",)), *RangeForm.sections)
    code = forms.ChoiceField(label="文书", choices=[(one.code, one.label) for one in DOCUMENTS.values()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("code", "which", "since", "until"))
