"""The name of a person or a place does not begin like a formula: spreadsheets would reckon with it. For forms and sheets."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError

SIGNS = "=+-@"
FIELDS = ("name", "voter_name", "contact_person")  # what forms call a field that holds a name


def wrong_name(text: str) -> str:
    """What is wrong with a name, or nothing. Wide signs are meant as well, and what cannot be seen before them."""
    first = next(
        (sign for sign in unicodedata.normalize("NFKC", text) if sign.isprintable() and sign != " "), ""
    )
    return f"不能以“{first}”开头：表格软件会把它当作公式。请改写。" if first and first in SIGNS else ""


def validate_name(text: str) -> None:
    """Refuse a name that begins like a formula."""
    if said := wrong_name(text):
        raise ValidationError(said, code="name")


def watch(name: str, field: forms.Field) -> None:
    """Hold a form's field to the rule where it is one for a name."""
    if name in FIELDS and isinstance(field, forms.CharField) and validate_name not in field.validators:
        field.validators = [*field.validators, validate_name]
