"""Rows that are sorted by how their name sounds."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from deputies.pinyin import sort_key
from offices.scope import ScopedQuerySet


class SoundedQuerySet(ScopedQuerySet):
    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """As Django's, with the sort key filled first."""
        objs = list(objs)
        for row in objs:
            row.sort_key = sort_key(row.name)
        return super().bulk_create(objs, *args, **kwargs)


class Sounded(models.Model):
    """A row with a name. sort_key: its pinyin, because no collation is trusted to sort Chinese."""

    sort_key = models.CharField("拼音", max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is None or "name" in update_fields:
            self.sort_key = sort_key(self.name)  # type: ignore[attr-defined]
            update_fields = None if update_fields is None else {*update_fields, "sort_key"}
        super().save(*args, update_fields=update_fields, **kwargs)
