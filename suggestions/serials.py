"""Giving the congress office's papers their numbers: each series of an area and year without gaps and doubles."""

from offices.models import Area
from suggestions.models import PaperSeries


def next_serial(area: Area, kind: str, year: int, many: int = 1) -> int:
    """The first of the next `many` numbers of the series; call inside the transaction that uses them.

    The series' row stays locked until that transaction ends, so a second sender waits.
    """
    series, _ = PaperSeries.objects.get_or_create(area=area, kind=kind, year=year)
    series = PaperSeries.objects.select_for_update().get(pk=series.pk)
    first = series.last + 1
    series.last += many
    series.save(update_fields=["last"])
    return first
