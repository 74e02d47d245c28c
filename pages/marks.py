"""What a form showed, as a mark that goes out with it and comes back."""

from hashlib import sha256
from os.path import commonprefix
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone

SHOWN = 200  # characters of what is there now
BEFORE = 10  # characters before and after what differs
MANY = (list, tuple, set, QuerySet)


def mark(form: Any) -> str:
    """When a row was shown, and a short word for what each field of the form showed."""
    return " ".join(
        [str(int(timezone.now().timestamp())), *(f"{name}:{word(value)}" for name, value in _shown(form))]
    )


def changed(form: Any, seen: str) -> list[str]:
    """The fields that somebody else has changed since, and to something else than what was typed here."""
    then = dict(one.split(":", 1) for one in seen.split()[1:] if ":" in one)
    return [
        name
        for name, value in _shown(form)
        if name in then and then[name] != word(value) and form[name]._has_changed()
    ]


def now(form: Any, name: str) -> str:
    """What the row says now, in the words that the form would show."""
    words = _words(form.fields[name], form.get_initial_for_field(form.fields[name], name))
    return f"“{_apart(words, form[name].data)}”" if words else "（空）"


def _apart(words: str, typed: Any) -> str:
    """The part of a long text that says something else than what was typed, with a little around it."""
    here, there = (text.replace("\r\n", "\n") for text in (words, typed if isinstance(typed, str) else ""))
    if len(here) <= SHOWN:
        return here
    start = max(0, len(commonprefix([here, there])) - BEFORE)
    same = len(commonprefix([here[start:][::-1], there[start:][::-1]]))
    end = min(len(here) - same + BEFORE, start + SHOWN)
    return f"{'…' if start else ''}{here[start:end]}{'…' if end < len(here) else ''}"


def word(value: Any) -> str:
    """A short word for a value, the same for the same value whichever request read it."""
    return sha256(repr(_plain(value)).encode()).hexdigest()[:8]


def _shown(form: Any) -> list[tuple[str, Any]]:
    """What each field showed before anything was typed; a value that every request makes anew is no mark."""
    return [
        (name, form.get_initial_for_field(field, name))
        for name, field in form.fields.items()
        if name in form.initial or not callable(field.initial)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, MANY):
        return sorted(_plain(one) for one in value)
    return "" if value is None else str(value)


def _words(field: forms.Field, value: Any) -> str:
    keys = [key for key in _plain(value if isinstance(value, MANY) else [value]) if key]
    if isinstance(field, forms.ModelChoiceField):
        return "、".join(str(one) for one in field.queryset.filter(pk__in=keys))
    if isinstance(field, forms.BooleanField):
        return "已勾选" if value else "未勾选"
    if isinstance(field, forms.ChoiceField):
        known = {str(key): words for key, words in field.choices}
        return "、".join(str(known.get(key, key)) for key in keys)
    return str(field.widget.format_value(value) or "")
