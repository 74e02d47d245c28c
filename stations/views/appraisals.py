"""Appraisals of stations: the list of results, one's page, its self-report, inspection, evidence and rows."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from offices.filters import Few
from pages.actions import Crumb
from pages.addresses import page_url
from pages.columns import Badge, Column
from pages.dates import cn_date
from pages.files import UploadField, serve
from pages.labels import label
from pages.layouts import PageForm
from pages.lists import Empty, ListPage, SavedView
from stations.actors import is_station
from stations.appraisal_lifecycle import APPRAISAL, is_inspector, is_office
from stations.appraising import FACTS, lines_of, span_of, stations_of
from stations.filters import Placed, area_filter, station_filter
from stations.forms.appraisals import APPRAISAL_FORMS, InspectionForm, SelfReportForm
from stations.grades import AppraisalState, Grade
from stations.models import Appraisal, AppraisalEvidence, AppraisalGroup, AppraisalRound, AppraisalScore
from stations.tables import own_page
from stations.views.building import HOME, may_read
from workflow.views import StepView

S = AppraisalState
STATE_COLOURS = {
    S.REPORTING: "orange", S.REPORTED: "blue", S.INSPECTED: "blue", S.ANNOUNCED: "purple", S.OBJECTED: "red",
    S.RECTIFYING: "orange", S.RECHECK: "blue", S.SETTLED: "green", S.REVOKED: "red", S.EXEMPT: "grey", S.CANCELLED: "grey",
}  # fmt: skip
GRADE_COLOURS = {Grade.EXCELLENT: "green", Grade.PASS: "blue", Grade.RECTIFY: "orange", Grade.REVOKE: "red"}
LISTED = Crumb("各站结果", "/building/results/")


def state_badge(row: Appraisal) -> Badge:
    return Badge(label(row, "state"), STATE_COLOURS[S(row.state)])


def grade_badge(row: Appraisal) -> Badge | None:
    return Badge(label(row, "grade"), GRADE_COLOURS[Grade(row.grade)]) if row.grade else None


class AppraisalFilters(Placed):
    round = Few(
        label="考评", queryset=lambda request: AppraisalRound.objects.visible_to(request.user).order_by("-year"),
        empty_label="全部",
    )  # fmt: skip
    state = django_filters.ChoiceFilter(label="状态", choices=S.choices, empty_label="全部")
    grade = django_filters.ChoiceFilter(label="等次", choices=Grade.choices, empty_label="全部")
    group = Few(
        label="验收组", queryset=lambda request: AppraisalGroup.objects.visible_to(request.user), empty_label="全部"
    )  # fmt: skip
    mine = django_filters.ChoiceFilter(
        label="范围", choices=(("yes", "我验收的"),), method="of_mine", empty_label="全部"
    )
    area = area_filter()
    station = station_filter()

    def of_mine(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(group__members=self.request.user)


class AppraisalList(ListPage):
    """Every station's appraisal: the result sheet of a round, on the page and in Excel."""

    title, model, filters = "各站考评结果", Appraisal, AppraisalFilters
    columns = (
        Column("station", "联络站", "station.name", link=own_page, width=36), Column("area", "行政区域", "area.name"),
        Column("round", "年度", "round.year", kind="number"), Column("state", "状态", state_badge, kind="badge"),
        Column("total", "得分", kind="number", sort="total"), Column("grade", "等次", grade_badge, kind="badge"),
        Column("stars", "星级", lambda a: f"{a.stars}星" if a.stars else ""),
        Column("group", "检查验收组", "group.name"), Column("due_on", "期限", kind="date", sort="due_on"),
        Column("reported_on", "自评日期", kind="date", shown=False), Column("inspected_on", "验收日期", kind="date", shown=False),
        Column("decided_on", "评定日期", kind="date", shown=False), Column("words", "验收意见", shown=False, width=50),
    )  # fmt: skip
    order = ("-total",)
    views = (
        SavedView("全部"), SavedView("待自评", "state=reporting"), SavedView("待验收", "state=reported"),
        SavedView("待评定", "state=inspected"), SavedView("有异议", "state=objected"),
        SavedView("限期整改", "state=rectifying"), SavedView("优秀", "grade=excellent"), SavedView("已摘牌", "state=revoked"),
        SavedView("免予考评", "state=exempt"),
    )  # fmt: skip
    empty = Empty("还没有考评结果", "考评启动后，参加的站点会出现在这里。")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            may_read(request.user)
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        return [HOME, Crumb("考评", page_url("stations:rounds")), Crumb(LISTED.label)]

    def rows(self) -> QuerySet:
        return super().rows().select_related("station", "area", "round", "group")


