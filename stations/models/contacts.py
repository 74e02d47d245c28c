"""The voters with whom a deputy keeps contact (代表联系选民名单)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.models import Deputy
from pages.fields import EncryptedTextField
from stations.models.stations import DatedQuerySet, Station


class VoterContact(models.Model):
    """A voter or household on a deputy's list, with its dates (seed rows ZY-06, BG-02, domain rule 75).

    Kept at the station. The phone is encrypted; lists show name and phone masked.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="voter_contacts", verbose_name="联络站")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="voter_contacts", verbose_name="代表")
    name = models.CharField("选民姓名（户主）", max_length=30)
    phone = EncryptedTextField("联系电话", blank=True)
    address = models.CharField("住址或单位", max_length=120, blank=True)
    remark = models.CharField("备注", max_length=80, blank=True)
    starts_on = models.DateField("联系自", default=timezone.localdate)
    ends_on = models.DateField("联系至", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )

    objects = DatedQuerySet.as_manager()
    scope_paths = {"area": "station__area", "station": "station", "deputy": "deputy"}

    class Meta:
        verbose_name = "联系选民"
        verbose_name_plural = "联系选民"
        indexes = (
            models.Index(fields=("-starts_on", "-id"), name="contact_starts"),
            models.Index(fields=("deputy", "ends_on"), name="contact_deputy"),
            models.Index(fields=("station", "ends_on"), name="contact_station"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="contact_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.deputy}联系的选民"
