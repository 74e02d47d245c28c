"""Rows that processes remember (offices.remembering)."""

from typing import Any

from django.db import models

from offices.epoch import changed


class Remembered(models.Model):
    """Writing such a row makes every process read anew; bulk writers call offices.epoch.changed themselves."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        changed()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        changed()
        return super().delete(*args, **kwargs)
