"""What a field says when it refuses: the house's words, and how long a text may be where nobody said."""

from functools import cache
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

REQUIRED = forms.Field.default_error_messages["required"]
LONG, SHORT = 20_000, 200  # characters of a text area and of a line
TOO_LONG = "最多%(limit_value)d字，现有%(show_value)d字，请精简。"
AGAIN = "所选的不在可选范围内，请重新选择。"
NUMBERS = {
    "min_value": "不能小于%(limit_value)s。", "max_value": "不能大于%(limit_value)s。",
    "max_decimal_places": "最多%(max)s位小数。", "max_digits": "数字太大。", "max_whole_digits": "数字太大。",
}  # fmt: skip
CHOICES = {"invalid_choice": AGAIN, "invalid_pk_value": AGAIN, "invalid_list": "请重新选择。"}


def word(field: forms.Field) -> None:
    """Give a field the house's sentences where its form has none of its own."""
    said = field.error_messages
    if hasattr(field, "choices"):
        usual = _usual(type(field))
        for code in CHOICES.keys() & usual.keys():
            if said.get(code) is usual[code]:
                said[code] = CHOICES[code]
    if isinstance(field, forms.IntegerField):  # and those of decimals
        for code, words in NUMBERS.items():
            # a limit of the field's own; validators of a model say it in their own words
            if getattr(field, code, None) is not None or code not in ("min_value", "max_value"):
                said.setdefault(code, words)
    if field.label and said.get("required") is REQUIRED:
        verb = "选择" if hasattr(field, "choices") or isinstance(field, forms.FileField) else "填写"
        said["required"] = f"请{verb}{field.label}。"


@cache
def _usual(kind: type[forms.Field]) -> dict[str, Any]:
    """What fields of this kind say by themselves. Compared by identity: to compare lazy texts is to translate them."""
    return {
        code: said
        for one in reversed(kind.__mro__)
        for code, said in getattr(one, "default_error_messages", {}).items()
    }


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
