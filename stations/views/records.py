"""A visit's record, to be filed; and its voter in full, for a reason, with a trace."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from journal.book import enter
from journal.models import EntryKind
from pages.actions import Crumb
from pages.casefile import Fact
from stations.actors import runs, staffs
from stations.forms.voters import UnmaskForm
from stations.models import Matter, RosterEntry, Visit
from stations.received import present
from stations.views.handouts import levels_of, way_back


def visit_of(request: HttpRequest, pk: int) -> Visit:
    """A visit in sight, or 404; a confidential one is in sight of its own station alone."""
    return get_object_or_404(
        Visit.objects.visible_to(request.user).select_related("station", "reception"), pk=pk
    )


def _kept_by(request: HttpRequest, pk: int) -> Visit:
    """A visit whose station this person staffs, or whose area's office he is; 404 unseen, 403 somebody else's."""
    visit = visit_of(request, pk)
    if not (staffs(request.user, visit.station_id) or runs(request.user, visit.area_id)):
        raise PermissionDenied
    return visit


def _sheet(user: Any, visit: Visit) -> dict[str, Any]:
    """What the record to be filed shows (domain rule 99): the visit, its matters, the deputies who received him."""
    rows = Matter.objects.visible_to(user).filter(visit=visit).order_by("order")
    there = RosterEntry.objects.visible_to(user).filter(reception=visit.reception_id)
    entries = (
        list(there.select_related("deputy").order_by("deputy__sort_key", "pk")) if visit.reception_id else []
    )
    levels = levels_of(user, [entry.deputy_id for entry in entries])
    named = [
        (None, f"{entry.deputy.name}（{levels.get(entry.deputy_id, '人大代表')}）", entry.attended)
        for entry in entries
    ]
    return {
        "visit": visit,
        "rows": rows.select_related("opinion__office", "opinion__deputy", "category").defer("opinion__grams"),
        "received": present(named).get(None, ()),
    }


@login_required
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """接待记录表: the visit with all that became of it, to be printed and filed; the voter masked."""
    visit = _kept_by(request, pk)
    sheet = _sheet(request.user, visit)
    more = {"title": "接待记录表", "unmask": reverse("stations:unmask", args=(pk,))}
    back = way_back(visit, list(sheet["rows"]))
    return render(request, "stations/record.html", sheet | more | {"back": back})


@login_required
def unmask(request: HttpRequest, pk: int) -> HttpResponse:
    """The voter in full, after a reason; station staff and the committee's office only, always journalled."""
    visit = _kept_by(request, pk)
    telling = {"reason": "告知办理结果"} if request.GET.get("why") == "tell" else {}
    form, facts = UnmaskForm(request.POST or None, initial=telling), []
    if request.method == "POST" and form.is_valid():
        why = {"reason": form.cleaned_data["reason"]}
        enter(EntryKind.READING, "查看选民信息", request.user, subject=visit, data=why)
        facts = [
            Fact("姓名", visit.voter_name), Fact("性别", visit.get_gender_display()), Fact("联系电话", visit.phone),
            Fact("住址或单位", visit.address), Fact("选区", visit.constituency), Fact("来访日期", visit.on),
        ]  # fmt: skip
    matter = visit.matters.select_related("opinion").order_by("order").first()
    back = matter.opinion.get_absolute_url() if matter else "/"
    context = {"title": f"选民信息 {visit.number}", "form": form, "facts": facts, "back": back}
    if facts:
        context |= _sheet(request.user, visit)
    response = render(request, "stations/unmask.html", context | {"crumbs": [Crumb("返回意见", back)]})
    response["Cache-Control"] = "no-store"
    return response
