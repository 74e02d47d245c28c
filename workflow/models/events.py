"""The abstract row that every step leaves behind."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Event(models.Model):
    """One step taken on a subject: before, after, who, on whose behalf, when, why.

    A concrete event adds `subject`, a foreign key with related_name "events".
    Written by workflow.lifecycle.perform only.
    """

    action = models.CharField("步骤", max_length=30)
    before = models.CharField("之前状态", max_length=20, blank=True)
    after = models.CharField("之后状态", max_length=20)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="操作人",
    )
    post = models.CharField("以何身份", max_length=100, blank=True)
    on_behalf_of = models.CharField("代何人", max_length=50, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)
    note = models.TextField("说明", blank=True)
    data = models.JSONField("内容", default=dict, blank=True)

    class Meta:
        abstract = True
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.action} {self.before}→{self.after}"
