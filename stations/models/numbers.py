"""Running numbers of a station and year."""

from django.db import models, transaction
from django.db.models.functions import Length


class Series(models.Model):
    """The last number given under one prefix, such as JD-TL001-2026; locked while the next is taken."""

    prefix = models.CharField("编号前缀", max_length=40, primary_key=True)
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = "编号"
        verbose_name_plural = "编号"

    def __str__(self) -> str:
        return f"{self.prefix}-{self.last:04}"


@transaction.atomic
def next_number(model: type[models.Model], letters: str, code: str, year: int) -> str:
    """The next number of a model that keeps it in `number`, e.g. JD-TL001-2026-0001.

    The row lock is held until the caller's transaction ends, so numbers are given once
    and without gaps. A series met for the first time goes on after the rows already there.
    """
    prefix = f"{letters}-{code}-{year}"
    series = Series.objects.select_for_update().filter(pk=prefix).first()
    if series is None:
        Series.objects.get_or_create(pk=prefix, defaults={"last": _highest(model, prefix)})
        series = Series.objects.select_for_update().get(pk=prefix)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{prefix}-{series.last:04}"


def _highest(model: type[models.Model], prefix: str) -> int:
    taken = model._base_manager.filter(number__startswith=f"{prefix}-").order_by(
        Length("number").desc(), "-number"
    )
    number = taken.values_list("number", flat=True).first()
    tail = number.rsplit("-", 1)[1] if number else "0"
    return int(tail) if tail.isdigit() else 0
