"""Selections of model stations: their list, page, candidates, groups, scores and steps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.casefile import CaseFile, Fact, Offer, Part
from pages.columns import Badge, Column
from pages.labels import label
from pages.lists import Action, Empty
from stations.actors import runs
from stations.forms.plates import (
    PLATE_FORMS,
    CandidateForm,
    CandidateScoreForm,
    PlateGroupForm,
    PlateRoundForm,
)
from stations.grades import PlateState
from stations.models.plates import Candidate, PlateGroup, PlateRound, Showing
from stations.plate_lifecycle import PLATES
from stations.plates import give_score, name_candidate, withdraw_candidate
from stations.tables import own_page
from stations.views.building import HOME, BuildingList, may_read
from stations.views.walls import own_area
from workflow.lifecycle import begin
from workflow.transitions import OutOfStep, Refused
from workflow.views import StepView, offers, timeline

COLOURS = {
    "nominating": "orange",
    "scoring": "blue",
    "ranked": "purple",
    "awarded": "green",
    "cancelled": "grey",
}
LISTED = Crumb("示范点评选", "/building/plates/")


def plate_badge(row: PlateRound) -> Badge:
    return Badge(label(row, "state"), COLOURS[row.state])


class PlateRoundList(BuildingList):
    """The selections of one's areas, newest first."""

    title, model = "示范点评选", PlateRound
    columns = (
        Column("name", "名称", link=own_page, width=36), Column("area", "行政区域", "area.name"),
        Column("year", "年度", kind="number", sort="year"), Column("state", "状态", plate_badge, kind="badge"),
        Column("cut", "授牌名额", kind="number"), Column("awarded_on", "授牌日期", kind="date"),
    )  # fmt: skip
    order = ("-year",)
    note = "提名参选站点 → 验收组评分 → 按名额排名 → 授牌并向公众公布。"
    empty = Empty("还没有示范点评选", "由人大代表工作机构新建，确定参选站点数和授牌名额。")

    def rows(self) -> QuerySet:
        return super().rows().select_related("area")

    def actions(self) -> list[Action]:
        found = [Action("参选站点", reverse("stations:candidates"), icon="list")]
        if holds(self.request.user, Role.COMMITTEE):
            found.append(Action("新建评选", reverse("stations:plate_new"), "primary", "plus"))
        return found


def plate_round_of(request: HttpRequest, pk: int) -> PlateRound:
    may_read(request.user)
    return get_object_or_404(PlateRound.objects.visible_to(request.user).select_related("area"), pk=pk)


class PlateStep(StepView):
    lifecycle, forms = PLATES, PLATE_FORMS

    def get_subject(self) -> PlateRound:
        return plate_round_of(self.request, self.kwargs["pk"])


def _form(request: HttpRequest, title: str, form: Any, back: str, intro: str = "") -> HttpResponse:
    context = {
        "title": title,
        "form": form,
        "back": back,
        "intro": intro,
        "crumbs": [HOME, LISTED, Crumb(title)],
    }
    return render(request, "pages/form.html", context)


@login_required
def new_plate_round(request: HttpRequest) -> HttpResponse:
    area, year = own_area(request), timezone.localdate().year
    first = {"year": year, "name": f"{area}{year}年示范人大代表联络站评选", "plate": "示范人大代表联络站"}
    form = PlateRoundForm(request.POST or None, initial=first)
    form.instance.area = area
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            row = form.save()
            begin(PLATES, row, request.user)
        messages.success(request, "已建立，各级人大代表工作机构可以提名。")
        return redirect(row)
    return _form(request, "新建评选", form, LISTED.url)


@login_required
def new_candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """Named by the office of the selection, or by an office below it for its own stations."""
    row = plate_round_of(request, pk)
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    form = CandidateForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = name_candidate(
                request.user, row.pk, form.cleaned_data["station"], form.cleaned_data["reason"]
            )
        except Refused as no:
            form.add_error(no.field, str(no))
        except OutOfStep as late:
            messages.warning(request, str(late))
            return redirect(row)
        else:
            messages.success(request, f"已提名{made.station}。")
            return redirect(row)
    return _form(request, "提名参选站点", form, row.get_absolute_url(), str(row))


def candidate_of(request: HttpRequest, pk: int) -> Candidate:
    may_read(request.user)
    rows = Candidate.objects.visible_to(request.user).select_related("round__area", "station", "group")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_POST
def drop_candidate(request: HttpRequest, pk: int) -> HttpResponse:
    one = candidate_of(request, pk)
    if not runs(request.user, one.area_id):
        raise PermissionDenied
    try:
        withdraw_candidate(request.user, one)
        messages.success(request, f"已撤回{one.station}的提名。")
    except OutOfStep as late:
        messages.warning(request, str(late))
    return redirect(one.round)


