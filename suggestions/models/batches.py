"""Batches of registered suggestions that are dispatched together (交办批次): 一周一汇总、半月一交办."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from offices.models import Area, Office
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from suggestions.choices import BatchResult, BatchState
from suggestions.models.suggestions import Suggestion
from workflow.models import Event


class Batch(models.Model):
    """A batch of one area, numbered by the year. State changes only through suggestions.batch_lifecycle.

    due_on: the day by which it is to be dispatched, by the area's cycle and the items' own limits.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveSmallIntegerField("批次")
    state = models.CharField("状态", max_length=12, choices=BatchState.choices, default=BatchState.GATHERING)
    opened_on = models.DateField("建立日期")
    gathered_on = models.DateField("最近汇总日期")
    due_on = models.DateField("应交办日期")
    sent_on = models.DateField("交办日期", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="交办人",
    )

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area"}

    class Meta:
        verbose_name = "交办批次"
        verbose_name_plural = "交办批次"
        constraints = (
            models.UniqueConstraint(fields=("area", "year", "serial"), name="batch_once"),
            models.UniqueConstraint(fields=("area",), condition=Q(state="gathering"), name="one_open_batch"),
        )
        indexes = (models.Index(fields=("area", "-opened_on", "-id"), name="batch_new"),)

    def __str__(self) -> str:
        return f"{self.year}年第{self.serial}批"

    def get_absolute_url(self) -> str:
        return row_url("suggestions:batch", self.pk)

    def is_due(self, today: date) -> bool:
        """Is it time to dispatch it?"""
        return self.state == BatchState.GATHERING and self.due_on <= today


class BatchEvent(Event):
    subject = models.ForeignKey(Batch, models.CASCADE, related_name="events")

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "subject__area"}

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "批次经过"
        verbose_name_plural = "批次经过"
        indexes = (models.Index(fields=("subject", "at"), name="batch_event"),)


class BatchItem(models.Model):
    """One suggestion of a batch: to whom it is to go, and what came of it."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items", verbose_name="交办批次")
    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="batch_items", verbose_name="建议"
    )
    lead = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="拟主办单位"
    )
    co = models.ManyToManyField(Office, related_name="+", blank=True, verbose_name="拟协办单位")
    separate = models.ManyToManyField(Office, related_name="+", blank=True, verbose_name="拟分办单位")
    requirement = models.CharField("办理要求", max_length=200, blank=True)
    result = models.CharField("结果", max_length=10, choices=BatchResult.choices, default=BatchResult.WAITING)
    why = models.CharField("原因", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "batch__area"}

    class Meta:
        verbose_name = "批次建议"
        verbose_name_plural = "批次建议"
        ordering = ("suggestion__number", "pk")
        constraints = (models.UniqueConstraint(fields=("batch", "suggestion"), name="batch_item_once"),)

    def __str__(self) -> str:
        return f"{self.batch} {self.suggestion}"

    def get_absolute_url(self) -> str:
        return self.batch.get_absolute_url()
