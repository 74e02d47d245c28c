"""A paper that sends many opinions to many units at once (交办单, seed row RD-04)."""

from django.conf import settings
from django.db import models

from offices.models import Area
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from stations.models.stations import Station


class Order(models.Model):
    """One sending: its opinions name it, and each names its unit. station is empty when an office sent it.

    A unit knows of those that hand something to it, and of its own part of them.
    """

    number = models.CharField("编号", max_length=40, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name="联络站"
    )
    requirement = models.CharField("办理要求", max_length=200, blank=True)
    sent_on = models.DateField("交办日期")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="交办人"
    )

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station", "office": "opinions__office"}

    class Meta:
        verbose_name = "交办单"
        verbose_name_plural = "交办单"
        indexes = (
            models.Index(fields=("area", "-sent_on", "-id"), name="order_area"),
            models.Index(fields=("station", "-sent_on", "-id"), name="order_station"),
            models.Index(fields=("-sent_on", "-id"), name="order_sent"),
        )

    def __str__(self) -> str:
        return f"交办单{self.number}"

    def get_absolute_url(self) -> str:
        return row_url("stations:order", self.pk)