def appraisal_of(request: HttpRequest, pk: int) -> Appraisal:
    may_read(request.user)
    rows = Appraisal.objects.visible_to(request.user).select_related(
        "station__area", "station__tier", "area", "round__area", "group"
    )
    return get_object_or_404(rows, pk=pk)


class AppraisalStep(StepView):
    lifecycle, forms = APPRAISAL, APPRAISAL_FORMS

    def get_subject(self) -> Appraisal:
        return appraisal_of(self.request, self.kwargs["pk"])


def may_report(user: Any, row: Appraisal) -> bool:
    return row.state == S.REPORTING and is_station(row, user)


def may_inspect(user: Any, row: Appraisal) -> bool:
    return row.state in (S.REPORTING, S.REPORTED) and (is_inspector(row, user) or is_office(row, user))


@login_required
def self_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The station's own points and notes, saved as often as wanted before they are handed in."""
    row = appraisal_of(request, pk)
    if not is_station(row, request.user):
        raise PermissionDenied
    if not may_report(request.user, row):
        messages.warning(request, "自评已经提交，不能再改。")
        return redirect(row)
    return _scores(
        request, row, SelfReportForm, "自评", "系统计分的项目不用填分；其余各项按实际情况自评，可以上传佐证。"
    )


@login_required
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """The inspectors' points, item by item; saved as often as wanted before the inspection is finished."""
    row = appraisal_of(request, pk)
    if not (is_inspector(row, request.user) or is_office(row, request.user)):
        raise PermissionDenied
    if not may_inspect(request.user, row):
        messages.warning(request, "验收已经完成，不能再改。")
        return redirect(row)
    return _scores(
        request, row, InspectionForm, "验收打分", "不填的按系统计分或自评分计；与系统计分不同的须写明理由。"
    )


def _scores(request: HttpRequest, row: Appraisal, form_class: Any, title: str, intro: str) -> HttpResponse:
    form = form_class(request.POST or None, lines=lines_of(row, live=True))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.write()
            enter(
                EntryKind.DEED, f"考评{title}", request.user, subject=row, data={"fields": form.changed_data}
            )
        messages.success(request, "已保存，还没有提交。")
        return redirect(row)
    context = {
        "title": f"{row.station}：{title}", "form": form, "intro": intro, "appraisal": row, "back": row.get_absolute_url(),
        "crumbs": [HOME, LISTED, Crumb(row.station.name, row.get_absolute_url())],
    }  # fmt: skip
    return render(request, "stations/appraisal_scores.html", context)


class EvidenceForm(PageForm):
    submit_label = "上传"
    file = UploadField(
        label="文件", help_text="pdf、ofd、docx、xlsx、jpg、png，不超过20MB；不要上传群众的个人信息。"
    )


