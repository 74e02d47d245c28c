"""The dashboard (数据看板): counts, rates, comparisons and trends, each opening its rows."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from offices.choices import Role
from offices.posts import role_of
from pages.actions import Action
from reports.board import Board
from reports.charts import cards, charts
from reports.periods import chosen, offered

BUILDERS = (Role.COMMITTEE, Role.LEADER, Role.GOVERNMENT, Role.CLERK, Role.STATION_HEAD)
READERS = tuple(role for role in Role if role != Role.DEPUTY)


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    if role_of(request.user) not in READERS:
        raise PermissionDenied
    today = timezone.localdate()
    period = chosen(request.GET.get("year", ""), today)
    board = Board(request.user, period, today)
    context = {
        "title": "数据看板",
        "note": f"{request.user.acting}；统计期间：{period.label}。点任一数字可看明细，明细可导出。",
        "period": period,
        "periods": offered(today),
        "board": board,
        "figures": cards(board),
        "charts": charts(board),
        "actions": _actions(request.user),
    }
    return render(request, "reports/dashboard.html", context)


def _actions(user: Any) -> list[Action]:
    """To the ledgers that are built in the background, for who may order them."""
    if role_of(user) not in BUILDERS:
        return []
    return [Action("生成台账", reverse("reports:jobs"), icon="file-text")]
