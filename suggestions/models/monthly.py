"""Monthly checks (月检查, seed row DJ-07): who looked, what was found, what is demanded."""

from django.conf import settings
from django.db import models

from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class MonthlyCheck(models.Model):
    """One check of how the handling goes, by the congress office or whom it sends."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="checks", verbose_name="建议")
    on = models.DateField("检查日期")
    checker = models.CharField("检查人", max_length=80)
    finding = models.TextField("检查情况")
    demand = models.TextField("整改要求", blank=True)
    late_days = models.PositiveSmallIntegerField("超期天数", default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "月检查"
        verbose_name_plural = "月检查"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.suggestion}的月检查"
