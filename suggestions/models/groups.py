"""Handling groups (并案不并号): several suggestions share one thread of work, and nothing else."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from offices.models import Area, Office
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class HandlingGroup(models.Model):
    """Suggestions on one matter with one lead unit, handled together and answered apart (domain rule 36)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    title = models.CharField("并案事由", max_length=100)
    lead_office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主办单位"
    )
    opened_on = models.DateField("并案日期")

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area", "office": "lead_office", "coordinator": "lead_office__coordinator"}

    class Meta:
        verbose_name = "并案"
        verbose_name_plural = "并案"

    def __str__(self) -> str:
        return f"并案《{self.title}》"

    def get_absolute_url(self) -> str:
        return row_url("suggestions:group", self.pk)


class Membership(models.Model):
    """A suggestion in a group, from when until when; what was shared meanwhile stays shared.

    Written by the steps join_group, leave_group and undo_join of suggestions.lifecycle.
    """

    group = models.ForeignKey(HandlingGroup, models.CASCADE, related_name="members", verbose_name="并案")
    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="memberships", verbose_name="建议"
    )
    joined_at = models.DateTimeField("并入时间")
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="并案人"
    )
    left_at = models.DateTimeField("退出时间", null=True, blank=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "并案建议"
        verbose_name_plural = "并案建议"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("suggestion",), condition=Q(left_at__isnull=True), name="in_one_group"
            ),
        )

    def __str__(self) -> str:
        return f"{self.suggestion} {self.group}"
