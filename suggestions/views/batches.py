"""Batches of dispatches: their list, a batch with its suggestions, its steps with a preview, its paper and sheet."""

import tempfile
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import acting_post, holds
from pages.actions import Action, Crumb, Empty, SavedView
from pages.asked import whole
from pages.columns import Badge, Column
from pages.dates import cn_datetime
from pages.documents import DOCX
from pages.exporting import download
from pages.labels import label
from pages.lists import ListPage
from pages.sheets import SheetColumn, stream_sheet
from suggestions.ahead import limits_ahead
from suggestions.batch_lifecycle import BATCH, is_committee, open_next
from suggestions.batches import (
    effect_of,
    items_of,
    open_batch,
    signing,
    waiting_for_batch,
)
from suggestions.choices import BatchResult, BatchState
from suggestions.documents.serving import batch_list
from suggestions.forms.batches import BatchItemForm
from suggestions.meeting import three_meetings
from suggestions.models import Batch, BatchItem
from suggestions.proposing import propose
from suggestions.roles import congress_office
from workflow.cases import offers, timeline
from workflow.views import StepView

HOME = "suggestions:batches"
COLOURS = {
    BatchState.GATHERING: "orange", BatchState.SENT: "green", BatchResult.WAITING: "grey", BatchResult.FAILED: "red",
    BatchResult.UNDONE: "orange",
}  # fmt: skip
SHEET = (
    SheetColumn("序号", 6, "number"), SheetColumn("建议号", 18), SheetColumn("标题", 40),
    SheetColumn("领衔代表", 10), SheetColumn("类别", 12), SheetColumn("主办（分办）单位", 28), SheetColumn("协办单位", 28),
    SheetColumn("办理要求", 30), SheetColumn("答复期限", 15, "date"), SheetColumn("结果", 10), SheetColumn("签收", 10),
    SheetColumn("备注", 30),
)  # fmt: skip


class BatchList(ListPage):
    """/suggestions/batches/"""

    title, model = "交办批次", Batch
    note = "已立案的建议按周期汇总成批，核对承办单位后整批交办。"
    order = ("-opened_on",)
    columns = (
        Column("name", "批次", str, link=lambda row: row.get_absolute_url(), width=16),
        Column("state", "状态", lambda row: Badge(label(row, "state"), COLOURS[row.state]), kind="badge"),
        Column("count", "件数", kind="number", width=8),
        Column("gathered_on", "最近汇总", kind="date", width=15),
        Column("due_on", "应交办", kind="date", width=15),
        Column("sent_on", "交办日期", kind="date", width=15),
        Column("sent_by", "交办人", "sent_by.name", width=10),
        Column("area", "行政区域", "area.name", shown=False, width=16),
    )
    views = (SavedView("全部"),)
    empty = Empty("还没有交办批次", "点“汇总成批”，把已立案待交办的建议收进第一批。")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not holds(request.user, Role.COMMITTEE, Role.LEADER):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet:
        rows = Batch.objects.visible_to(self.request.user).select_related("area", "sent_by")
        return rows.annotate(count=Count("items"))

    def actions(self) -> list[Action]:
        if not holds(self.request.user, Role.COMMITTEE):
            return []
        return [Action("汇总成批", reverse("suggestions:batch-new"), "primary", "plus")]

    def crumbs(self) -> list[Crumb]:
        return [Crumb("代表建议", reverse("suggestions:list"))]


