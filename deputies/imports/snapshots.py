"""A row as plain values that JSON holds, so that an import can be undone."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from pages.fields import EncryptedTextField, keyed_digest

LEFT_OUT = ("grams", "created_at")  # reckoned from the others; never changed


def snapshot(row: Model, digest: bool = False) -> dict[str, Any]:
    """The row's values by column. Personal data stays encrypted; with digest it becomes a keyed digest."""
    values = {}
    for field in row._meta.concrete_fields:
        if field.name in LEFT_OUT:
            continue
        value = getattr(row, field.attname)
        if isinstance(field, EncryptedTextField):
            value = keyed_digest(value) if digest else field.get_prep_value(value)
        values[field.attname] = value
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def restore(row: Model, values: dict[str, Any]) -> None:
    """Put the values of a snapshot (not a digested one) back on a row, unsaved."""
    for field in row._meta.concrete_fields:
        if field.attname in values:
            value = values[field.attname]
            if isinstance(field, EncryptedTextField):
                value = field.from_db_value(value, None, None)
            else:
                value = field.to_python(value) if not field.is_relation else value
            setattr(row, field.attname, value)


def differences(row: Model, values: dict[str, Any]) -> list[str]:
    """The labels of the columns in which a row is no longer as the digested snapshot says."""
    now = snapshot(row, digest=True)
    fields = [field for field in row._meta.concrete_fields if field.attname in values]
    return [str(field.verbose_name) for field in fields if now[field.attname] != values[field.attname]]
