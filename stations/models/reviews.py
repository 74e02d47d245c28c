"""What a station's yearly review says of its deputies (履职考评登记表, seed rows ZY-04, ZY-07, ZY-08)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from deputies.models import Deputy
from offices.models import Area
from offices.scope import ScopedQuerySet
from stations.models.labels import Label
from stations.models.stations import Station


class DeputyReview(models.Model):
    """One deputy's result of one year at one station. grade: a word of the area's list 履职考评等次."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    station = models.ForeignKey(Station, models.PROTECT, related_name="reviews", verbose_name="联络站")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="reviews", verbose_name="代表")
    year = models.PositiveSmallIntegerField("年度")
    grade = models.ForeignKey(
        Label, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="考评等次"
    )
    words = models.CharField("考评意见", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station", "deputy": "deputy"}

    class Meta:
        verbose_name = "代表履职考评"
        verbose_name_plural = "代表履职考评"
        indexes = (
            models.Index(fields=("-year", "-id"), name="review_year"),
            models.Index(fields=("area", "-year", "-id"), name="review_area"),
        )
        constraints = (
            models.UniqueConstraint(fields=("station", "deputy", "year"), name="review_once_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.deputy}{self.year}年履职考评"
