"""/suggestions/telling/: which voters the station has yet to tell what became of their matter; one tap each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.paging import capped_count
from stations.actors import is_station
from stations.choices import TellWay
from stations.models import Matter
from suggestions.choices import Milestone
from suggestions.telling import tell, to_tell
from workflow.transitions import OutOfStep, Refused

SHOWN, CAP = 30, 1000
WAYS = ((TellWay.PHONE, "已电话告知"), (TellWay.FACE, "已当面告知"), (TellWay.SMS, "已短信告知"))
TELLERS = (Role.CLERK, Role.STATION_HEAD)


@login_required
def telling(request: HttpRequest) -> HttpResponse:
    """The voters of one's station who wait, the longest waiting first."""
    if not holds(request.user, *TELLERS):
        raise PermissionDenied
    rows = to_tell(Matter.objects.visible_to(request.user)).select_related(
        "visit", "opinion__station", "opinion__lineage__suggestion__lead_office"
    )
    rows = rows.order_by("pk")
    count, capped = capped_count(rows, CAP)
    found = [
        (row, Milestone(row.milestone).label) for row in rows[:SHOWN] if is_station(row.opinion, request.user)
    ]
    context = {
        "title": "告知群众建议进展", "rows": found, "count": f"{count}+" if capped else count, "ways": WAYS,
        "crumbs": [Crumb("群众意见", reverse("stations:opinions"))],
    }  # fmt: skip
    return render(request, "suggestions/telling.html", context)


@login_required
@require_POST
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/telling/<matter>/: noted with today's date, the way in `how`, the milestone in `milestone`."""
    matter = get_object_or_404(Matter.objects.visible_to(request.user).select_related("opinion"), pk=pk)
    if not is_station(matter.opinion, request.user):
        raise PermissionDenied
    how, milestone = request.POST.get("how", ""), request.POST.get("milestone", "")
    try:
        if how not in TellWay.values or milestone not in Milestone.values:
            raise Refused("请选择告知方式。")
        tell(matter, milestone, how, request.user)
    except (Refused, OutOfStep) as no:
        messages.warning(request, str(no))
    else:
        messages.success(request, f"已登记：{TellWay(how).label}告知，{Milestone(milestone).label}。")
    return redirect("suggestions:telling")
