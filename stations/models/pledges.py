"""What deputies promise in public (亮承诺, seed row YQ-05)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.models import Deputy
from offices.scope import ScopedQuerySet
from stations.models.stations import Station


class Pledge(models.Model):
    """A deputy's promise to his voters, shown on his public page until it is withdrawn; done_on: kept."""

    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="pledges", verbose_name="代表")
    station = models.ForeignKey(Station, models.PROTECT, related_name="pledges", verbose_name="联络站")
    text = models.CharField("承诺事项", max_length=200)
    made_on = models.DateField("承诺日期", default=timezone.localdate)
    done_on = models.DateField("兑现日期", null=True, blank=True)
    result = models.CharField("兑现情况", max_length=200, blank=True)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "station__area", "station": "station", "deputy": "deputy"}

    class Meta:
        verbose_name = "代表承诺"
        verbose_name_plural = "代表承诺"
        indexes = (
            models.Index(fields=("-made_on", "-id"), name="pledge_made"),
            models.Index(fields=("deputy", "-made_on"), name="pledge_deputy"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("made_on")),
                name="pledge_done_after_made",
            ),
        )

    def __str__(self) -> str:
        return f"{self.deputy}的承诺"
