"""What is kept of the units, for their comparison in suggestions.ranking."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from offices.choices import OfficeKind
from offices.models import Area
from offices.scope import read_alike
from pages.written import Written
from reports.counting import EVER
from reports.figures import sums, within
from reports.models import Cell
from reports.unit_tallies import UNITS

KINDS = [one.kind for one in UNITS]


def unit_cells(
    user: Any, area: Area, since: date | None, until: date | None
) -> dict[tuple[str, int, str, str], int]:
    """What the area's units led in a span of whole years, by (kind, unit, its name, label).

    user: whose sight counts; None: everything. A span that leaves no year out is read from the cells of all time.
    """
    since = since if since and _some(before=since) else None
    until = until if until and _some(since=until) else None
    key = ("unit cells", area.pk, since, until)
    return {tuple(of): n for *of, n in read_alike(user, key, lambda: _sums(user, area, since, until)) if n}


def _sums(user: Any, area: Area, since: date | None, until: date | None) -> QuerySet:
    """What a government office leads it has still to pass on: it counts as nobody's yet (suggestions.ranking.led)."""
    cells = Cell._base_manager.all() if user is None else Cell.objects.visible_in(area, user)
    cells = within(cells.filter(area=area, kind__in=KINDS), since, until)
    return sums(cells.exclude(office__kind=OfficeKind.GOVERNMENT), "kind", "office", "office__name", "label")


def _some(**months: date) -> bool:
    return bool(_led(**months).read(0))


@lru_cache(maxsize=100)
def _led(before: date | None = None, since: date | None = None) -> Written:
    led = Cell._base_manager.filter(kind=KINDS[0], month__gt=EVER)
    led = led.filter(month__lt=before) if before else led.filter(month__gte=since)
    return Written(lambda _: led.order_by().values_list("pk")[:1])
