"""Who works at a station and which deputies belong to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from offices.choices import Role
from offices.posts import holds
from pages.columns import Column
from pages.lists import Crumb, Empty, ListPage
from stations import staffing
from stations.actors import runs
from stations.counts import in_office, without_station
from stations.forms.fields import people_for
from stations.forms.stations import EndForm, StaffForm, StationingForm
from stations.models import Staff, Stationing
from stations.views.founding import form_page, managed
from workflow.transitions import Refused


@login_required
def appoint_staff(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint a head, a deputy head or a clerk."""
    station = managed(request, pk)
    form = StaffForm(request.POST or None, people=people_for(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            staffing.appoint(request.user, station, **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field or None, str(no))
        else:
            messages.success(request, f"已任命{form.cleaned_data['user']}。")
            return redirect(station)
    heads = "、".join(staffing.likely_heads(station))
    return form_page(
        request, "任命工作人员", form, station, intro=f"站长一般由组长兼任：{heads}" if heads else ""
    )


@login_required
def end_staff(request: HttpRequest, pk: int) -> HttpResponse:
    """End somebody's duty at a station."""
    row = get_object_or_404(Staff.objects.visible_to(request.user).filter(ends_on=None), pk=pk)
    if not runs(request.user, row.station.area_id):
        raise PermissionDenied
    form = EndForm(request.POST or None, starts_on=row.starts_on)
    if request.method == "POST" and form.is_valid():
        staffing.end_staff(request.user, row, form.cleaned_data["ends_on"])
        messages.success(request, f"{row.post.user}的任职已结束。")
        return redirect(row.station)
    title = f"结束{row.post.user}的{row.get_duty_display()}任职"
    return form_page(request, title, form, row.station)


@login_required
def assign_deputies(request: HttpRequest, pk: int) -> HttpResponse:
    """Assign deputies to a station, or move them here."""
    station = managed(request, pk)
    form = StationingForm(
        request.POST or None, user=request.user, initial={"deputies": request.GET.getlist("deputy")}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        how = {"moving": data["move"], "remark": data["remark"]}
        try:
            count = staffing.assign(request.user, station, data["deputies"], data["starts_on"], **how)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已编入{count}位代表。" if count else "所选代表都已在本站。")
            return redirect(station)
    return form_page(request, "编入代表", form, station)


@login_required
def end_stationing(request: HttpRequest, pk: int) -> HttpResponse:
    """End a deputy's assignment; it stays as history."""
    row = get_object_or_404(Stationing.objects.visible_to(request.user).filter(ends_on=None), pk=pk)
    if not runs(request.user, row.station.area_id):
        raise PermissionDenied
    form = EndForm(request.POST or None, starts_on=row.starts_on)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            staffing.end_stationing(request.user, row, form.cleaned_data["ends_on"])
        messages.success(request, f"{row.deputy}已离开本站。")
        return redirect(row.station)
    return form_page(request, f"结束{row.deputy}的编组", form, row.station)


class Unassigned(ListPage):
    """Deputies in office without a station, and the share of those with one (编组率)."""

    title, model, search = "未编组代表", Deputy, True
    search_hint = "姓名、编号、工作单位"
    order = ("sort_key",)
    columns = (
        Column("name", "姓名", link=lambda d: d.get_absolute_url(), sort="sort_key"),
        Column("code", "代表编号"),
        Column("area", "所在行政区域", "area.name"),
        Column("employer", "工作单位及职务", width=40),
    )
    empty = Empty("所有代表都已编组进站", "编组率100%。")

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if request.user.is_authenticated and not holds(request.user, Role.COMMITTEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet:
        return without_station(super().rows().select_related("area"), timezone.localdate())

    def crumbs(self) -> list[Crumb]:
        return [Crumb("联络站", reverse("stations:stations")), Crumb(self.title)]

    @property
    def note(self) -> str:
        everybody = in_office(Deputy.objects.visible_to(self.request.user))
        count = everybody.count()
        left = without_station(everybody, timezone.localdate()).count()
        rate = min(99.9, (count - left) * 100 / count) if left else 100
        return f"在任代表{count}人，已编组进站{count - left}人，编组率{rate:.1f}%。"
