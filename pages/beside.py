"""Rows of other tables beside the rows of a page: what prefetch_related does, by one array of keys.

For a plain list under a name of its own (`to_attr`) Django prepares every key
of the page one by one and keeps books for deeper levels that are not there.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey, ManyToOneRel, Model, Prefetch, QuerySet, prefetch_related_objects

from pages.among import among
from pages.made import made
from pages.written import WrittenOfMany


def still(lookup: str, rows: QuerySet, to_attr: str) -> Prefetch:
    """A prefetch that asks the same whoever asks and on whatever day: its statement is written once in a process.

    Make it once, beside the columns that read it.
    """
    found = Prefetch(lookup, rows, to_attr)
    found.statements = {}  # type: ignore[attr-defined]
    return found


def _written(lookup: Prefetch, key: str) -> WrittenOfMany:
    """What reads its rows, by the name of the key that leads to the page's."""
    if key not in lookup.statements:  # type: ignore[attr-defined]
        rows = lookup.queryset
        lookup.statements[key] = WrittenOfMany(lambda page: rows.filter(**{f"{key}__among": page}))  # type: ignore[attr-defined]
    return lookup.statements[key]  # type: ignore[attr-defined]


def put_beside(rows: Sequence[Model], lookups: Iterable[Prefetch | str]) -> None:
    """Let each row carry what these lookups find."""
    others = []
    for lookup in lookups:
        key = _key_back(type(rows[0]), lookup)
        if key is None:
            others.append(lookup)
        else:
            _put(rows, lookup, key)
    prefetch_related_objects(rows, *others)


def _key_back(model: type[Model], lookup: Any) -> ForeignKey | None:
    """The key by which rows of the other table lead to the page's; None where the lookup is of another kind."""
    plain = isinstance(lookup, Prefetch) and lookup.queryset is not None
    if not plain or lookup.prefetch_through == lookup.prefetch_to or "__" in lookup.prefetch_through:
        return None
    try:
        field = model._meta.get_field(lookup.prefetch_through)
    except FieldDoesNotExist:
        return None
    if not (isinstance(field, ManyToOneRel) and field.one_to_many and field.field.target_field.primary_key):
        return None
    return field.field


def _put(rows: Sequence[Model], lookup: Prefetch, key: ForeignKey) -> None:
    found: dict[Any, list[Model]] = defaultdict(list)
    parents = {row.pk: row for row in rows}
    if hasattr(lookup, "statements"):
        others = _written(lookup, key.name).read(parents)
    else:
        others = made(lookup.queryset).filter(among(key.name, parents))
    for one in others:
        parent = getattr(one, key.attname)
        key.set_cached_value(one, parents[parent])
        found[parent].append(one)
    for row in rows:
        setattr(row, lookup.prefetch_to, found[row.pk])
