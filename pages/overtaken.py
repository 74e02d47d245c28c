"""Two people at one form: the earlier save stands, and the later one is told who was faster and what is otherwise now.

A form that changes a row carries a mark of what it showed, field by field. Where a field
says something else by the time of saving, nothing is saved: what was typed stays, what is
there now stands beside it, and saving once more takes what was typed.
"""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from journal.models import last_deed
from pages.again import Overtaken
from pages.dates import cn_datetime
from pages.marks import changed, mark, now, word

AS_SEEN = "as_seen"  # the field that carries a form's mark
AFTER = "您的修改还没有保存，填写的内容都在下面，请与现在的内容核对；要以您填写的为准，再次保存即可。"


class Marked:
    """Mix it into a form before Django's own; `edits` is the row that the form changes, None for a new one."""

    edits: Model | None = None

    @property
    def mark_html(self) -> SafeString | str:
        """The mark as it goes out with the form; nothing where no row is changed."""
        if self.edits is None:
            return ""
        name = self.add_prefix(AS_SEEN)  # type: ignore[attr-defined]
        return format_html('<input type="hidden" name="{}" value="{}">', name, mark(self))

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]
        seen = self.data.get(self.add_prefix(AS_SEEN)) if self.edits else None  # type: ignore[attr-defined]
        if seen and isinstance(self, forms.BaseForm) and (fields := changed(self, seen)):
            labels = "、".join(f"“{_label(self, name)}”" for name in fields)
            told = f"您打开这一页以后，{_who(self.edits, seen)}修改了{labels}。{AFTER}"
            self.add_error(None, told)
            for name in fields:
                self.add_error(name, f"现在是：{now(self, name)}")


class MarkedRow(Marked):
    """The same for a model's own form, which also looks once more, with the row held, while it saves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance  # type: ignore[attr-defined]
        self.edits = row if row.pk else None
        self._found = self._stored(row) if self.edits else {}

    def _stored(self, row: Model) -> dict[str, str]:
        """What the row itself keeps of the form's fields."""
        own = {field.name for field in row._meta.concrete_fields}.intersection(self._meta.fields)  # type: ignore[attr-defined]
        return {name: word(value) for name, value in model_to_dict(row, own).items()}

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """With commit=False in the caller's own transaction, which holds the row until it is written."""
        if self.edits:
            row = type(self.edits)._base_manager.select_for_update().filter(pk=self.edits.pk).first()
            if row is None or self._stored(row) != self._found:
                raise Overtaken
        return super().save(commit)  # type: ignore[misc]


def _label(form: Any, name: str) -> str:
    return strip_tags(form[name].label).rstrip("*")


def _who(row: Model | None, seen: str) -> str:
    """Who changed the row since it was shown, and when, as the journal tells it."""
    moment = seen.split()[0]
    since = datetime.fromtimestamp(int(moment), UTC) if moment.isdecimal() else None
    entry = last_deed(row, since) if row and since else None
    return f"{entry.actor_name}已于{cn_datetime(entry.at)}" if entry else "别处刚刚"
