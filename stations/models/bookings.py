"""Voters who said beforehand that they will come, and asked to be reminded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from offices.choices import Role
from offices.scope import Scope, ScopedQuerySet
from pages.fields import EncryptedTextField
from stations.choices import TellWay
from stations.models.receptions import Reception
from stations.models.stations import own_stations


class BookingQuerySet(ScopedQuerySet):
    def narrow(self, scope: Scope, kind: str) -> Q:
        """Known at that very station alone: who will come is nobody else's business."""
        if scope.role in (Role.CLERK, Role.STATION_HEAD) and kind == "station":
            return Q(reception__station__in=own_stations(scope.post.principal))
        return Q(pk__in=())


class Booking(models.Model):
    """A voter's appointment (预约) for a reception day. reminded_*: who reminded him, when and how."""

    reception = models.ForeignKey(Reception, models.CASCADE, related_name="bookings", verbose_name="接待日")
    voter_name = models.CharField("姓名", max_length=30)
    phone = EncryptedTextField("联系电话")
    about = models.CharField("想反映的事", max_length=200, blank=True)
    made_at = models.DateTimeField("预约时间", default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    reminded_at = models.DateTimeField("提醒时间", null=True, blank=True)
    reminded_how = models.CharField("提醒方式", max_length=10, choices=TellWay.choices, blank=True)
    reminded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="提醒人",
    )

    objects = BookingQuerySet.as_manager()
    scope_paths = {"station": "reception__station"}

    class Meta:
        verbose_name = "预约"
        verbose_name_plural = "预约"
        indexes = (
            models.Index(
                fields=("reception",), condition=Q(reminded_at__isnull=True), name="booking_to_remind"
            ),
        )

    def __str__(self) -> str:
        return f"预约{self.pk}"
