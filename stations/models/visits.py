"""Visits on a reception day and the matters the voters brought."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.choices import Gender
from offices.choices import Role
from offices.models import Area, Category
from offices.scope import Scope, ScopedQuerySet
from pages.fields import EncryptedTextField
from stations.choices import TellWay, Verdict
from stations.models.opinions import DISPLEASED, Opinion
from stations.models.receptions import Reception
from stations.models.stations import Station, own_stations

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another
RECEIPT = 10


def new_receipt() -> str:
    """A code for the voter to ask with: ten signs, 49 bits."""
    return "".join(secrets.choice(SIGNS) for _ in range(RECEIPT))


def spaced(receipt: str) -> str:
    """ABCD-EFGH-JK: as it is read aloud."""
    return "-".join(receipt[start : start + 4] for start in range(0, len(receipt), 4))


class VisitQuerySet(ScopedQuerySet):
    def narrow(self, scope: Scope, kind: str) -> Q:
        """Who asked for secrecy is known at that very station alone, not at those above it."""
        if kind == "station":
            return Q(confidential=False) | Q(station__in=own_stations(scope.post.principal))
        return Q(confidential=False)


class Visit(models.Model):
    """A voter's visit (来访). The phone is encrypted; phone_digest finds the same caller again.

    confidential (保密): only the station's own staff read who it was.
    """

    reception = models.ForeignKey(
        Reception, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="接待日"
    )
    station = models.ForeignKey(Station, models.PROTECT, related_name="visits", verbose_name="联络站")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    number = models.CharField("登记编号", max_length=40, unique=True)
    token = models.UUIDField("提交标识", null=True, unique=True, editable=False)
    on = models.DateField("来访日期")
    voter_name = models.CharField("来访选民", max_length=30)
    gender = models.CharField("性别", max_length=10, choices=Gender.choices, blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    phone_digest = models.CharField(max_length=64, blank=True)
    address = models.CharField("住址或单位", max_length=120, blank=True)
    constituency = models.CharField("选区", max_length=80, blank=True)
    confidential = models.BooleanField("要求保密", default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="记录人",
        help_text="网上反映的没有记录人",
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)
    receipt = models.CharField("回执码", max_length=12, blank=True)
    consented_at = models.DateTimeField("同意处理个人信息时间", null=True, blank=True)
    sms = models.BooleanField("同意短信告知", default=False)
    forgotten_on = models.DateField("个人信息删除日期", null=True, blank=True)

    objects = VisitQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station", "deputy": "reception__roster__deputy"}

    class Meta:
        verbose_name = "来访"
        verbose_name_plural = "来访"
        indexes = (
            models.Index(fields=("station", "-on", "-id"), name="visit_station"),
            models.Index(fields=("area", "-on", "-id"), name="visit_area"),
            models.Index(
                fields=("phone_digest", "station"), condition=~Q(phone_digest=""), name="visit_caller"
            ),
            models.Index(
                fields=("on", "id"),
                condition=Q(consented_at__isnull=False, forgotten_on__isnull=True),
                name="visit_kept",
            ),
            models.Index(fields=("id",), condition=Q(sms=True, forgotten_on__isnull=True), name="visit_sms"),
        )
        constraints = (
            models.UniqueConstraint(fields=("receipt",), condition=~Q(receipt=""), name="receipt_once"),
        )

    def __str__(self) -> str:
        return f"来访{self.number}"


class MatterQuerySet(ScopedQuerySet):
    def narrow(self, scope: Scope, kind: str) -> Q:
        return Q(opinion__confidential=False) if scope.role == Role.LEADER else Q()


class Matter(models.Model):
    """One matter (事项) of a visit, in the voter's own words; it leads to one opinion.

    told_*: whether this voter was told what came of it (件件有回音).
    revisit*: what the station heard when it called on a voter who was not content (回访).
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="matters", verbose_name="来访")
    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="matters", verbose_name="群众意见")
    merged_from = models.ForeignKey(
        Opinion, models.PROTECT, null=True, blank=True, related_name="matters_moved", verbose_name="原意见"
    )
    order = models.PositiveSmallIntegerField("序号", default=1)
    text = models.TextField("反映事项（原话）")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name="类别")
    told_on = models.DateField("告知日期", null=True, blank=True)
    told_how = models.CharField("告知方式", max_length=10, choices=TellWay.choices, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="告知人",
    )
    verdict = models.CharField("选民评价", max_length=15, choices=Verdict.choices, blank=True)
    verdict_words = models.CharField("评价意见", max_length=300, blank=True)
    judged_on = models.DateField("本人网上评价日期", null=True, blank=True)
    revisited_on = models.DateField("回访日期", null=True, blank=True)
    revisit = models.CharField("回访情况", max_length=300, blank=True)

    objects = MatterQuerySet.as_manager()
    scope_paths = {"area": "opinion__area", "station": "opinion__station", "deputy": "opinion__deputy"}

    class Meta:
        verbose_name = "事项"
        verbose_name_plural = "事项"
        constraints = (models.UniqueConstraint(fields=("visit", "order"), name="matter_once"),)
        indexes = (
            models.Index(fields=("opinion",), condition=Q(told_on__isnull=True), name="matter_untold"),
            models.Index(fields=("opinion",), condition=DISPLEASED, name="matter_displeased"),
        )

    def __str__(self) -> str:
        return f"{self.visit.number}-{self.order}"
