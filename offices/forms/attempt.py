"""Doing what a form asks for, with the refusal beside the field it is about."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


def attempt(form: forms.BaseForm, deed: Callable[..., Any], *args: Any, **data: Any) -> Any:
    """What the deed returns, or None with its refusal entered in the form."""
    try:
        return deed(*args, **data)
    except ValidationError as no:
        faults = no.message_dict if hasattr(no, "error_dict") else {"": no.messages}
        for field, messages in faults.items():
            form.add_error(field if field in form.fields else None, messages)
        return None
