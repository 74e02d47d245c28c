"""Whom the members of a standing committee or presidium keep contact with (点对点联系, 三联系; seed rows RD-03, XR-05)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.models import Deputy
from offices.models import Area
from offices.models.remembered import Remembered
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from stations.choices import LinkKind, LinkRank, LinkWay
from stations.models.stations import DatedQuerySet, Station

ENDS = Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
NOW = Q(ends_on__isnull=True)


class LinkMember(Remembered):
    """A deputy who is to keep contact with others, because he sits on the standing committee or the presidium."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="link_memberships", verbose_name="姓名")
    rank = models.CharField("身份", max_length=10, choices=LinkRank.choices)
    starts_on = models.DateField("自", default=timezone.localdate)
    ends_on = models.DateField("至", null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    scope_paths = {"area": "area", "deputy": "deputy"}

    class Meta:
        verbose_name = "联系人"
        verbose_name_plural = "联系人"
        indexes = (models.Index(fields=("area", "-starts_on", "-id"), name="linkmember_area"),)
        constraints = (
            models.CheckConstraint(condition=ENDS, name="linkmember_ends_after_start"),
            models.UniqueConstraint(fields=("area", "deputy"), condition=NOW, name="linkmember_once"),
        )

    def __str__(self) -> str:
        return str(self.deputy)


class ContactLink(models.Model):
    """One deputy, station or enterprise with whom a member keeps contact, from one day to another."""

    member = models.ForeignKey(LinkMember, models.PROTECT, related_name="links", verbose_name="联系人")
    kind = models.CharField("联系对象", max_length=10, choices=LinkKind.choices)
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="linked_by", verbose_name="代表"
    )
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="linked_by", verbose_name="联络站"
    )
    enterprise = models.CharField("企业名称", max_length=80, blank=True)
    starts_on = models.DateField("自", default=timezone.localdate)
    ends_on = models.DateField("至", null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    scope_paths = {"area": "member__area", "deputy": "member__deputy"}

    class Meta:
        verbose_name = "联系对象"
        verbose_name_plural = "联系对象"
        indexes = (models.Index(fields=("-starts_on", "-id"), name="contactlink_since"),)
        constraints = (
            models.CheckConstraint(condition=ENDS, name="contactlink_ends_after_start"),
            models.CheckConstraint(
                condition=Q(kind="deputy", deputy__isnull=False, station__isnull=True, enterprise="")
                | Q(kind="station", deputy__isnull=True, station__isnull=False, enterprise="")
                | (Q(kind="enterprise", deputy__isnull=True, station__isnull=True) & ~Q(enterprise="")),
                name="contactlink_to_one",
            ),
            models.UniqueConstraint(fields=("member", "deputy"), condition=NOW, name="contactlink_deputy_once"),
            models.UniqueConstraint(
                fields=("member", "station"), condition=NOW, name="contactlink_station_once"
            ),
            models.UniqueConstraint(
                fields=("member", "enterprise"), condition=NOW & ~Q(enterprise=""), name="contactlink_firm_once"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.member}联系{self.whom}"

    @property
    def whom(self) -> str:
        return str(self.deputy or self.station or self.enterprise)

    def get_absolute_url(self) -> str:
        return row_url("stations:link", self.pk)


class LinkRecord(models.Model):
    """One contact: when, how, where, about what; and what was found, with what became of it."""

    link = models.ForeignKey(ContactLink, models.PROTECT, related_name="records", verbose_name="联系对象")
    on = models.DateField("联系日期", default=timezone.localdate)
    way = models.CharField("联系方式", max_length=10, choices=LinkWay.choices)
    place = models.CharField("联系地点", max_length=80, blank=True)
    content = models.CharField("联系内容", max_length=500)
    issue = models.CharField("发现的问题及转交处理", max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "link__member__area", "deputy": "link__member__deputy"}

    class Meta:
        verbose_name = "联系记录"
        verbose_name_plural = "联系记录"
        indexes = (
            models.Index(fields=("-on", "-id"), name="linkrecord_on"),
            models.Index(fields=("link", "-on", "-id"), name="linkrecord_link"),
        )

    def __str__(self) -> str:
        return f"{self.link} {self.on}"
