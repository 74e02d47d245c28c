"""Running numbers of a station and year."""

from collections.abc import Sequence

from django.db import models, transaction
from django.db.models import F, Func, Value
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


@transaction.atomic
def next_numbers(model: type[models.Model], letters: str, wanted: Sequence[tuple[str, int]]) -> list[str]:
    """The next numbers of many rows, (code, year) each, in the order given; as next_number, in a few statements."""
    prefixes = [f"{letters}-{code}-{year}" for code, year in wanted]
    different = sorted(set(prefixes))
    known = set(Series.objects.filter(pk__in=different).values_list("pk", flat=True))
    fresh = [
        Series(pk=prefix, last=last) for prefix, last in _highest_of(model, set(different) - known).items()
    ]
    Series.objects.bulk_create(fresh, ignore_conflicts=True)
    rows = {row.pk: row for row in Series.objects.select_for_update().filter(pk__in=different).order_by("pk")}
    found = []
    for prefix in prefixes:
        rows[prefix].last += 1
        found.append(f"{prefix}-{rows[prefix].last:04}")
    Series.objects.bulk_update(rows.values(), ["last"], batch_size=500)
    return found


def _highest_of(model: type[models.Model], prefixes: set[str]) -> dict[str, int]:
    """The last running number of the rows already there, by prefix; every row's prefix is cut off in SQL."""
    found = dict.fromkeys(prefixes, 0)
    cut = RegexpReplace(F("number"), Value(r"-\d+$"), Value(""))
    rows = model._base_manager.annotate(series=cut).filter(series__in=prefixes) if prefixes else ()
    for row in rows.values_list("series", "number") if prefixes else ():
        tail = row[1].rsplit("-", 1)[1]
        found[row[0]] = max(found[row[0]], int(tail) if tail.isdigit() else 0)
    return found


class RegexpReplace(Func):
    """PostgreSQL's regexp_replace(text, pattern, new)."""

    function = "regexp_replace"
    output_field = models.TextField()


def _highest(model: type[models.Model], prefix: str) -> int:
    taken = model._base_manager.filter(number__startswith=f"{prefix}-").order_by(
        Length("number").desc(), "-number"
    )
    number = taken.values_list("number", flat=True).first()
    tail = number.rsplit("-", 1)[1] if number else "0"
    return int(tail) if tail.isdigit() else 0
