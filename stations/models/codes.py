"""Codes on the wall: a token that leads a voter to a station (站码) or to a deputy (代表码)."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.models import Deputy
from offices.scope import ScopedQuerySet
from stations.models.stations import Station


def new_token() -> str:
    """Sixteen signs nobody guesses (96 bits), fit for an address."""
    return secrets.token_urlsafe(12)


class Code(models.Model):
    """A token, given out once and revocable; the revoked ones stay as history (seed row XR-04)."""

    token = models.CharField("标识", max_length=32, unique=True, default=new_token, editable=False)
    issued_at = models.DateTimeField("生成时间", default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="生成人"
    )
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="停用人",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}{self.pk}"


class StationCode(Code):
    station = models.ForeignKey(Station, models.PROTECT, related_name="codes", verbose_name="联络站")

    scope_paths = {"area": "station__area", "station": "station"}

    class Meta:
        verbose_name = "站码"
        verbose_name_plural = "站码"
        constraints = (
            models.UniqueConstraint(
                fields=("station",), condition=Q(revoked_at=None), name="one_station_code"
            ),
        )


class DeputyCode(Code):
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="codes", verbose_name="代表")

    scope_paths = {"area": "deputy__area", "station": "deputy__stationings__station", "deputy": "deputy"}

    class Meta:
        verbose_name = "代表码"
        verbose_name_plural = "代表码"
        constraints = (
            models.UniqueConstraint(fields=("deputy",), condition=Q(revoked_at=None), name="one_deputy_code"),
        )
