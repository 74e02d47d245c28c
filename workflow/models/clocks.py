"""The abstract clock: a time limit that runs on one subject."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from offices.models import Office


class ClockQuerySet(models.QuerySet):
    def open(self) -> "ClockQuerySet":
        """Clocks still running (paused ones included)."""
        return self.filter(stopped_on__isnull=True)

    def ticking(self) -> "ClockQuerySet":
        return self.open().filter(paused_on__isnull=True)

    def overdue(self, today: date) -> "ClockQuerySet":
        """Ticking clocks past their day; compared by day, so never late on the last day itself."""
        return self.ticking().filter(due_on__lt=today)


class Clock(models.Model):
    """A time limit (时限) on a subject, with the sheet that explains its date.

    A concrete clock adds `subject`, a foreign key with related_name "clocks",
    and lists `clock_indexes` in its Meta. sheet: see workflow.deadlines.Sheet.as_json.
    area_path leads to the area whose limits and ladder hold for it.
    pauses: [{"from": iso day, "to": iso day or null, "reason": text}].
    """

    area_path = "subject__area"

    rule = models.CharField("时限", max_length=30)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任机构"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="责任人",
    )
    started_on = models.DateField("起算日")
    due_on = models.DateField("到期日")
    provisional = models.BooleanField("暂定", default=False, help_text="到期日落入尚未公布放假安排的年份")
    paused_on = models.DateField("中止自", null=True, blank=True)
    pauses = models.JSONField("中止记录", default=list, blank=True)
    stopped_on = models.DateField("停止日", null=True, blank=True)
    ended = models.CharField(
        "未办而止", max_length=20, blank=True, help_text="所限的事没有办、时限因别的缘故停止的，写明缘故"
    )
    sheet = models.JSONField("时限计算书", default=dict)

    objects = ClockQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"{self.rule} {self.due_on}"


def clock_indexes(prefix: str) -> tuple[models.Index, ...]:
    """The indexes a concrete clock table needs: what is due, and whose it is."""
    ticking = Q(stopped_on__isnull=True, paused_on__isnull=True)
    return (
        models.Index(fields=("due_on", "id"), condition=ticking, name=f"{prefix}_ticking"),
        models.Index(fields=("office", "due_on"), condition=ticking, name=f"{prefix}_office"),
    )
