"""使用帮助: the first day of who staffs a station."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stations.firstday import QUESTIONS, first_day, staffs_none


@login_required
def help_page(request: HttpRequest) -> HttpResponse:
    """Ten steps with links, and what people ask most."""
    context = {
        "title": "使用帮助",
        "note": "第一天照着这十步做就行；做好的会打勾。以后每天只看“我的待办”。",
        "steps": first_day(request.user),
        "questions": QUESTIONS,
        "stationless": staffs_none(request.user),
    }
    return render(request, "stations/help.html", context)
