"""The Chinese words of choices, for lists.

get_<field>_display() makes the table of words anew at each call; a page of fifty rows asks for it a hundred times.
"""

from functools import cache
from typing import Any

from django.db.models import Model


@cache
def _labels(model: type[Model], name: str) -> dict[Any, str]:
    return {value: str(word) for value, word in model._meta.get_field(name).flatchoices}  # type: ignore[union-attr]


def label(row: Model, name: str) -> str:
    """What row.get_<name>_display() says."""
    value = getattr(row, name)
    return _labels(type(row), name).get(value, value)
