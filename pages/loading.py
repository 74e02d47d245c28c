"""What a list does not need to load: search words, and personal data that no column shows."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, QuerySet

from pages.fields import EncryptedTextField
from pages.search import Searchable


def lean(rows: QuerySet, personal: bool) -> QuerySet:
    """The rows without the grams of their model and of the relations read with it.

    personal: whether encrypted fields are to be shown; else they are left where they are, undeciphered.
    """
    related = rows.query.select_related
    names = list(_heavy(rows.model, related if isinstance(related, dict) else {}, personal))
    return rows.defer(*names) if names else rows


def besides(path: str, model: type[Model], *read: str) -> tuple[str, ...]:
    """For defer(): all fields of a relation but its key and those that are read of it."""
    kept = {"pk", model._meta.pk.name, *read}
    return tuple([f"{path}__{one.name}" for one in model._meta.concrete_fields if one.name not in kept])


def _heavy(model: type[Model], related: dict[str, Any], personal: bool, prefix: str = "") -> Iterator[str]:
    if issubclass(model, Searchable):
        yield f"{prefix}grams"
    if not personal:
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield prefix + field.name
    for name, deeper in related.items():
        other = model._meta.get_field(name).related_model
        if isinstance(other, type):
            yield from _heavy(other, deeper, personal, f"{prefix}{name}__")
