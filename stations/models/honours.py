"""What a station was given and what was taken from it: stars, plates (授牌), plates taken off (摘牌)."""

from django.db import models
from django.db.models import F, Q

from offices.models import Area
from offices.scope import ScopedQuerySet
from stations.grades import HonourKind
from stations.models.appraisals import Appraisal
from stations.models.stations import Station


class HonourQuerySet(ScopedQuerySet):
    def in_force(self) -> "HonourQuerySet":
        return self.filter(ended_on__isnull=True)


class Honour(models.Model):
    """Stars by appraisal, a plate by selection, or the loss of the plate; rows end and are never deleted.

    ended_by: the appraisal whose result ended it, so that a result taken back gives it back.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="honours", verbose_name="联络站")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    kind = models.CharField("种类", max_length=10, choices=HonourKind.choices)
    name = models.CharField("名称", max_length=60)
    stars = models.PositiveSmallIntegerField("星级", default=0)
    number = models.CharField("编号", max_length=40, blank=True)
    granted_on = models.DateField("授予日期")
    ended_on = models.DateField("终止日期", null=True, blank=True)
    ended_because = models.CharField("终止原因", max_length=200, blank=True)
    appraisal = models.ForeignKey(
        Appraisal, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name="站点考评"
    )
    ended_by = models.ForeignKey(
        Appraisal, models.PROTECT, null=True, blank=True, related_name="ended_honours", verbose_name="终止依据"
    )  # fmt: skip

    objects = HonourQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station"}

    class Meta:
        verbose_name = "星级和授牌"
        verbose_name_plural = "星级和授牌"
        indexes = (
            models.Index(fields=("-granted_on", "-id"), name="honour_granted"),
            models.Index(fields=("station", "-granted_on", "-id"), name="honour_station"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("station", "kind"), condition=Q(ended_on__isnull=True), name="honour_once"
            ),
            models.UniqueConstraint(
                fields=("number",), condition=Q(ended_on__isnull=True) & ~Q(number=""), name="honour_number_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("granted_on")), name="honour_ends_after_start"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name
