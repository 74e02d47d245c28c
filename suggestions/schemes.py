"""An area's schemes of result classes, one after another in time (domain rules 47 to 52)."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.db import transaction

from journal.book import enter
from journal.models import EntryKind
from offices.epoch import changed
from offices.models import Area
from suggestions.models import ResultClass
from workflow.transitions import Refused


def schemes_of(area: Area | None) -> list[tuple[date, list[ResultClass]]]:
    """The schemes of an area (None: of everybody without one), newest first, each with its first day."""
    rows = ResultClass.objects.filter(area=area).order_by("-valid_from", "order", "code")
    return [(first, list(classes)) for first, classes in groupby(rows, key=lambda row: row.valid_from)]


class Line(NamedTuple):
    """One class of a scheme to come. promises: who answers so must list what he promises (domain rule 41)."""

    code: str
    label: str
    resolved: bool
    promises: bool = False


@transaction.atomic
def adopt(
    area: Area, lines: Sequence[Line | tuple[str, str, bool]], valid_from: date, source: str, actor: Any
) -> list[ResultClass]:
    """Begin a scheme on a day and end the one before it the day before; a later one yet to begin is refused.

    lines: (code, label, counts as resolved, needs promises). Replies keep the class they were given.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    own = ResultClass.objects.filter(area=area)
    if own.filter(valid_from__gte=valid_from).exists():
        raise Refused("本区域已有自该日或之后启用的方案。", "valid_from")
    own.filter(valid_to__isnull=True).update(valid_to=valid_from - timedelta(days=1))
    rows = ResultClass.objects.bulk_create(
        ResultClass(
            area=area,
            **Line(*line)._asdict(),
            source=source,
            valid_from=valid_from,
            order=order,
        )
        for order, line in enumerate(lines, 1)
    )
    changed()
    enter(
        EntryKind.SETTING, "启用结果类别方案", actor, label=f"{area}结果类别",
        data={"from": valid_from, "classes": [f"{row.code} {row.label}" for row in rows], "source": source},
    )  # fmt: skip
    return rows
