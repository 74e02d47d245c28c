"""The legal calendar: which days are not what their weekday says."""

from django.conf import settings
from django.db import models


class CalendarYear(models.Model):
    """A year of the legal calendar. Until it is confirmed, dates that reach into it are provisional."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    confirmed = models.BooleanField("已按国务院通知核定", default=False)
    source = models.CharField("依据", max_length=200, blank=True)
    loaded_at = models.DateTimeField("载入时间", auto_now=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="载入人",
    )

    class Meta:
        verbose_name = "日历年度"
        verbose_name_plural = "日历年度"
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year}年"


class DayKind(models.TextChoices):
    HOLIDAY = "holiday", "放假"
    MAKEUP = "makeup", "调休上班"


class Workday(models.Model):
    """A day that differs from its weekday: a holiday (放假) or a make-up working day (调休上班)."""

    day = models.DateField("日期", primary_key=True)
    kind = models.CharField("性质", max_length=10, choices=DayKind.choices)
    name = models.CharField("名称", max_length=60)
    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days", verbose_name="年份")

    class Meta:
        verbose_name = "日历特殊日"
        verbose_name_plural = "日历特殊日"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
