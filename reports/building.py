"""Building a ledger in the background: the same functions as the buttons use."""

import tempfile
from collections.abc import Callable
from datetime import date
from typing import IO, Any

from django.core.files import File
from django.db.models import F
from django.utils import timezone

from notices.outbox import post
from reports.books.asking import asked
from reports.books.filling import set_file
from reports.models import ReportJob, ReportKind
from stations.ledger import reception_ledger
from suggestions.ledger import LedgerFilters, suggestion_ledger


def _suggestions(user: Any, start: date, end: date, file: IO[bytes], tell: Callable[[int], None]) -> int:
    return suggestion_ledger(user, LedgerFilters(since=start, until=end), file, tell=tell)


def _receptions(user: Any, start: date, end: date, file: IO[bytes], tell: Callable[[int], None]) -> int:
    return reception_ledger(user, start, end, file, tell=tell)


WRITERS = {ReportKind.SUGGESTIONS: _suggestions, ReportKind.RECEPTIONS: _receptions}


def build(pk: int) -> str:
    """Build the ledger of a job; a job killed half-way is built anew, a finished one is left alone."""
    job = ReportJob.objects.select_related(
        "asked_by", "area", "ledger_set", "station", "post__area", "post__office", "post__stands_in_for"
    ).get(pk=pk)
    if job.finished_at:
        return "已生成"
    ReportJob.objects.filter(pk=pk).update(started_at=timezone.now(), done=0, error="")
    user = job.asked_by
    user.acting = job.post
    with tempfile.TemporaryFile(prefix="ledger-") as file:
        rows = _write(job, user, file)
        file.seek(0)
        job.file.save("ledger.xlsx", File(file), save=False)
    ReportJob.objects.filter(pk=pk).update(
        file=job.file.name, done=rows, total=rows, finished_at=timezone.now()
    )
    _tell(job, rows)
    return f"{job}:{rows}行"


def _write(job: ReportJob, user: Any, file: IO[bytes]) -> int:
    """The file of the job; how many rows it has."""
    tell = _progress(job.pk)
    if job.kind != ReportKind.LEDGERS:
        return WRITERS[ReportKind(job.kind)](user, job.start, job.end, file, tell)
    if job.ledger_set is None:
        raise LookupError("这套台账已经删除，请重新选择。")
    ask = asked(user, job.station, job.start, job.end)
    return set_file(job.ledger_set, ask, job.station or job.area, file, tell)


def _progress(pk: int) -> Callable[[int], None]:
    """Called with the rows written so far; the page reads it from the database."""

    def tell(done: int) -> None:
        ReportJob.objects.filter(pk=pk).update(done=done)

    return tell


def fail(pk: int, error: str) -> None:
    """Record why a job could not be built, and say so to whoever asked."""
    ReportJob.objects.filter(pk=pk, finished_at=None).update(error=error[:500])
    job = ReportJob.objects.select_related("asked_by").get(pk=pk)
    post([job.asked_by], kind="report.failed", key=f"report:{pk}:failed", title=f"{job}未能生成",
         body="请稍后重试；仍不成功请联系系统管理员。", url=job.get_absolute_url())  # fmt: skip


def _tell(job: ReportJob, rows: int) -> None:
    post([job.asked_by], kind="report.done", key=f"report:{job.pk}:done", title=f"{job}已生成",
         body=f"共{rows}行，可在“报表任务”下载。", url=job.get_absolute_url())  # fmt: skip


def retry(job: ReportJob) -> None:
    ReportJob.objects.filter(pk=job.pk).update(error="", started_at=None, done=0, total=F("total"))
