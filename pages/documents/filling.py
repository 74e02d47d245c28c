"""Filling a blank with the facts of a case."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from pages.dates import cn_date
from pages.documents.layouts import blank

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORDS = Environment(undefined=StrictUndefined, autoescape=True)
WORDS.filters["cn_date"] = lambda day: cn_date(day or None)


def fill(layout: str, facts: Mapping[str, Any]) -> bytes:
    """The paper as .docx. A fact that the layout names and nobody gave raises jinja2.UndefinedError."""
    template = DocxTemplate(BytesIO(blank(layout)))
    template.render(_clean(dict(facts)), WORDS, autoescape=True)
    file = BytesIO()
    template.save(file)
    return file.getvalue()


def _clean(value: Any) -> Any:
    """Texts without the control characters that no .docx may hold; None as nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "".join(one for one in value.replace("\r\n", "\n") if one == "\n" or one >= " ")
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value
