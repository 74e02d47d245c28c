"""How matters sent to the 12345 hotline are handled: what a standing committee supervises (seed row LY-06)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from pages.cards import Figure
from stations.choices import OpinionState, Route
from stations.filters import stage
from stations.models import Opinion


def hotline_figures(user: Any, today: dt.date) -> list[Figure]:
    """This year's matters in sight that went to the hotline; every number opens its rows."""
    first = today.replace(month=1, day=1)
    rows = Opinion.objects.visible_to(user).filter(route=Route.HOTLINE, opened_on__gte=first)
    listed = f"{reverse('stations:opinions')}?route=hotline&opened_on_after={first}"
    late, tell = stage(rows, "overdue", today), stage(rows, "tell", today)

    def figure(label: str, found: QuerySet, query: str, note: str, tone: str = "") -> Figure:
        return Figure(label, found.count(), f"{listed}{query}", note, tone)

    return [
        figure(f"{today.year}年转12345热线", rows, "", "按受理日期统计"),
        figure("热线办理中", rows.filter(state=OpinionState.REFERRED), "&stage=referred", "等待热线答复"),
        figure("其中已超期", late, "&stage=overdue", "超过办理答复期限", "red"),
        figure("待告知选民", tell, "&stage=tell", "已有结果，还没有告知完"),
        figure("已办结", rows.filter(state=OpinionState.CLOSED), "&stage=closed", "结果已告知选民", "green"),
        figure("有代表督办", rows.exclude(overseer=None), "&watched=yes", "请代表跟踪办理情况"),
    ]