@login_required
def add_evidence(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """A file beside one item of the self-report, or of what was rectified."""
    row = appraisal_of(request, pk)
    if not is_station(row, request.user) or row.state not in (S.REPORTING, S.RECTIFYING):
        raise PermissionDenied
    thing = get_object_or_404(row.round.items, pk=item)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        _keep_evidence(request, row, thing, form.cleaned_data["file"])
        return redirect(row)
    context = {
        "title": f"{thing}：上传佐证",
        "form": form,
        "intro": str(row.station),
        "back": row.get_absolute_url(),
    }
    return render(request, "pages/form.html", context)


@transaction.atomic
def _keep_evidence(request: HttpRequest, row: Appraisal, item: Any, file: Any) -> None:
    score = AppraisalScore.objects.visible_to(request.user).filter(appraisal=row, item=item).first()
    score = score or row.scores.create(item=item)
    score.evidence.create(file=file, name=file.name[:120], size=file.size, sent_by=request.user)
    enter(
        EntryKind.DEED,
        "上传考评佐证",
        request.user,
        subject=row,
        data={"item": item.title, "name": file.name},
    )
    messages.success(request, f"已上传“{file.name}”。")


@login_required
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    row = get_object_or_404(AppraisalEvidence.objects.visible_to(request.user), pk=pk)
    return serve(row.file, row.name, inline=True)


@login_required
@require_POST
def drop_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file away while the self-report is still open."""
    rows = AppraisalEvidence.objects.visible_to(request.user).select_related(
        "score__appraisal__station", "score__item"
    )
    row = get_object_or_404(rows, pk=pk)
    appraisal = row.score.appraisal
    if not may_report(request.user, appraisal):
        raise PermissionDenied
    with transaction.atomic():
        enter(EntryKind.DEED, "删除考评佐证", request.user, subject=appraisal, data={"name": row.name})
        storage, name = row.file.storage, row.file.name
        row.delete()
        transaction.on_commit(lambda: storage.delete(name))
    return redirect(appraisal)


FACT_COLUMNS: dict[str, tuple[Column, ...]] = {
    "Reception": (
        Column("on", "接待日期", kind="date", link=own_page, sort="on"), Column("station", "联络站", "station.name", width=30),
        Column("state", "状态", "get_state_display"), Column("published_on", "公告日期", kind="date"),
    ),
    "RosterEntry": (
        Column("on", "接待日期", "reception.on", kind="date", link=lambda r: r.reception.get_absolute_url()),
        Column("station", "联络站", "reception.station.name", width=30), Column("deputy", "轮值代表", "deputy.name"),
        Column("attended", "到岗", kind="bool"), Column("remark", "备注"),
    ),
    "Opinion": (
        Column("number", "编号", link=own_page, width=26),
        Column("text", "反映事项", lambda o: (o.summary or o.text)[:60], width=60),
        Column("state", "状态", "get_state_display"), Column("opened_on", "受理日期", kind="date"),
        Column("due_on", "办理期限", kind="date"), Column("answered_on", "答复日期", kind="date"),
    ),
    "Matter": (
        Column("number", "意见编号", "opinion.number", link=lambda m: m.opinion.get_absolute_url(), width=26),
        Column("state", "状态", "opinion.get_state_display"), Column("told_on", "告知日期", kind="date"),
        Column("verdict", "群众评价", "get_verdict_display"),
    ),
    "Activity": (
        Column("on", "活动日期", kind="date", link=own_page), Column("theme", "主题", width=40),
        Column("place", "地点", width=30),
    ),
}  # fmt: skip
RELATED = {
    "Reception": ("station",), "RosterEntry": ("reception__station", "deputy"), "Opinion": (), "Matter": ("opinion",),
    "Activity": ("station",),
}  # fmt: skip


class FactRows(ListPage):
    """The rows behind one number of an appraisal: those that should have been done, and which were."""

    views = (SavedView("全部"), SavedView("已做到", "good=yes"), SavedView("未做到", "good=no"))
    empty = Empty("没有记录", "这段时间内没有相应的记录。")
    order = ("-pk",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if (code := kwargs["code"]) not in FACTS:
            raise Http404
        self.fact, self.appraisal = FACTS[code], appraisal_of(request, kwargs["pk"])
        self.model = self.fact.model
        start, end = span_of(self.appraisal)
        self.title = f"{self.appraisal.station}：{dict(code_labels())[code]}"
        self.note = f"{cn_date(start)}至{cn_date(end)}，{self.fact.words}；保密事项不计入。"
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        row = self.appraisal
        return [HOME, LISTED, Crumb(row.station.name, row.get_absolute_url()), Crumb("计分依据")]

    def get_columns(self) -> tuple[Column, ...]:
        return FACT_COLUMNS[self.model.__name__]

    def rows(self) -> QuerySet:
        seen = super().rows().select_related(*RELATED[self.model.__name__])
        rows = self.fact.rows(stations_of(self.appraisal.station), *span_of(self.appraisal), seen)
        good = self.request.GET.get("good")
        if good == "yes":
            return rows.filter(self.fact.good)
        kept = rows.filter(self.fact.good).values("pk")
        return rows.exclude(pk__in=kept) if good == "no" else rows


def code_labels() -> list[tuple[str, str]]:
    return [(code.value, code.label) for code in type(next(iter(FACTS)))]
