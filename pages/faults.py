"""What a field says when it refuses: the house's words, and how long a text may be where nobody said."""

from django import forms
from django.core.validators import MaxLengthValidator

REQUIRED = forms.Field.default_error_messages["required"]
LONG, SHORT = 20_000, 200  # characters of a text area and of a line
TOO_LONG = "最多%(limit_value)d字，现有%(show_value)d字，请精简。"
AGAIN = "所选的不在可选范围内，请重新选择。"
CHOICES = {"invalid_choice": AGAIN, "invalid_pk_value": AGAIN, "invalid_list": "请重新选择。"}


def word(field: forms.Field) -> None:
    """Give a field the house's sentences where its form has none of its own."""
    usual = {}
    for kind in reversed(type(field).__mro__):
        usual |= getattr(kind, "default_error_messages", {})
    if hasattr(field, "choices"):
        ours = {
            code: said for code, said in CHOICES.items() if field.error_messages.get(code) == usual.get(code)
        }
        field.error_messages |= {code: said for code, said in ours.items() if code in usual}
    if field.label and field.error_messages.get("required") == REQUIRED:
        verb = "选择" if hasattr(field, "choices") or isinstance(field, forms.FileField) else "填写"
        field.error_messages["required"] = f"请{verb}{field.label}。"


def bound(field: forms.Field, longest: int = LONG) -> None:
    """Hold a text to its length. Too long a one is told in words, never cut while it is typed or pasted."""
    area = isinstance(field.widget, forms.Textarea)
    if not isinstance(field, forms.CharField) or not (area or type(field.widget) is forms.TextInput):
        return
    if field.max_length is None:
        field.max_length = longest if area else SHORT
        field.validators = [*field.validators, MaxLengthValidator(field.max_length)]
    if area:
        field.widget.attrs.pop("maxlength", None)
    field.error_messages.setdefault("max_length", TOO_LONG)
