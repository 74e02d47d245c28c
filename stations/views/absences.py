"""Leave: the days on which a deputy cannot be on duty."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import holds
from pages.actions import Action, Crumb
from pages.addresses import row_url
from pages.columns import Column
from pages.lists import Empty, ListPage, SavedView
from stations.actors import STATION_ROLES
from stations.filters import AbsenceFilters
from stations.forms.planning import AbsenceForm
from stations.models import Absence, RosterEntry

KEEPERS = (*STATION_ROLES, Role.COMMITTEE, Role.DEPUTY)
CALL_OFF = Column("end", "操作", lambda row: "撤销", link=lambda row: row_url("stations:absence_end", row.pk))


class AbsenceList(ListPage):
    """Leave that is registered."""

    title, model, filters = "代表请假", Absence, AbsenceFilters
    columns = (
        Column("deputy", "代表", "deputy.name", width=14),
        Column("starts_on", "自", kind="date", sort="starts_on"),
        Column("ends_on", "至", kind="date"),
        Column("reason", "事由", width=30),
        Column("recorded_by", "登记人", "recorded_by.name", shown=False),
    )
    order = ("-starts_on",)
    views = (SavedView("全部"), SavedView("现在和今后", "when=ahead"))
    empty = Empty("没有请假记录", "代表不能参加接待的，登记后排班时不再安排。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("deputy", "recorded_by")

    def get_columns(self) -> tuple[Column, ...]:
        return (*self.columns, CALL_OFF) if holds(self.request.user, *KEEPERS) else self.columns

    def actions(self) -> list[Action]:
        allowed = holds(self.request.user, *KEEPERS)
        return [Action("登记请假", reverse("stations:absence_new"), "primary", "plus")] if allowed else []

    def crumbs(self) -> list[Crumb]:
        return [Crumb("接待日", reverse("stations:receptions")), Crumb(self.title)]


def _own(user: Any) -> Deputy | None:
    """The deputy who asks for himself; None for all others."""
    return Deputy.objects.visible_to(user).filter(user=user).first() if holds(user, Role.DEPUTY) else None


@login_required
def new_absence(request: HttpRequest) -> HttpResponse:
    """Register leave; days already planned within it are named, so that the roster is changed."""
    user = request.user
    own = _own(user)
    if not holds(user, *KEEPERS) or (holds(user, Role.DEPUTY) and own is None):
        raise PermissionDenied
    form = AbsenceForm(request.POST or None, user=user, own=own)
    if request.method == "POST" and form.is_valid():
        row = _register(user, form)
        messages.success(request, f"已登记{row.deputy}的请假。")
        if said := _meets(user, row):
            messages.warning(request, f"请假期间已安排轮值，请调整：{said}。")
        return redirect("stations:absences")
    crumbs = [Crumb("代表请假", reverse("stations:absences")), Crumb("登记请假")]
    context = {"title": "登记请假", "form": form, "back": reverse("stations:absences"), "crumbs": crumbs}
    return render(request, "pages/form.html", context)


@transaction.atomic
def _register(user: Any, form: AbsenceForm) -> Absence:
    row = form.save(commit=False)
    row.recorded_by = user
    row.save()
    enter(EntryKind.DEED, "登记代表请假", user, subject=row, data={"from": row.starts_on, "to": row.ends_on})
    return row


def _meets(user: Any, row: Absence) -> str:
    """The planned days that fall into the leave, in words."""
    rows = RosterEntry.objects.visible_to(user).filter(
        deputy=row.deputy, reception__on__range=(max(row.starts_on, timezone.localdate()), row.ends_on)
    )
    rows = rows.filter(reception__state__in=("planned", "published")).select_related("reception__station")
    return "；".join(str(entry.reception) for entry in rows.order_by("reception__on")[:10])


@login_required
def end_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take leave back: the row goes, the journal keeps it."""
    row = get_object_or_404(Absence.objects.visible_to(request.user).select_related("deputy"), pk=pk)
    if not holds(request.user, *KEEPERS):
        raise PermissionDenied
    if request.method == "POST":
        with transaction.atomic():
            data = {"from": row.starts_on, "to": row.ends_on}
            enter(EntryKind.DEED, "撤销代表请假", request.user, subject=row, data=data)
            row.delete()
        messages.success(request, f"已撤销{row.deputy}的请假。")
        return redirect("stations:absences")
    question = f"撤销{row.deputy}的请假？撤销后排班时可以再安排这位代表。"
    context = {"title": "撤销请假", "question": question, "label": "撤销", "style": "danger"}
    return render(request, "pages/confirm.html", context | {"back": reverse("stations:absences")})
