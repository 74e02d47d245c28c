"""What a station was given and what it spent."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from offices.models import Area
from offices.scope import ScopedQuerySet
from stations.choices import FundKind
from stations.models.stations import Station


class FundEntry(models.Model):
    """One allotment or one spending of a station in a year (seed row YQ-09)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    station = models.ForeignKey(Station, models.PROTECT, related_name="fund_entries", verbose_name="联络站")
    kind = models.CharField("类别", max_length=10, choices=FundKind.choices)
    year = models.PositiveSmallIntegerField("年度")
    on = models.DateField("日期")
    amount = models.DecimalField(
        "金额（元）", max_digits=12, decimal_places=2, validators=[MinValueValidator(0.01, "金额应大于0。")]
    )
    item = models.CharField("用途或来源", max_length=80)
    document = models.CharField("文件或凭证号", max_length=60, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station"}

    class Meta:
        verbose_name = "经费"
        verbose_name_plural = "经费"
        indexes = (
            models.Index(fields=("-on", "-id"), name="fund_on"),
            models.Index(fields=("station", "year", "kind"), name="fund_station_year"),
        )
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="fund_amount_positive"),)

    def __str__(self) -> str:
        return f"{self.station}{self.year}年{self.get_kind_display()}"
