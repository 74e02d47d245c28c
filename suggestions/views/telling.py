"""Which voters are still to be told what became of their matter, and who was told how; one tap each, or one for all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from offices.posts import holds
from pages.actions import Crumb
from pages.paging import capped_count
from stations.actors import STATION_ROLES, is_station
from stations.choices import TellWay
from suggestions.casefile.parts import VOTERS_READ
from suggestions.models import Suggestion, VoterTold
from suggestions.telling import share_told, tell, tell_all, words_of
from suggestions.voters import voters_of
from workflow.transitions import OutOfStep, Refused

SHOWN, CAP = 30, 1000
WAYS = ((TellWay.PHONE, "已电话告知"), (TellWay.FACE, "已当面告知"), (TellWay.SMS, "已短信告知"))


@dataclass
class Group:
    """The voters of one suggestion who wait, each with what to say to him. left: all of them, shown or not."""

    suggestion: Suggestion
    left: int
    rows: list[tuple[VoterTold, str]] = field(default_factory=list)


def _waiting(user: Any) -> QuerySet[VoterTold]:
    """What this person's station has yet to tell: the latest milestone of each voter."""
    return VoterTold.objects.visible_to(user).waiting()


def _grouped(rows: Iterable[VoterTold], left: dict[int, int]) -> list[Group]:
    found: dict[int, Group] = {}
    for row in rows:
        pk = row.suggestion_id
        said = words_of(row.suggestion, row.milestone)
        found.setdefault(pk, Group(row.suggestion, left[pk])).rows.append((row, said))
    return list(found.values())


@login_required
def telling(request: HttpRequest) -> HttpResponse:
    """/suggestions/telling/: the voters of one's station who wait, those due first on top."""
    if not holds(request.user, *STATION_ROLES):
        raise PermissionDenied
    waiting = _waiting(request.user)
    count, capped = capped_count(waiting, CAP)
    rows = waiting.select_related("matter__visit", "matter__opinion", "suggestion__lead_office")
    rows = list(rows.defer("suggestion__grams", "matter__opinion__grams").order_by("due_on", "pk")[:SHOWN])
    shown = {row.suggestion_id for row in rows}
    left = waiting.filter(suggestion__in=shown).order_by().values_list("suggestion").annotate(Count("pk"))
    context = {
        "title": "告知群众建议进展", "groups": _grouped(rows, dict(left)), "count": f"{count}+" if capped else count,
        "more": count > len(rows), "ways": WAYS, "today": timezone.localdate(),
        "crumbs": [Crumb("群众意见", reverse("stations:opinions"))],
    }  # fmt: skip
    return render(request, "suggestions/telling.html", context)


@login_required
@require_POST
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/telling/<row>/: noted with today's date and the way in `how`; back to where it was tapped."""
    rows = VoterTold.objects.visible_to(request.user).select_related("matter__opinion", "suggestion")
    row = get_object_or_404(rows, pk=pk)
    if not is_station(row.matter.opinion, request.user):
        raise PermissionDenied
    try:
        tell(row, _way(request), request.user)
    except (Refused, OutOfStep) as no:
        messages.warning(request, str(no))
    else:
        how = TellWay(request.POST["how"]).label
        messages.success(request, f"已登记：{how}告知，{row.get_milestone_display()}。")
    return _back(request, row.suggestion_id)


@login_required
@require_POST
def told_all(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/<pk>/voters/told/: every voter of one's station behind the suggestion, in one tap."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user), pk=pk)
    if not holds(request.user, *STATION_ROLES):
        raise PermissionDenied
    try:
        heard = tell_all(_waiting(request.user).filter(suggestion=suggestion), _way(request), request.user)
    except Refused as no:
        messages.warning(request, str(no))
    else:
        how = TellWay(request.POST["how"]).label
        messages.success(request, f"已登记：{how}告知{heard}位群众。" if heard else "没有待告知的群众。")
    return _back(request, pk)


def _way(request: HttpRequest) -> str:
    how = request.POST.get("how", "")
    if how not in TellWay.values:
        raise Refused("请选择告知方式。")
    return how


def _back(request: HttpRequest, suggestion: int) -> HttpResponse:
    if request.POST.get("back") == "voters":
        return redirect("suggestions:voters", suggestion)
    return redirect("suggestions:telling")


@login_required
def voters(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/<pk>/voters/: 已告知 n / 共 m, with who, when and how; masked as on the case page."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user).select_related("area"), pk=pk)
    if not holds(request.user, *VOTERS_READ):
        raise PermissionDenied
    heard, total = share_told(suggestion)
    found = voters_of(suggestion, request.user)
    mine = sum(1 for voter in found if voter.owed)
    context = {
        "title": "告知群众情况", "suggestion": suggestion, "told": heard, "total": total, "voters": found,
        "mine": mine, "ways": WAYS,
        "crumbs": [Crumb("代表建议", reverse("suggestions:list")), Crumb(str(suggestion), suggestion.get_absolute_url())],
    }  # fmt: skip
    return render(request, "suggestions/voters.html", context)
