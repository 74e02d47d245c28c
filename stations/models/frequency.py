"""How often stations and groups are to do something: dated rules of an area."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from offices.models import Area
from offices.models.remembered import Remembered
from stations.choices import COUNTED, Period, RuleSubject
from stations.models.stations import Tier


class FrequencyRuleQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> "FrequencyRuleQuerySet":
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class FrequencyRule(Remembered):
    """A rule of frequency (活动频次): 每月至少接待1次, 每季度小组活动至少1次 (seed rows ZY-08, TG-05).

    area null: for all areas that have no rule of their own on the same thing. tiers: none means all.
    """

    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="行政区域"
    )
    subject = models.CharField("对象", max_length=10, choices=RuleSubject.choices)
    counted = models.CharField("内容", max_length=10, choices=COUNTED)
    period = models.CharField("周期", max_length=10, choices=Period.choices)
    times = models.PositiveSmallIntegerField("至少次数")
    tiers = models.ManyToManyField(Tier, related_name="+", blank=True, verbose_name="适用层级")
    source = models.CharField("依据", max_length=200)
    starts_on = models.DateField("自", default=timezone.localdate)
    ends_on = models.DateField("至", null=True, blank=True)

    objects = FrequencyRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "频次要求"
        verbose_name_plural = "频次要求"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(times__range=(1, 100)), name="frequency_times_bounded"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="frequency_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        counted = self.get_counted_display()
        return f"{self.get_subject_display()}{self.get_period_display()}{counted}至少{self.times}次"
