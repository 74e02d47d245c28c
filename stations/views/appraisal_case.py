"""The page of one station's appraisal, and its result as a sheet to print."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pages.actions import Crumb
from pages.casefile import CaseFile, Fact, Offer, Part, Person, TrackStep
from pages.columns import number_text
from stations.appraisal_lifecycle import APPRAISAL, VOID
from stations.appraising import FACTS, WORDS, Line, lines_of, proposed, total_of
from stations.forms.appraisals import APPRAISAL_FORMS
from stations.grades import AppraisalFact, AppraisalState
from stations.models import Appraisal, AppraisalEvidence
from stations.views.appraisals import (
    LISTED,
    appraisal_of,
    grade_badge,
    may_inspect,
    may_report,
    state_badge,
)
from stations.views.building import HOME
from workflow.views import clock_rows, offers, timeline

S = AppraisalState
TRACK = (
    (S.REPORTING, "自评"),
    (S.REPORTED, "验收"),
    (S.INSPECTED, "评定"),
    (S.ANNOUNCED, "异议"),
    (S.SETTLED, "生效"),
)
# where on the track the states stand that are not on it
BESIDE = {S.OBJECTED: 3, S.RECTIFYING: 4, S.RECHECK: 4, S.REVOKED: 4}


@login_required
def appraisal_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was counted, reported and given, what came of it, and what may be done now."""
    row, user = appraisal_of(request, pk), request.user
    lines = lines_of(row, live=row.state in (S.REPORTING, S.REPORTED))
    case = CaseFile(
        title=row.station.name, number=str(row.round), kind="站点考评",
        badges=[badge for badge in (state_badge(row), grade_badge(row)) if badge], due_on=row.due_on,
        track=() if row.state in VOID else track_of(row), summary=facts(row, lines),
        offers=[*_scoring(row, user), *offers(APPRAISAL, row, user, APPRAISAL_FORMS)],
        waiting="请等待下一步，结果会通知您。",
        parts=[
            Part("各项得分", template="stations/_appraisal_lines.html", data=_table(row, lines, user)),
            *([Part("验收意见", text=row.words)] if row.words else []),
            *([Part("整改情况", text=row.rectified)] if row.rectified else []),
        ],
        timeline=timeline(row, APPRAISAL), clocks=clock_rows(row, user), people=_people(row),
        crumbs=[HOME, LISTED, Crumb(row.station.name)],
    )  # fmt: skip
    return render(request, "stations/building_case.html", {"case": case})


def facts(row: Appraisal, lines: list[Line]) -> list[Fact]:
    """The result, or while it is open what the points add up to."""
    if row.state in VOID:
        last = row.events.order_by("at", "pk").last()
        closed = [Fact("站点撤销日期", row.station.closed_on)] if row.station.closed_on else []
        return [Fact("没有结果的原因", last.note if last else ""), *closed]
    grade = row.get_grade_display()
    if row.total is None:
        soon = total_of(lines)
        return [
            Fact("目前合计", f"{number_text(soon)}分（未填的按0分计）"),
            Fact("自评截止", row.round.report_by),
        ]
    wanted = proposed(row.total, row.area)
    hint = f"{wanted[0].label}{f'，{wanted[1]}星' if wanted[1] else ''}"
    return [
        Fact("得分", f"{number_text(row.total)}分"), Fact("按分数对应", hint), Fact("等次", grade),
        Fact("星级", f"{row.stars}星" if row.stars else "不评星级" if grade else ""), Fact("自评日期", row.reported_on),
        Fact("验收日期", row.inspected_on), Fact("评定日期", row.decided_on),
    ]  # fmt: skip


def _scoring(row: Appraisal, user: Any) -> list[Offer]:
    found = []
    if may_report(user, row):
        found.append(Offer("填写自评", reverse("stations:self_report", args=(row.pk,)), style="primary"))
    if may_inspect(user, row):
        found.append(Offer("验收打分", reverse("stations:inspection", args=(row.pk,)), style="primary"))
    if row.total is not None and row.state not in VOID:
        found.append(Offer("打印结果表", reverse("stations:result_sheet", args=(row.pk,))))
    return found


def track_of(row: Appraisal) -> list[TrackStep]:
    states = [state for state, _ in TRACK]
    at = states.index(S(row.state)) if row.state in states else BESIDE[S(row.state)]
    over = row.state in (S.SETTLED, S.REVOKED)
    days = (row.reported_on, row.inspected_on, row.decided_on, None, None)
    return [
        TrackStep(
            label, "done" if i < at or over else "now" if i == at else "todo", on=days[i] if i < at else None
        )
        for i, (_, label) in enumerate(TRACK)
    ]


def _table(row: Appraisal, lines: list[Line], user: Any) -> dict[str, Any]:
    """The lines with where their numbers open, and their evidence."""
    files: dict[int, list[AppraisalEvidence]] = {}
    rows = AppraisalEvidence.objects.visible_to(user).filter(score__appraisal=row).select_related("score")
    for one in rows.order_by("pk"):
        files.setdefault(one.score.item_id, []).append(one)
    adds = may_report(user, row) or (row.state == S.RECTIFYING and _staff(row, user))
    table = [
        (line, rows_url(row, line), WORDS.get(line.item.fact, ""), files.get(line.item.pk, []))
        for line in lines
    ]
    return {"rows": table, "adds": adds, "drops": may_report(user, row), "appraisal": row, "total": row.total}


def _staff(row: Appraisal, user: Any) -> bool:
    return APPRAISAL.actors["station"](row, user)


def rows_url(row: Appraisal, line: Line) -> str:
    """Where the rows behind a counted number are listed."""
    if line.item.fact == AppraisalFact.STANDARDS:
        return reverse("stations:checklist", args=(row.station_id,)) if not row.station.closed_on else ""
    return reverse("stations:fact_rows", args=(row.pk, line.item.fact)) if line.item.fact in FACTS else ""


def _people(row: Appraisal) -> list[Person]:
    if row.group is None:
        return []
    return [Person(user.name, row.group.name) for user in row.group.members.order_by("name")]


@login_required
def result_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The result of one station, to print and sign."""
    row = appraisal_of(request, pk)
    lines = lines_of(row, live=row.state in (S.REPORTING, S.REPORTED))
    context = {
        "title": "考评结果表",
        "appraisal": row,
        "lines": lines,
        "back": row.get_absolute_url(),
    }
    return render(request, "stations/result_sheet.html", context)
