"""Scoring the candidates of a selection together: one page a group, from the keyboard or from a sheet."""

from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.exporting import download
from pages.sheets import SheetColumn, stream_sheet
from stations.actors import runs
from stations.forms.scores import GridForm
from stations.grades import PlateState
from stations.models.plates import Candidate, PlateRound
from stations.plates import give_scores
from stations.score_sheets import from_sheet
from stations.views.building import HOME
from stations.views.selection import LISTED, plate_round_of
from workflow.transitions import OutOfStep

COLUMNS = (
    ("站点编号", 14),
    ("联络站", 36),
    ("行政区域", 16),
    ("推荐理由", 40),
    ("得分", 10),
    ("验收意见", 50),
)


def mine(request: HttpRequest, row: PlateRound) -> QuerySet:
    """The candidates that this person scores: those of his groups, or all for the office that holds the selection.

    404 for an unseen selection, 403 for who scores nobody in it.
    """
    rows = (
        Candidate.objects.visible_to(request.user)
        .filter(round=row)
        .select_related("station", "area", "group")
    )
    own = row.groups.filter(members=request.user)
    if not holds(request.user, Role.COMMITTEE) or not (runs(request.user, row.area_id) or own.exists()):
        raise PermissionDenied
    rows = rows if runs(request.user, row.area_id) else rows.filter(group__in=own)
    group = request.GET.get("group", "")
    if group.isdecimal():
        rows = rows.filter(group=int(group))
    return rows.order_by("group", "station__path")


@login_required
def score_many(request: HttpRequest, pk: int) -> HttpResponse:
    """The group's score sheet as one page. A sheet that is uploaded fills the page, and is saved by its button."""
    row = plate_round_of(request, pk)
    rows = list(mine(request, row))
    if row.state != PlateState.SCORING:
        messages.warning(request, "现在不能评分。")
        return redirect(row)
    faults: list[str] = []
    if request.method == "POST" and "file" in request.FILES:
        filled, faults = from_sheet(request.FILES["file"], rows)
        form = GridForm(rows=rows, initial=filled)
        if filled:
            messages.info(request, f"表中{len(filled) // 2}行已填入本页，核对后保存。")
    else:
        form = GridForm(request.POST if request.method == "POST" else None, rows=rows)
        if request.method == "POST" and form.is_valid():
            try:
                done = give_scores(request.user, row.pk, form.given())
                messages.success(request, f"已保存，{done}个站点的评分有变化。")
            except OutOfStep as late:
                messages.warning(request, str(late))
            return redirect(row)
    groups = row.groups.all() if runs(request.user, row.area_id) else row.groups.filter(members=request.user)
    context = {
        "title": "集中评分", "round": row, "form": form, "faults": faults, "groups": groups, "group": request.GET.get("group", ""),
        "left": sum(one.score is None for one in rows), "back": row.get_absolute_url(),
        "crumbs": [HOME, LISTED, Crumb(row.name, row.get_absolute_url()), Crumb("集中评分")],
    }  # fmt: skip
    return render(request, "stations/score_many.html", context)


@login_required
def score_sheet(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The score sheet to fill, with what was given so far; the download is journalled."""
    row = plate_round_of(request, pk)
    rows = list(mine(request, row))
    file = BytesIO()
    lines = [
        [one.station.code, one.station.name, one.area.name, one.reason, one.score, one.words] for one in rows
    ]
    cover = {
        "评选": row.name,
        "填写": "得分为百分制，最多一位小数；不要改动站点编号。填好后在“集中评分”页上传。",
    }
    stream_sheet(file, "评分表", [SheetColumn(label, width) for label, width in COLUMNS], lines, cover)
    file.seek(0)
    enter(EntryKind.EXPORT, "下载示范点评分表", request.user, subject=row, data={"rows": len(rows)})
    return download(request, f"{row.name}评分表.xlsx", file)
