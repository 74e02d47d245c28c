"""Correcting who came, and asking to see a voter's data in full."""

from typing import Any

from django import forms

from pages.fields import keyed_digest
from pages.layouts import PageForm
from stations.forms.desk import VisitForm
from stations.models import Opinion, Visit


class CorrectForm(VisitForm):
    """The voter's own data; the matters are corrected on their opinions."""

    submit_label = "保存"

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        initial = {name: getattr(visit, name) for name in self.base_fields if name != "token"}
        super().__init__(*args, initial=initial, **kwargs)
        del self.fields["token"]
        self.edits = self.visit = visit

    def write(self) -> list[str]:
        """Put the data on the row, in memory; the names of the fields to save."""
        for name, value in self.voter().items():
            setattr(self.visit, name, value)
        self.visit.phone_digest = keyed_digest(self.visit.phone)
        return [*self.voter(), "phone_digest"]

    def spread(self) -> None:
        """Who asks for secrecy later asks it for what he said, too."""
        if self.visit.confidential:
            Opinion._base_manager.filter(matters__visit=self.visit).update(confidential=True)


class UnmaskForm(PageForm):
    """Why somebody needs to read a voter's data in full; kept in the journal."""

    reason = forms.CharField(label="查看理由", max_length=200, min_length=4,
                             help_text="如：电话回访告知办理结果。理由和查看记录将写入日志。",
                             error_messages={"required": "请写明查看理由。", "min_length": "理由太短，请写清楚。"})  # fmt: skip
    submit_label = "查看"
