"""承诺事项交办清单: what units promised at a meeting, handed to each of them as a numbered list (seed row TG-14)."""

from django.conf import settings
from django.db import models

from offices.models import Area, Office
from offices.scope import ScopedQuerySet
from suggestions.models.meetings import HandlingMeeting
from suggestions.models.signing_for import SignedFor


class PromiseOrder(SignedFor):
    """One list for one unit, which signs for it; what it promises at the same meeting later goes on a further one."""

    meeting = models.ForeignKey(HandlingMeeting, models.PROTECT, related_name="orders", verbose_name="会议")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="承诺单位")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("清单号")
    served_on = models.DateField("交办日期")
    served_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="交办人"
    )

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area", "office": "office", "coordinator": "office__coordinator"}

    class Meta:
        verbose_name = "承诺事项交办清单"
        verbose_name_plural = "承诺事项交办清单"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("area", "year", "number"), name="promise_order_number_once"),
        )

    def __str__(self) -> str:
        return f"承诺事项交办清单〔{self.year}〕{self.number}号"
