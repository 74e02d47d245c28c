"""Dated settings: every lawful number of an area, with its source."""

from django.conf import settings
from django.db import models

from offices.choices import StartEvent, Unit
from offices.models.places import Area
from offices.models.remembered import Remembered


class Setting(Remembered):
    """One dated value (参数) of an area; area null is the default for all areas.

    The value in force on a day is the latest one that began by then, of the
    nearest area upwards. Read it with offices.limits.setting().
    """

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name="行政区域")
    key = models.CharField("参数", max_length=40)
    value = models.CharField("值", max_length=400)
    unit = models.CharField("单位", max_length=10, choices=Unit.choices)
    start_event = models.CharField("起算事件", max_length=15, choices=StartEvent.choices, blank=True)
    source = models.CharField("依据", max_length=200)
    valid_from = models.DateField("生效日期")
    created_at = models.DateTimeField("录入时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="录入人",
    )

    class Meta:
        verbose_name = "参数"
        verbose_name_plural = "参数"
        constraints = (
            models.UniqueConstraint(
                fields=("area", "key", "valid_from"), name="setting_once_per_day", nulls_distinct=False
            ),
        )
        ordering = ("key", "area_id", "-valid_from")

    def __str__(self) -> str:
        return f"{self.key}={self.value}{self.get_unit_display()} ({self.valid_from})"