def may_score(user: Any, one: Candidate) -> bool:
    """Members of the group it is allotted to, and the office that holds the selection."""
    member = one.group is not None and one.group.members.filter(pk=user.pk).exists()
    return holds(user, Role.COMMITTEE) and (member or runs(user, one.round.area_id))


@login_required
def score_candidate(request: HttpRequest, pk: int) -> HttpResponse:
    one = candidate_of(request, pk)
    if not may_score(request.user, one):
        raise PermissionDenied
    form = CandidateScoreForm(request.POST or None, initial={"score": one.score, "words": one.words})
    form.edits = one
    if request.method == "POST" and form.is_valid():
        try:
            give_score(request.user, one, form.cleaned_data["score"], form.cleaned_data["words"])
            messages.success(request, f"已评分：{one.station}。")
        except OutOfStep as late:
            messages.warning(request, str(late))
        return redirect(one.round)
    return _form(
        request, f"{one.station}：评分", form, one.round.get_absolute_url(), f"推荐理由：{one.reason}"
    )


@login_required
def new_plate_group(request: HttpRequest, pk: int) -> HttpResponse:
    row = plate_round_of(request, pk)
    if not runs(request.user, row.area_id):
        raise PermissionDenied
    form = PlateGroupForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        group = form.save()
        enter(EntryKind.DEED, "设立评选验收组", request.user, subject=row, data={"group": group.name})
        messages.success(request, f"已设立{group}。")
        return redirect(row)
    return _form(request, "设立验收组", form, row.get_absolute_url(), str(row))


@login_required
def plate_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The case file of a selection: its candidates in the order of their scores, with the cut drawn."""
    row, user = plate_round_of(request, pk), request.user
    rows = list(Candidate.objects.visible_to(user).filter(round=row).select_related("station", "area", "group", "honour")
                .order_by("place", "station__path"))  # fmt: skip
    named = row.candidates.count()
    keeps, names = runs(user, row.area_id), holds(user, Role.COMMITTEE) and row.state == PlateState.NOMINATING
    scoring = row.state == PlateState.SCORING
    lines = [(one, scoring and may_score(user, one), names and runs(user, one.area_id)) for one in rows]
    shown = list(Showing.objects.visible_to(user).filter(round=row).select_related("station"))
    data = {"rows": lines, "round": row, "others": named - len(rows)}
    more = (
        [
            Offer(
                "批量提名",
                reverse("stations:candidates_new", args=(pk,)),
                style="primary" if named < row.cut else "",
            ),
            Offer("提名参选站点", reverse("stations:candidate_new", args=(pk,))),
        ]
        if names
        else []
    )
    if any(scores for _, scores, _ in lines):
        more.append(Offer("集中评分", reverse("stations:candidate_scores", args=(pk,)), style="primary"))
    if keeps:
        more.append(Offer("登记观摩交流", reverse("stations:showing_new", args=(pk,))))
    if keeps and row.state in (PlateState.NOMINATING, PlateState.SCORING):
        more.append(Offer("设立验收组", reverse("stations:plate_group_new", args=(pk,))))
    case = CaseFile(
        title=row.name, kind="示范点评选", badges=[plate_badge(row)], waiting="您可以查看参选和授牌情况。",
        summary=[Fact("行政区域", row.area), Fact("牌匾", row.plate), Fact("参选站点", f"{named}个（不超过{row.most}个）"),
                 Fact("授牌名额", f"{row.cut}个"), Fact("授牌日期", row.awarded_on), Fact("验收组", groups_of(row, user))],
        offers=[*more, *offers(PLATES, row, user, PLATE_FORMS)],
        parts=[Part("参选站点", template="stations/_candidates.html", data=data),
               Part("观摩交流", template="stations/_showings.html", data={"rows": shown, "keeps": keeps})],
        timeline=timeline(row, PLATES) if keeps else (), crumbs=[HOME, LISTED, Crumb(row.name)],
    )  # fmt: skip
    return render(request, "stations/building_case.html", {"case": case})


def groups_of(row: PlateRound, user: Any) -> str:
    """The groups with their people and how many stations they have."""
    rows = PlateGroup.objects.visible_to(user).filter(round=row).prefetch_related("members")
    return "；".join(
        f"{one.name}（{'、'.join(user.name for user in one.members.all())}，{one.n}个站点）"
        for one in rows.annotate(n=Count("candidates", distinct=True))
    )
