"""Escaping for HTML written as strings: Django's own looks for lazy texts first, which takes six times as long."""

import re
from html import escape as escape_text
from typing import Any

from django.utils.html import conditional_escape

_marked = re.compile("[&<>\"']").search


def escape(value: Any) -> str:
    """The text of a value, safe between tags and in quotes; what is marked safe stays as it is."""
    if type(value) is str:
        return value if value.isalnum() or not _marked(value) else escape_text(value)
    return str(value) if type(value) is int else conditional_escape(value)


def attributes(given: dict[str, Any]) -> str:
    """The attributes of a tag, each after a space: true ones by their name alone, those without a value left out."""
    return "".join(
        [
            f" {name}" if value is True else f' {name}="{escape(value)}"'
            for name, value in given.items()
            if value is not None and value is not False
        ]
    )
