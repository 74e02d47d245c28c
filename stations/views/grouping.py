"""Bringing the deputies of a station's groups into the station: who, from when; taken back within the hour."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from stations.forms.grouping import GroupStationingForm
from stations.grouping import Brought, bring, members_outside, take_back
from stations.views.founding import form_page, managed
from workflow.transitions import Refused

HOUR, SALT = 3600, "stations.grouping"


@login_required
def bring_members(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows who would come, POST assigns those ticked; then a way to take it back."""
    station = managed(request, pk)
    outside = members_outside(station, request.user, timezone.localdate())
    form = GroupStationingForm(request.POST or None, outside=outside, station=station)
    run = request.GET.get("done", "")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            done = bring(request.user, station, data["deputies"], data["starts_on"], moving=data["move"])
        except Refused as no:
            messages.warning(request, str(no))
            return redirect(station)
        messages.success(request, f"已编入{len(done.new)}位代表。" if done.new else "所选代表都已在本站。")
        token = signing.dumps([request.user.pk, station.pk, done.new, done.ended], salt=SALT)
        return redirect(f"{request.path}?done={token}" if done.new else station)
    intro = "下列代表是本站代表小组的成员，还没有编入本站。去掉勾选的不编入。"
    return form_page(
        request, "编入小组代表", form, station, "stations/group_deputies.html", intro=intro, run=run
    )


@login_required
@require_POST
def undo_members(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own run of the last hour."""
    station = managed(request, pk)
    try:
        who, where, new, ended = signing.loads(request.POST.get("done", ""), salt=SALT, max_age=HOUR)
        if (who, where) != (request.user.pk, station.pk):
            raise Refused("不是您本次的操作，不能撤销。")
        number = take_back(request.user, station, Brought(new, ended))
    except signing.BadSignature:
        messages.warning(request, "已超过一小时，请在站点页面逐一结束编组。")
    except Refused as no:
        messages.warning(request, str(no))
    else:
        messages.success(request, f"已撤销，{number}位代表恢复原来的编组。")
    return redirect(reverse("stations:station", args=(pk,)))
