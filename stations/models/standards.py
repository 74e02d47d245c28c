"""Building standards of stations (建设标准) and what each station has of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from offices.models import Area
from offices.models.remembered import Remembered
from offices.scope import ScopedQuerySet
from pages.files import stored_name
from stations.grades import StandardFact
from stations.models.handed import HANDED_DOWN, HandedDownQuerySet
from stations.models.proof import Proof
from stations.models.stations import Station, Tier


class StandardSet(Remembered):
    """A set of items: 六有, 八有, 十有 (seed rows ZY-03, DL-02, YQ-11; domain rule 68).

    Sets without area are patterns to copy. An area has one set in use for a tier; it holds
    for the stations below it until a nearer area has its own.
    tiers: the tiers it is for; none: every tier that no other set in use of the area names.
    name_rule: how stations are to be called (seed row LY-04), with {area}, {tier} and * for any words.
    """

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="standard_sets",
        verbose_name="行政区域",
    )
    name = models.CharField("名称", max_length=30)
    source = models.CharField("依据", max_length=120, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    name_rule = models.CharField("统一名称规则", max_length=60, blank=True)
    in_use = models.BooleanField("现行", default=False)
    tiers = models.ManyToManyField(Tier, blank=True, related_name="+", verbose_name="适用层级")
    made_on = models.DateField("制定日期", default=timezone.localdate)

    objects = HandedDownQuerySet.as_manager()
    scope_paths = HANDED_DOWN

    class Meta:
        verbose_name = "建设标准"
        verbose_name_plural = "建设标准"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class StandardItem(Remembered):
    """One thing that a station is to have. fact: what the system looks up by itself; empty: ticked by hand."""

    set = models.ForeignKey(StandardSet, models.CASCADE, related_name="items", verbose_name="建设标准")
    order = models.PositiveSmallIntegerField("次序", default=1)
    title = models.CharField("项目", max_length=30)
    detail = models.CharField("要求", max_length=200, blank=True)
    fact = models.CharField("系统自动核对", max_length=10, choices=StandardFact.choices, blank=True)
    active = models.BooleanField("有效", default=True)

    objects = HandedDownQuerySet.as_manager()
    scope_paths = {"area": "set__area", "station": "set__area", "deputy": "set__area"}

    class Meta:
        verbose_name = "建设标准项目"
        verbose_name_plural = "建设标准项目"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title


class StandardCheck(models.Model):
    """What was found of one item at one station, by whom and when; met is left open where a fact decides."""

    station = models.ForeignKey(
        Station, models.CASCADE, related_name="standard_checks", verbose_name="联络站"
    )
    item = models.ForeignKey(StandardItem, models.PROTECT, related_name="checks", verbose_name="项目")
    met = models.BooleanField("已具备", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    checked_at = models.DateTimeField("登记时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "station__area", "station": "station"}

    class Meta:
        verbose_name = "建设标准核对"
        verbose_name_plural = "建设标准核对"
        constraints = (models.UniqueConstraint(fields=("station", "item"), name="standard_check_once"),)

    def __str__(self) -> str:
        return f"{self.station} {self.item}"


class StandardPhoto(Proof):
    """A picture that shows an item."""

    check_row = models.ForeignKey(
        StandardCheck, models.CASCADE, related_name="photos", verbose_name="建设标准核对"
    )
    file = models.FileField("照片", upload_to=stored_name)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "check_row__station__area", "station": "check_row__station"}

    class Meta:
        verbose_name = "建设标准照片"
        verbose_name_plural = "建设标准照片"