@login_required
def batch_new(request: HttpRequest) -> HttpResponse:
    """Open the area's next batch with all that is registered; the one that is open already, where there is one."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    area = acting_post(request.user).principal.area
    if known := open_batch(area):
        messages.info(request, f"{known}还没有交办，可以继续汇总到这一批。")
        return redirect(known)
    waiting = waiting_for_batch(area).count()
    if request.method == "POST" and waiting:
        return redirect(open_next(area, request.user, timezone.localdate()))
    question = (
        f"{area}现有{waiting}件已立案待交办的建议，汇总成一批？"
        if waiting
        else "没有已立案待交办的建议，不能成批。"
    )
    context = {"title": "汇总成批", "question": question, "label": "汇总成批", "back": reverse(HOME)}
    return render(request, "pages/confirm.html" if waiting else "suggestions/nothing.html", context)


def _batch(request: HttpRequest, pk: int) -> Batch:
    return get_object_or_404(Batch.objects.visible_to(request.user).select_related("area", "sent_by"), pk=pk)


@login_required
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """/suggestions/batches/<pk>/; ?export=xlsx is its sheet, ?export=docx its paper, ?paper=1 the page to print."""
    one = _batch(request, pk)
    items, signed = items_of(one), signing(one)
    if request.GET.get("export") == "xlsx":
        return _sheet(request, one, items, signed)
    if request.GET.get("export") == "docx":
        enter(
            EntryKind.EXPORT,
            "导出交办批次",
            request.user,
            label=f"{one.area}{one}",
            data={"batch": one.pk, "as": "docx"},
        )
        return download(
            request,
            f"{one.area}{one}交办清单.docx",
            BytesIO(batch_list(one, congress_office(one.area))),
            DOCX,
        )
    rows = [(item, _badge(item), signed.get(item.suggestion_id)) for item in items]
    context = {
        "title": f"交办批次：{one}", "batch": one, "rows": rows, "limits": limits_ahead(one.area),
        "changes": is_committee(one, request.user) and one.state == BatchState.GATHERING,
        "offers": offers(BATCH, one, request.user, step_url=_step_url(one), pages=("send", "undo")),
        "meetings": three_meetings(one) if one.state == BatchState.SENT else [],
        "timeline": timeline(one, BATCH), "state": Badge(label(one, "state"), COLOURS[one.state]),
        "crumbs": [Crumb("代表建议", reverse("suggestions:list")), Crumb("交办批次", reverse(HOME))],
    }  # fmt: skip
    return render(request, f"suggestions/batch{'_paper' * ('paper' in request.GET)}.html", context)


def _badge(item: BatchItem) -> Badge:
    return Badge(label(item, "result"), COLOURS.get(item.result, "green"))


def _step_url(one: Batch) -> Any:
    return lambda action: reverse("suggestions:batch-step", args=(one.pk, action))


def _sheet(request: HttpRequest, one: Batch, items: list[BatchItem], signed: dict) -> HttpResponse:
    """The batch as .xlsx, journalled."""
    title = f"{one.area}{one}代表建议交办清单"
    file = tempfile.TemporaryFile(prefix="batch-")  # noqa: SIM115 the response closes it
    cover = {"导出人": request.user.name, "导出时间": cn_datetime(timezone.now()), "批次": str(one)}
    rows = (_values(number, item, signed) for number, item in enumerate(items, 1))
    count = stream_sheet(file, "交办清单", SHEET, rows, cover, title)
    enter(EntryKind.EXPORT, "导出交办批次", request.user, label=title, data={"batch": one.pk, "rows": count})
    file.seek(0)
    return download(request, f"{title}.xlsx", file)


def _values(number: int, item: BatchItem, signed: dict[int, tuple[int, int]]) -> list[Any]:
    row, lead = item.suggestion, [str(item.lead)] if item.lead else [str(one) for one in item.separate.all()]
    done, of = signed.get(row.pk, (0, 0))
    return [
        number, row.called, row.title, row.deputy.name, str(row.category or ""), "、".join(lead),
        "、".join(str(one) for one in item.co.all()), item.requirement, row.due_on, item.get_result_display(),
        f"{done}/{of}" if of else "", item.why,
    ]  # fmt: skip


class BatchStep(StepView):
    """/suggestions/batches/<pk>/do/<action>/: with a preview of the effect."""

    lifecycle = BATCH
    template_name = "suggestions/batch_step.html"

    def get_subject(self) -> Batch:
        return _batch(self.request, self.kwargs["pk"])

    def extra(self, subject: Batch) -> dict[str, Any]:
        if self.action != "send":
            return {}
        return {"effect": effect_of(subject), "ahead": limits_ahead(subject.area)}


def _item(request: HttpRequest, pk: int) -> BatchItem:
    """An item that may be changed: 404 for whom it does not exist, 403 where the batch is not his, or has left."""
    rows = BatchItem.objects.visible_to(request.user).select_related("batch__area", "suggestion__category")
    item = get_object_or_404(rows, pk=pk)
    if not is_committee(item.batch, request.user):
        raise PermissionDenied
    return item


@login_required
def batch_item(request: HttpRequest, pk: int) -> HttpResponse:
    """To whom one suggestion of the batch is to go, with what happened to similar ones."""
    item = _item(request, pk)
    if item.batch.state != BatchState.GATHERING:
        messages.warning(request, f"{item.batch}已经交办，不能再改。")
        return redirect(item.batch)
    asked = whole(request.GET.get("lead"))
    initial = {} if asked is None else {"lead": asked}
    form = BatchItemForm(request.POST or None, instance=item, initial=initial)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"{item.suggestion}的承办单位已保存，整批交办时生效。")
        return redirect(item.batch)
    context = {
        "title": f"{item.suggestion}交给谁办", "form": form, "back": item.batch.get_absolute_url(), "item": item,
        "proposals": propose(item.suggestion, request.user), "category": item.suggestion.category,
        "crumbs": [Crumb("交办批次", reverse(HOME)), Crumb(str(item.batch), item.batch.get_absolute_url())],
    }  # fmt: skip
    return render(request, "suggestions/batch_item.html", context)


@require_POST
@login_required
def batch_item_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a suggestion out of the batch: it waits for the next one, or is dispatched by itself."""
    item = _item(request, pk)
    if item.batch.state != BatchState.GATHERING:
        raise Http404
    item.delete()
    messages.success(request, f"{item.suggestion}已移出{item.batch}，可以单件交办或进入下一批。")
    return redirect(item.batch)
