"""Words that an area keeps for its stations and activities: kinds of activity, platform functions, tags; and brands."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from offices.models import Area
from offices.models.remembered import Remembered
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from stations.choices import LabelSort, Purpose
from stations.models.stations import Station


class LabelQuerySet(models.QuerySet):
    def used_in(self, area: Area, sort: str) -> "LabelQuerySet":
        """The list of one sort in force in an area: that of the nearest area that keeps its own, else the common one."""
        step = Area.steplen
        above = [area.path[:end] for end in range(step, len(area.path) + 1, step)]
        nearest = (
            self.filter(sort=sort, area__path__in=above)
            .order_by("-area__path")
            .values_list("area", flat=True)
            .first()
        )
        return self.filter(sort=sort, area=nearest, active=True)


class Label(Remembered):
    """A word of one of an area's lists; area null is the common list (seed rows FJ-05, YQ-13, YQ-22, XH-05).

    purpose: of a kind of activity, which book it fills.
    words: of a service to the people, which expertise of deputies it calls for (seed row TL-04).
    """

    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="行政区域"
    )
    sort = models.CharField("清单", max_length=10, choices=LabelSort.choices)
    name = models.CharField("名称", max_length=20)
    purpose = models.CharField("归入", max_length=10, choices=Purpose.choices, blank=True)
    words = models.CharField("对应专长", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)
    active = models.BooleanField("在用", default=True)

    objects = LabelQuerySet.as_manager()

    class Meta:
        verbose_name = "清单词条"
        verbose_name_plural = "清单词条"
        ordering = ("sort", "order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("area", "sort", "name"), name="label_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=(Q(sort=LabelSort.KIND) & ~Q(purpose=""))
                | (~Q(sort=LabelSort.KIND) & Q(purpose="")),
                name="label_kind_has_purpose",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Brand(Remembered):
    """A brand (品牌) under which stations of an area work: 庭院夜话, 板凳议事院… (seed rows TL-07, XR-03, BG-04)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="brands", verbose_name="行政区域")
    name = models.CharField("品牌名称", max_length=40)
    intro = models.TextField("做法介绍", max_length=2000, blank=True)
    since = models.DateField("创建日期", null=True, blank=True)
    ended_on = models.DateField("停用日期", null=True, blank=True)
    stations = models.ManyToManyField(Station, related_name="brands", blank=True, verbose_name="所属站点")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "stations__pk", "deputy": "stations__stationings__deputy"}

    class Meta:
        verbose_name = "品牌"
        verbose_name_plural = "品牌"
        constraints = (models.UniqueConstraint(fields=("area", "name"), name="brand_once"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("stations:brand", self.pk)
