"""Rounds of appraisal: their list, page, checklist, groups, and steps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q, QuerySet
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
from pages.columns import Badge, Column, number_text
from pages.dates import cn_date
from pages.labels import label
from pages.lists import Action, Empty
from stations.actors import runs
from stations.forms.appraisals import ROUND_FORMS, AppraisalItems, GroupForm, RoundForm, points_of
from stations.grades import Grade, RoundState
from stations.models import Appraisal, AppraisalGroup, AppraisalRound
from stations.round_lifecycle import ROUND
from stations.rounds import begin_items, share_out
from stations.tables import own_page
from stations.views.building import HOME, BuildingList, may_read
from stations.views.walls import own_area
from workflow.lifecycle import begin
from workflow.views import StepView, offers, timeline

COLOURS = {"draft": "orange", "open": "blue", "closed": "green", "cancelled": "grey"}
LISTED = Crumb("考评", "/building/rounds/")


def round_badge(row: AppraisalRound) -> Badge:
    return Badge(label(row, "state"), COLOURS[row.state])


class RoundList(BuildingList):
    """The rounds of one's areas, newest first."""

    title, model = "考评", AppraisalRound
    columns = (
        Column("name", "名称", link=own_page, width=40), Column("area", "行政区域", "area.name"),
        Column("year", "年度", kind="number", sort="year"), Column("state", "状态", round_badge, kind="badge"),
        Column("report_by", "自评截止", kind="date"), Column("stations", "站点", kind="number"),
        Column("decided", "已有结果", kind="number"),
    )  # fmt: skip
    order = ("-year",)
    note = "每年一次：站点自评 → 检查验收 → 评定等次 → 异议 → 生效。"
    empty = Empty("还没有考评", "由人大代表工作机构新建本年度的考评，考评项目可以沿用上一年的。")

    def rows(self) -> QuerySet:
        mine = Q(appraisals__in=Appraisal.objects.visible_to(self.request.user))
        rows = super().rows().select_related("area").annotate(stations=Count("appraisals", filter=mine))
        return rows.annotate(decided=Count("appraisals", filter=mine & ~Q(appraisals__grade="")))

    def actions(self) -> list[Action]:
        found = [Action("各站结果", reverse("stations:appraisals"), icon="list")]
        if holds(self.request.user, Role.COMMITTEE):
            found.append(Action("新建考评", reverse("stations:round_new"), "primary", "plus"))
        return found


def round_of(request: HttpRequest, pk: int) -> AppraisalRound:
    may_read(request.user)
    return get_object_or_404(AppraisalRound.objects.visible_to(request.user).select_related("area"), pk=pk)


def live(row: AppraisalRound) -> bool:
    """May its groups still be changed?"""
    return row.state in (RoundState.DRAFT, RoundState.OPEN)


def drafted(request: HttpRequest, pk: int) -> AppraisalRound:
    """A round of one's own that may still be changed; 404 unseen, 403 somebody else's, 404 once it runs."""
    row = round_of(request, pk)
    if not runs(request.user, row.area_id):
        raise PermissionDenied
    return get_object_or_404(
        AppraisalRound.objects.visible_to(request.user).filter(state=RoundState.DRAFT), pk=pk
    )


@login_required
def new_round(request: HttpRequest) -> HttpResponse:
    """A round with last year's checklist, or the pattern's."""
    area, today = own_area(request), timezone.localdate()
    first = {"year": today.year, "name": f"{area}{today.year}年人大代表联络站考评",
             "starts_on": today.replace(month=1, day=1), "ends_on": today.replace(month=12, day=31)}  # fmt: skip
    form = RoundForm(request.POST or None, area=area, initial=first)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            row = form.save()
            items = begin_items(row)
            begin(ROUND, row, request.user)
        messages.success(request, f"已建立，考评项目{items}项，请核对后启动。")
        return redirect(row)
    context = {
        "title": "新建考评",
        "form": form,
        "back": LISTED.url,
        "crumbs": [HOME, LISTED, Crumb("新建考评")],
    }
    return render(request, "pages/form.html", context)


@login_required
def edit_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, days and tiers of a draft."""
    row = drafted(request, pk)
    form = RoundForm(request.POST or None, instance=row, area=row.area)
    if request.method == "POST" and form.is_valid():
        form.save()
        enter(EntryKind.DEED, "修改考评", request.user, subject=row, data={"fields": form.changed_data})
        messages.success(request, "已保存。")
        return redirect(row)
    context = {"title": "修改考评", "form": form, "back": row.get_absolute_url(), "crumbs": [HOME, LISTED]}
    return render(request, "pages/form.html", context)


@login_required
def edit_items(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist of a draft, a line an item; the points make a hundred."""
    row = drafted(request, pk)
    items = AppraisalItems(request.POST or None, instance=row, prefix="items")
    if request.method == "POST" and items.is_valid():
        items.save()
        enter(EntryKind.DEED, "修改考评项目", request.user, subject=row, data={"items": row.items.count()})
        messages.success(request, "已保存。")
        return redirect(row)
    context = {
        "title": f"{row}：考评项目", "items": items, "back": row.get_absolute_url(),
        "crumbs": [HOME, LISTED, Crumb(row.name, row.get_absolute_url())],
    }  # fmt: skip
    return render(request, "stations/appraisal_items.html", context)


