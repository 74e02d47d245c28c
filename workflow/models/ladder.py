"""The reminder ladder (提醒阶梯): its rungs are data of an area."""

from django.db import models
from django.utils import timezone

from offices.models import Area


class RungTo(models.TextChoices):
    """Who is reminded on a rung."""

    HOLDER = "holder", "经办人"
    HEAD = "head", "承办单位负责人"
    DISPATCHER = "dispatcher", "交办机构"
    LEADER = "leader", "领导"


class Rung(models.Model):
    """One rung: so many working days before (negative) or after the due day, whom to tell.

    Area null holds everywhere; an area with rungs of its own uses only those.
    """

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name="行政区域")
    offset = models.SmallIntegerField("距到期日工作日数", help_text="到期前为负数，当日为0，逾期后为正数")
    to = models.CharField("提醒对象", max_length=12, choices=RungTo.choices)
    label = models.CharField("称谓", max_length=30, help_text="如：到期前七日提醒、逾期通报")
    source = models.CharField("依据", max_length=200, blank=True)
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "提醒阶梯"
        verbose_name_plural = "提醒阶梯"
        ordering = ("offset", "pk")
        constraints = (
            models.UniqueConstraint(fields=("area", "offset", "to"), name="rung_once", nulls_distinct=False),
        )

    def __str__(self) -> str:
        return self.label


class Reminder(models.Model):
    """The abstract ledger row: this rung was climbed for this clock. Unique, so never twice.

    A concrete reminder adds `clock`, a foreign key with related_name
    "reminders" and no index of its own, and the constraint that (clock, rung, due_on) is unique: a clock that is
    extended climbs the ladder anew.
    """

    rung = models.ForeignKey(Rung, models.PROTECT, db_index=False, related_name="+", verbose_name="阶梯")
    due_on = models.DateField("当时的到期日")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.rung} {self.due_on}"
