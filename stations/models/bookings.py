"""Voters who said beforehand that they will come, and asked to be reminded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from offices.choices import Role
from offices.scope import Scope, ScopedQuerySet
from pages.fields import EncryptedTextField
from stations.choices import BookingState, TellWay
from stations.models.receptions import Reception
from stations.models.stations import own_stations
from workflow.models import Event

KEPT = (BookingState.ASKED, BookingState.PROPOSED, BookingState.CONFIRMED)  # a place that is taken


class BookingQuerySet(ScopedQuerySet):
    """Known at that very station alone: who will come is nobody else's business."""

    station = "reception__station"

    def narrow(self, scope: Scope, kind: str) -> Q:
        if scope.role in (Role.CLERK, Role.STATION_HEAD) and kind == "station":
            return Q(**{f"{self.station}__in": own_stations(scope.post.principal)})
        return Q(pk__in=())


class Booking(models.Model):
    """A voter's appointment (预约) for a reception day. State changes only through stations.booking_lifecycle.

    proposed: the other day that the station offered. made_by is empty, and consented_at set, when the
    voter booked by web; receipt is his key to it. reminded_*: who reminded him, when and how.
    Rows are deleted once their day is archived: the data was given for the appointment alone.
    """

    reception = models.ForeignKey(Reception, models.CASCADE, related_name="bookings", verbose_name="接待日")
    state = models.CharField(
        "状态", max_length=10, choices=BookingState.choices, default=BookingState.CONFIRMED
    )
    proposed = models.ForeignKey(
        Reception, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="提议的接待日"
    )
    token = models.UUIDField("提交标识", null=True, unique=True, editable=False)
    voter_name = models.CharField("姓名", max_length=30)
    phone = EncryptedTextField("联系电话")
    phone_digest = models.CharField(max_length=64, blank=True)
    about = models.CharField("想反映的事", max_length=200, blank=True)
    receipt = models.CharField("回执码", max_length=12, blank=True)
    consented_at = models.DateTimeField("同意处理个人信息时间", null=True, blank=True)
    sms = models.BooleanField("同意短信告知", default=False)
    made_at = models.DateTimeField("预约时间", default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="登记人",
        help_text="网上预约的没有登记人",
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
            models.Index(fields=("-made_at", "-id"), name="booking_made"),
            models.Index(
                fields=("phone_digest", "made_at"), condition=~Q(phone_digest=""), name="booking_caller"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("receipt",), condition=~Q(receipt=""), name="booking_receipt_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reception}预约{self.pk}号"

    def get_absolute_url(self) -> str:
        """An appointment is seen on the page of its day."""
        return self.reception.get_absolute_url()

    @property
    def station_id(self) -> int:
        return self.reception.station_id


class BookingEventQuerySet(BookingQuerySet):
    station = "subject__reception__station"


class BookingEvent(Event):
    subject = models.ForeignKey(Booking, models.CASCADE, related_name="events")

    objects = BookingEventQuerySet.as_manager()
    scope_paths = {"station": "subject__reception__station"}

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "预约经过"
        verbose_name_plural = "预约经过"
