"""Reports built in the background."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from offices.models import Area, Office, Post
from offices.posts import acting_post
from offices.scope import ScopedQuerySet
from pages.dates import cn_date
from pages.files import stored_name
from reports.models.ledgersets import LedgerSet
from stations.models import Station


class ReportKind(models.TextChoices):
    SUGGESTIONS = "suggestions", "代表建议办理情况汇总表"
    RECEPTIONS = "receptions", "接待登记台账"
    LEDGERS = "ledgers", "成套台账"


# what is ordered by its days alone, by hand or every month
BY_DAYS = (ReportKind.SUGGESTIONS, ReportKind.RECEPTIONS)


class ReportJobQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "ReportJobQuerySet":
        """One's own, and those ordered for the office one acts in: a file holds what its maker may see."""
        post = acting_post(user)
        if post is None:
            return self.none()
        mine = Q(asked_by=user, post=post)
        return self.filter(mine | Q(office=post.principal.office_id) if post.principal.office_id else mine)


class ReportJob(models.Model):
    """One ledger being built, or built: what, for which days, by whom, how far.

    ledger_set and station are set on a set of ledgers; without a station it covers the post's own area.
    `office` is set on the monthly ledgers that the schedule orders for a congress
    office; each is ordered once. done and total are rows.
    """

    kind = models.CharField("报表", max_length=15, choices=ReportKind.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="机构"
    )
    ledger_set = models.ForeignKey(
        LedgerSet, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="台账套"
    )
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="联络站"
    )
    start = models.DateField("起始日期")
    end = models.DateField("截止日期")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="report_jobs", verbose_name="生成人"
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="以何身份")
    asked_at = models.DateTimeField("提交时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    done = models.PositiveIntegerField("已写行数", default=0)
    total = models.PositiveIntegerField("总行数", default=0)
    file = models.FileField("文件", upload_to=stored_name, blank=True)
    error = models.TextField("错误", blank=True)

    objects = ReportJobQuerySet.as_manager()
    scope_paths = {"area": "area"}

    class Meta:
        verbose_name = "报表任务"
        verbose_name_plural = "报表任务"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("office", "kind", "start"),
                condition=Q(office__isnull=False),
                name="monthly_ledger_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}（{cn_date(self.start)}至{cn_date(self.end)}）"

    def get_absolute_url(self) -> str:
        return reverse("reports:jobs")

    @property
    def label(self) -> str:
        """What it is, in words; of a set, which and whose."""
        if self.kind != ReportKind.LEDGERS:
            return self.get_kind_display()
        return f"{self.station or self.area}{self.ledger_set or self.get_kind_display()}"

    @property
    def percent(self) -> int:
        if self.finished_at:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def status(self) -> str:
        if self.error:
            return "生成失败"
        if self.finished_at:
            return "已完成"
        return "正在生成" if self.started_at else "排队中"