@login_required
def new_group(request: HttpRequest, pk: int) -> HttpResponse:
    """An inspection group of named people."""
    row = round_of(request, pk)
    if not runs(request.user, row.area_id):
        raise PermissionDenied
    form = GroupForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        group = form.save()
        names = [user.name for user in group.members.all()]
        enter(
            EntryKind.DEED,
            "设立检查验收组",
            request.user,
            subject=row,
            data={"group": group.name, "members": names},
        )
        messages.success(request, f"已设立{group}。")
        return redirect(row)
    context = {"title": "设立检查验收组", "form": form, "intro": str(row), "back": row.get_absolute_url()}
    return render(request, "pages/form.html", context)


@login_required
@require_POST
def drop_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Dissolve a group; its stations wait for another one."""
    group = get_object_or_404(AppraisalGroup.objects.visible_to(request.user).select_related("round"), pk=pk)
    row = group.round
    if not runs(request.user, row.area_id):
        raise PermissionDenied
    if not live(row):
        messages.warning(request, "考评已经结束或取消，不能再调整验收组。")
        return redirect(row)
    enter(EntryKind.DEED, "撤销检查验收组", request.user, subject=row, data={"group": group.name})
    group.delete()
    messages.success(request, "已撤销，原分配的站点请重新分配。")
    return redirect(row)


@login_required
@require_POST
def share_stations(request: HttpRequest, pk: int) -> HttpResponse:
    """Allot every station without a group."""
    row = round_of(request, pk)
    if not runs(request.user, row.area_id):
        raise PermissionDenied
    if done := share_out(request.user, row):
        messages.success(request, f"已分配{done}个站点。")
    else:
        messages.warning(request, "没有待分配的站点，或还没有设立验收组。")
    return redirect(row)


@login_required
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The case file of a round."""
    row, user = round_of(request, pk), request.user
    keeps = runs(user, row.area_id)
    case = CaseFile(
        title=row.name, kind="考评", badges=[round_badge(row)],
        summary=[
            Fact("行政区域", row.area), Fact("计入工作", f"{cn_date(row.starts_on)}至{cn_date(row.ends_on)}"),
            Fact("自评截止", row.report_by), Fact("参加层级", "、".join(str(tier) for tier in row.tiers.all())),
        ],
        offers=[*offers(ROUND, row, user, ROUND_FORMS), *_more(row, keeps)], waiting="您可以查看考评项目和本站结果。",
        parts=[part for part in (_results(row, user), _groups(row, user, keeps and live(row)), _checklist(row)) if part],
        timeline=timeline(row, ROUND) if keeps else (), crumbs=[HOME, LISTED, Crumb(row.name)],
    )  # fmt: skip
    return render(request, "stations/building_case.html", {"case": case})


def _more(row: AppraisalRound, keeps: bool) -> list[Offer]:
    if not keeps or not live(row):
        return []
    group = Offer("设立检查验收组", reverse("stations:group_new", args=(row.pk,)))
    if row.state == RoundState.OPEN:
        return [group]
    return [
        Offer("修改考评项目", reverse("stations:round_items", args=(row.pk,))),
        Offer("修改起止和层级", reverse("stations:round_edit", args=(row.pk,))), group,
    ]  # fmt: skip


def _results(row: AppraisalRound, user: Any) -> Part | None:
    """How many stations stand where; every number opens its rows."""
    rows = Appraisal.objects.visible_to(user).filter(round=row)
    states = dict(rows.values_list("state").annotate(n=Count("pk")).order_by())
    if not states:
        return None
    grades = dict(rows.exclude(grade="").values_list("grade").annotate(n=Count("pk")).order_by())
    base = f"{reverse('stations:appraisals')}?round={row.pk}"
    labels = Appraisal._meta.get_field("state").flatchoices
    data = {
        "states": [(label, states[code], f"{base}&state={code}") for code, label in labels if code in states],
        "grades": [(label, grades[code], f"{base}&grade={code}") for code, label in Grade.choices if code in grades],
        "total": sum(states.values()), "url": base,
    }  # fmt: skip
    return Part("进展和结果", template="stations/_round_results.html", data=data)


def _groups(row: AppraisalRound, user: Any, keeps: bool) -> Part | None:
    rows = list(
        AppraisalGroup.objects.visible_to(user).filter(round=row).annotate(n=Count("appraisals", distinct=True))
        .prefetch_related("members")
    )  # fmt: skip
    free = Appraisal.objects.visible_to(user).filter(round=row, group=None).count()
    if not rows and not keeps:
        return None
    base = f"{reverse('stations:appraisals')}?round={row.pk}"
    data = {
        "rows": [(one, f"{base}&group={one.pk}") for one in rows],
        "free": free,
        "keeps": keeps,
        "round": row,
    }
    return Part("检查验收组", template="stations/_round_groups.html", data=data)


def _checklist(row: AppraisalRound) -> Part:
    total = points_of(row)
    data = {"rows": row.items.all(), "total": total}
    return Part(f"考评项目（合计{number_text(total)}分）", template="stations/_round_items.html", data=data)


class RoundStep(StepView):
    lifecycle, forms = ROUND, ROUND_FORMS

    def get_subject(self) -> AppraisalRound:
        return round_of(self.request, self.kwargs["pk"])
