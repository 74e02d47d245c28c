"""Which leader of the standing committee guides which station or group (常委会领导联系指导, seed row TG-07)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.models import Group
from offices.models import Area
from stations.models.stations import DatedQuerySet, Station


class Guide(models.Model):
    """A leader guides a station or a group, from one day to another; at most one leader each at a time."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="guided", verbose_name="联系领导"
    )
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="guides", verbose_name="联络站"
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="guides", verbose_name="代表小组"
    )
    starts_on = models.DateField("自", default=timezone.localdate)
    ends_on = models.DateField("至", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )

    objects = DatedQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station"}

    class Meta:
        verbose_name = "联系指导"
        verbose_name_plural = "联系指导"
        indexes = (models.Index(fields=("-starts_on", "-id"), name="guide_since"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(station__isnull=True) ^ Q(group__isnull=True), name="guide_of_one"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="guide_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=("station",), condition=Q(ends_on__isnull=True), name="guide_once_a_station"
            ),
            models.UniqueConstraint(
                fields=("group",), condition=Q(ends_on__isnull=True), name="guide_once_a_group"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.leader}联系{self.subject}"

    @property
    def subject(self) -> Station | Group:
        return self.station or self.group
