"""Ledgers built in the background: order one, watch it, download it."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from offices.posts import role_of
from pages.files import serve
from reports.building import retry
from reports.forms import ReportForm
from reports.models import ReportJob
from reports.ordering import enqueue, order
from reports.views.dashboard import BUILDERS

SHOWN = 30


@login_required
def jobs(request: HttpRequest) -> HttpResponse:
    """The page; its table is fetched again every two seconds while something is being built."""
    role = role_of(request.user)
    if role not in BUILDERS:
        raise PermissionDenied
    form = ReportForm(request.POST or None, role=role, initial=_last_month())
    if request.method == "POST" and form.is_valid():
        order(request.user, **form.cleaned_data)
        messages.success(request, "已安排生成，完成后会通知您。")
        return redirect("reports:jobs")
    rows = list(
        ReportJob.objects.visible_to(request.user).select_related(
            "asked_by", "area", "station", "ledger_set"
        )[:SHOWN]
    )
    running = any(not (row.finished_at or row.error) for row in rows)
    template = "reports/_jobs.html" if request.htmx else "reports/jobs.html"
    context = {"title": "报表任务", "form": form, "jobs": rows, "running": running,
               "note": "台账在后台生成，完成后会通知您；生成期间可以离开本页。"}  # fmt: skip
    return render(request, template, context)


def _last_month() -> dict:
    end = timezone.localdate().replace(day=1) - timedelta(days=1)
    return {"start": end.replace(day=1), "end": end}


@login_required
def download(request: HttpRequest, pk: int) -> FileResponse:
    job = get_object_or_404(ReportJob.objects.visible_to(request.user).exclude(finished_at=None), pk=pk)
    enter(EntryKind.EXPORT, "下载台账", request.user, label=str(job), data={"job": job.pk, "rows": job.done})
    return serve(job.file, f"{job.label}_{job.start:%Y%m%d}-{job.end:%Y%m%d}.xlsx")


@login_required
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(ReportJob.objects.visible_to(request.user).exclude(error=""), pk=pk)
    retry(job)
    enqueue(job)
    return redirect("reports:jobs")
