"""The dashboard (数据看板): counts, rates, comparisons and trends, each opening its rows."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from offices.choices import Role
from offices.posts import role_of
from reports.board import Board
from reports.charts import cards, charts
from reports.periods import chosen, offered

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
    }
    return render(request, "reports/dashboard.html", context)
