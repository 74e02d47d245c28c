"""The area's supervising teams (督查组) and its table of committees by category (对口督办表)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.models import Area
from offices.posts import acting_post, holds
from pages.actions import Action, Crumb
from suggestions.choices import SupervisionState
from suggestions.forms.teams import CommitteesForm, TeamForm
from suggestions.models import CategoryCommittee, Supervision, Team

CRUMBS = [Crumb("代表建议", "/suggestions/"), Crumb("督办", "/suggestions/supervisions/")]


def _area(request: HttpRequest) -> Area:
    """The area of the congress office that one acts for. Raises PermissionDenied."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    return acting_post(request.user).principal.area


@login_required
def teams(request: HttpRequest) -> HttpResponse:
    """Both tables of the area."""
    area = _area(request)
    context = {
        "title": "督查组和对口督办表",
        "teams": _with_work(Team.objects.visible_to(request.user).filter(area=area), request.user),
        "committees": CategoryCommittee.objects.visible_to(request.user)
        .filter(area=area)
        .select_related("category"),
        "actions": [
            Action("新增督查组", reverse("suggestions:team-new"), "primary", "plus"),
            Action("修改对口督办表", reverse("suggestions:committees"), icon="edit"),
        ],
        "crumbs": [*CRUMBS, Crumb("督查组和对口督办表")],
    }
    return render(request, "suggestions/teams.html", context)


def _with_work(rows: QuerySet[Team], user: Any) -> QuerySet[Team]:
    """In the order they were set up (第一、第二…), with how many supervisions each has had, and has under way."""
    own = Supervision.objects.visible_to(user).filter(team=OuterRef("pk")).order_by().values("team")
    counted = own.annotate(whole=Count("pk"), now=Count("pk", filter=~Q(state=SupervisionState.ENDED)))
    return rows.annotate(
        whole=Subquery(counted.values("whole")), now=Subquery(counted.values("now"))
    ).order_by("pk")


@login_required
def team(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new team, or one that changes."""
    area = _area(request)
    mine = Team.objects.visible_to(request.user).filter(area=area)
    row = get_object_or_404(mine, pk=pk) if pk else None
    form = TeamForm(request.POST or None, instance=row, area=area)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save()
            enter(EntryKind.SETTING, "修改督查组", request.user, subject=saved, data=form.cleaned_data)
        messages.success(request, "督查组已保存。")
        return redirect("suggestions:teams")
    context = {"title": str(row) if row else "新增督查组", "form": form, "back": reverse("suggestions:teams")}
    return render(request, "pages/form.html", context | {"crumbs": CRUMBS})


@login_required
def committees(request: HttpRequest) -> HttpResponse:
    """The table of committees, all categories on one page."""
    area = _area(request)
    form = CommitteesForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            enter(EntryKind.SETTING, "修改对口督办表", request.user, subject=area, data=form.cleaned_data)
        messages.success(request, "对口督办表已保存。")
        return redirect("suggestions:teams")
    context = {"title": "对口督办表", "form": form, "back": reverse("suggestions:teams"), "crumbs": CRUMBS}
    context["intro"] = "每一类建议由哪个专门委员会或工作机构对口督办；督办立项时按类别填出。留空的不列入。"
    return render(request, "pages/form.html", context)
