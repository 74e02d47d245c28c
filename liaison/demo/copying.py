"""Writing very many rows: COPY instead of INSERT, several times as fast."""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from io import StringIO
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Field, JSONField, Model
from django.utils import timezone

from pages.fields import EncryptedTextField

ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def write(model: type[Model], rows: Iterable[Any]) -> list[Any]:
    """Write new rows and give them their keys, in the order given. Defaults are kept, save() is not called."""
    made = list(rows)
    if not made:
        return made
    _number(model, made)
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    _stamp(fields, made)
    words = [_words(field) for field in fields]
    names = [field.attname for field in fields]
    text = StringIO()
    for row in made:
        text.write(
            "\t".join([word(getattr(row, name)) for word, name in zip(words, names, strict=True)]) + "\n"
        )
    text.seek(0)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {model._meta.db_table} ({columns}) FROM STDIN", text)
    return made


def _stamp(fields: Iterable[Field], rows: list[Any]) -> None:
    """The moments that save() would have filled in, where the row does not say otherwise."""
    now = timezone.now()
    kept = ("auto_now_add", "auto_now")
    for name in [one.attname for one in fields if any(getattr(one, how, False) for how in kept)]:
        for row in rows:
            if getattr(row, name) is None:
                setattr(row, name, now)


def _number(model: type[Model], rows: list[Any]) -> None:
    """Keys from the table's own sequence, so that later rows go on from there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            (model._meta.db_table, len(rows)),
        )
        keys = [key for (key,) in cursor.fetchall()]
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding = False


def _words(field: Field) -> Callable[[Any], str]:
    """How the values of a field are written for COPY."""
    if isinstance(field, JSONField):
        return _json()
    if isinstance(field, ArrayField):
        return _array
    if isinstance(field, EncryptedTextField):
        return lambda value: _plain(field.get_prep_value(value))
    return _plain


def _plain(value: Any) -> str:
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value).translate(ESCAPES)


def _array(values: Iterable[str]) -> str:
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return ("{" + ",".join(f'"{value}"' for value in quoted) + "}").translate(ESCAPES)


def _json() -> Callable[[Any], str]:
    """JSON, reckoned once for values that many rows share."""
    known: dict[int, tuple[Any, str]] = {}

    def word(value: Any) -> str:
        found = known.get(id(value))
        if found is None or found[0] is not value:
            text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).translate(ESCAPES)
            found = known[id(value)] = (value, text)
        return found[1]

    return word
