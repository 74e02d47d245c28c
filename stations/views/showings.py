"""Meetings that spread good practice (观摩推进会, seed rows DL-04, YQ-12): which stations were looked at, and which spoke."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from pages.actions import Crumb
from stations.actors import runs
from stations.forms.plates import ShowingForm
from stations.models import Showing
from stations.views.building import HOME, may_read
from stations.views.selection import LISTED, plate_round_of


@login_required
def new_showing(request: HttpRequest, pk: int) -> HttpResponse:
    """One station that was looked at, or that told how it works."""
    row = plate_round_of(request, pk)
    if not runs(request.user, row.area_id):
        raise PermissionDenied
    form = ShowingForm(request.POST or None, user=request.user, row=row)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = row.showings.create(recorded_by=request.user, **form.cleaned_data)
            enter(
                EntryKind.DEED, "登记观摩交流", request.user, subject=row, data={"station": made.station_id}
            )
        messages.success(request, f"已登记：{made}。")
        return redirect(row)
    title, back = "登记观摩交流", row.get_absolute_url()
    crumbs = [HOME, LISTED, Crumb(row.name, back), Crumb(title)]
    context = {"title": title, "form": form, "back": back, "intro": str(row), "crumbs": crumbs}
    return render(request, "pages/form.html", context)


@login_required
@require_POST
def drop_showing(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was entered by mistake; the journal keeps it."""
    may_read(request.user)
    rows = Showing.objects.visible_to(request.user).select_related("round", "station")
    one = get_object_or_404(rows, pk=pk)
    if not runs(request.user, one.round.area_id):
        raise PermissionDenied
    data = {"station": one.station_id, "part": one.part, "on": one.on, "words": one.words}
    with transaction.atomic():
        enter(EntryKind.DEED, "删除观摩交流", request.user, subject=one.round, data=data)
        one.delete()
    messages.success(request, "已删除。")
    return redirect(one.round)
