"""Ordering ledgers: by a person from the page, and every month by the schedule."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from offices.choices import CONGRESS_KINDS, Role
from offices.models import Post
from offices.posts import acting_post
from reports.models import ReportJob
from reports.models.jobs import BY_DAYS
from reports.tasks import build_report


def enqueue(job: ReportJob) -> None:
    """Hand the job to the workers once it is committed; while the broker is down, the sweep finds it later."""
    transaction.on_commit(lambda: _send(job.pk), robust=True)


def _send(pk: int) -> None:
    build_report.delay(pk)


def order(user: Any, kind: str, start: date, end: date, **more: Any) -> ReportJob:
    """Order one ledger for a person in the post he acts in; one like it that still waits will do.

    more: ledger_set and station of a set.
    """
    post = acting_post(user)
    asked = more | {"kind": kind, "area": post.area, "asked_by": user, "post": post}
    days = {"start": start, "end": end}
    waiting = ReportJob.objects.filter(**asked, **days, started_at=None, finished_at=None, error="").first()
    if waiting:
        return waiting
    job = ReportJob.objects.create(**asked, **days)
    enqueue(job)
    return job


def monthly(today: date) -> str:
    """Chore: last month's ledgers for every congress office, each ordered once."""
    end = today.replace(day=1) - timedelta(days=1)
    start = end.replace(day=1)
    ordered = 0
    for post in _first_posts(today):
        for kind in BY_DAYS:
            job, made = ReportJob.objects.get_or_create(
                office=post.office, kind=kind, start=start,
                defaults={"end": end, "area": post.area, "asked_by": post.user, "post": post},
            )  # fmt: skip
            if made:
                enqueue(job)
                ordered += 1
    return f"为{start.year}年{start.month}月生成台账{ordered}份。" if ordered else "上月台账均已安排。"


def _first_posts(today: date) -> list[Post]:
    """The longest-serving holder of each congress office."""
    posts = Post.objects.in_force(today).filter(
        role=Role.COMMITTEE, office__kind__in=CONGRESS_KINDS, stands_in_for=None
    )
    return list(
        posts.select_related("office", "area", "user")
        .order_by("office_id", "starts_on", "pk")
        .distinct("office_id")
    )


def sweep(today: date) -> str:
    """Chore: hand over again the jobs whose message was lost or whose worker died."""
    stale = timezone.now() - timedelta(minutes=30)
    waiting = ReportJob.objects.filter(
        finished_at=None, error="", asked_at__lt=timezone.now() - timedelta(minutes=2)
    )
    lost = [job.pk for job in waiting if job.started_at is None or job.started_at < stale]
    for pk in lost:
        _send(pk)
    return f"重新排队{len(lost)}份报表。" if lost else "没有滞留的报表。"
