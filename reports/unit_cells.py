"""What is kept of the units, for their comparison in suggestions.ranking."""

from datetime import date
from typing import Any

from offices.models import Area
from reports.counting import EVER
from reports.figures import totals, within
from reports.models import Cell
from reports.unit_tallies import UNITS

KINDS = [one.kind for one in UNITS]


def unit_cells(
    user: Any, area: Area, since: date | None, until: date | None
) -> dict[tuple[str, int, str, str], int]:
    """What the area's units led in a span of whole years, by (kind, unit, its name, label).

    user: whose sight counts; None: everything. A span that leaves no year out is read from the cells of all time.
    """
    cells = Cell._base_manager.all() if user is None else Cell.objects.visible_in(area, user)
    led = Cell._base_manager.filter(kind=KINDS[0], month__gt=EVER)
    since = since if since and led.filter(month__lt=since).exists() else None
    until = until if until and led.filter(month__gte=until).exists() else None
    cells = within(cells.filter(area=area, kind__in=KINDS), since, until)
    return totals(cells, "kind", "office", "office__name", "label")
