"""Founding, changing, moving and closing a station."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from journal.book import enter
from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from stations.actors import runs, staffs
from stations.forms.stations import CloseForm, FactsForm, MoveForm, StationForm
from stations.grouping import members_outside
from stations.models import Station
from stations.staffing import close, found, move, restore, why_not_close
from workflow.transitions import Refused


def managed(request: HttpRequest, pk: int) -> Station:
    """A station in sight that this person looks after; 404 invisible, 403 somebody else's."""
    station = get_object_or_404(
        Station.objects.visible_to(request.user).select_related("area", "tier"), pk=pk
    )
    if not runs(request.user, station.area_id):
        raise PermissionDenied
    return station


def form_page(
    request: HttpRequest,
    title: str,
    form: Any,
    station: Station | None = None,
    template: str = "pages/form.html",
    **more: Any,
) -> HttpResponse:
    """The form on a page of its own, with the way back."""
    crumbs = [Crumb("联络站", reverse("stations:stations"))]
    if station:
        crumbs.append(Crumb(station.name, station.get_absolute_url()))
    back = station.get_absolute_url() if station else reverse("stations:stations")
    context = {"title": title, "form": form, "back": back, "crumbs": [*crumbs, Crumb(title)]}
    return render(request, template, context | {"station": station} | more)


@login_required
def new_station(request: HttpRequest) -> HttpResponse:
    """A new station in the tree."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    form = StationForm(request.POST or None, user=request.user, initial={"parent": request.GET.get("parent")})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            station = found(request.user, form.save(commit=False), form.cleaned_data["parent"])
            form.save_m2m()
        messages.success(request, f"已设立{station}。")
        return _to_members(request, station)
    return form_page(request, "设立站点", form)


@login_required
def edit_station(request: HttpRequest, pk: int) -> HttpResponse:
    """All of it for the committee's office; what is open when, for the station's own staff."""
    station = get_object_or_404(Station.objects.visible_to(request.user), pk=pk)
    if runs(request.user, station.area_id):
        form: Any = StationForm(request.POST or None, instance=station, user=request.user)
    elif staffs(request.user, pk):
        form = FactsForm(request.POST or None, instance=station)
    else:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            enter("deed", "修改站点", request.user, subject=station, data={"fields": form.changed_data})
        messages.success(request, "已保存。")
        return _to_members(request, station) if "groups" in form.changed_data else redirect(station)
    return form_page(request, "修改站点", form, Station.objects.visible_to(request.user).get(pk=pk))


def _to_members(request: HttpRequest, station: Station) -> HttpResponse:
    """To the station; by way of the deputies of its groups, if some are not assigned to it yet."""
    if members_outside(station, request.user, timezone.localdate()).exists():
        return redirect("stations:group_deputies", station.pk)
    return redirect(station)


@login_required
def move_station(request: HttpRequest, pk: int) -> HttpResponse:
    """Another place in the tree."""
    station = managed(request, pk)
    above = Station.objects.visible_to(request.user).filter(path=station.path[: -Station.steplen]).first()
    form = MoveForm(request.POST or None, station=station, user=request.user, initial={"parent": above})
    if request.method == "POST" and form.is_valid():
        move(request.user, station, form.cleaned_data["parent"])
        messages.success(request, f"已移动{station}，下级站点随同移动。")
        return redirect(station)
    return form_page(request, "移动站点", form, station, intro="下级站点随同移动；来访、意见等记录不变。")


@login_required
def close_station(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it, unless something is still open there: then say what."""
    station = managed(request, pk)
    form = CloseForm(request.POST or None, station=station)
    if request.method == "POST" and form.is_valid():
        try:
            close(request.user, station, form.cleaned_data["closed_on"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已撤销{station}。")
            return redirect(station)
    left = "；".join(why_not_close(station))
    intro = f"现在不能撤销：{left}。" if left else "撤销后，工作人员的任职和代表的编组同时结束，记录保留。"
    return form_page(request, "撤销站点", form, station, intro=intro, confirm="确定撤销这个站点吗？")


@login_required
def restore_station(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a station that was closed back into use."""
    station = managed(request, pk)
    if request.method == "POST":
        try:
            restore(request.user, station)
        except Refused as no:
            messages.warning(request, str(no))
        else:
            messages.success(request, f"已恢复{station}，请重新任命工作人员、编入代表。")
        return redirect(station)
    question = f"恢复“{station}”？撤销时结束的工作人员任职和代表编组不会自动恢复，请随后重新任命、编入。"
    context = {
        "title": "恢复站点",
        "question": question,
        "label": "恢复站点",
        "back": station.get_absolute_url(),
    }
    return render(request, "pages/confirm.html", context)
