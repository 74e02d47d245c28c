"""How matters sent to the 12345 hotline are handled: what a standing committee supervises (seed row LY-06)."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from offices.models import Area
from pages.cards import Figure
from stations.choices import OpinionState, Route
from stations.filters import stage
from stations.models import Opinion


class Counted(NamedTuple):
    """A figure of this year's matters: its words, which of them, the list's filter, what it counts, its tone."""

    label: str
    of: Callable[[QuerySet, dt.date], QuerySet]
    query: str
    note: str
    tone: str = ""


COUNTED = (
    Counted("转12345热线", lambda rows, today: rows, "", "按受理日期统计"),
    Counted("热线办理中", lambda rows, today: rows.filter(state=OpinionState.REFERRED), "&stage=referred", "等待热线答复"),
    Counted("其中已超期", lambda rows, today: stage(rows, "overdue", today), "&stage=overdue", "超过办理答复期限", "red"),
    Counted("待告知选民", lambda rows, today: stage(rows, "tell", today), "&stage=tell", "已有结果，还没有告知完"),
    Counted("已办结", lambda rows, today: rows.filter(state=OpinionState.CLOSED), "&stage=closed", "结果已告知选民", "green"),
    Counted("有代表督办", lambda rows, today: rows.exclude(overseer=None), "&watched=yes", "请代表跟踪办理情况"),
)  # fmt: skip


def _sent(rows: QuerySet, today: dt.date) -> QuerySet:
    return rows.filter(route=Route.HOTLINE, opened_on__gte=today.replace(month=1, day=1))


def hotline_figures(user: Any, today: dt.date) -> list[Figure]:
    """This year's matters in sight that went to the hotline; every number opens its rows."""
    rows = _sent(Opinion.objects.visible_to(user), today)
    listed = f"{reverse('stations:opinions')}?route=hotline&opened_on_after={today.replace(month=1, day=1)}"
    return [
        Figure(
            one.label if place else f"{today.year}年{one.label}", one.of(rows, today).count(), f"{listed}{one.query}",
            one.note, one.tone,
        )
        for place, one in enumerate(COUNTED)
    ]  # fmt: skip


def hotline_counts(area: Area, today: dt.date) -> list[tuple[str, int]]:
    """The same numbers of an area, whoever looks; confidential matters are left out."""
    rows = _sent(Opinion.objects.filter(area__path__startswith=area.path, confidential=False), today)
    return [(one.label, one.of(rows, today).count()) for one in COUNTED]
