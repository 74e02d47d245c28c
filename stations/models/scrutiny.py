"""What a standing committee or presidium sets out to supervise in a year, and what it did (seed rows XR-05, LY-06).

A line of the yearly plan with its records; ballots, appraisals of departments and the steps of a formal supervision
item belong to a room above, which may read these rows (docs/decisions/0029).
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from offices.models import Area, Office
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from stations.choices import ScrutinySource, ScrutinyState, ScrutinyWay
from stations.models.labels import Label
from stations.models.links import LinkMember
from workflow.models import Event

_PATHS = {"area": "subject__area", "deputy": "subject__leads__deputy"}


class Scrutiny(models.Model):
    """A matter to be supervised (监督事项). State changes only through stations.scrutiny_lifecycle. leads: who lead it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("监督事项", max_length=80)
    source = models.CharField(
        "来源", max_length=10, choices=ScrutinySource.choices, default=ScrutinySource.PLAN
    )
    field = models.ForeignKey(
        Label, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="监督领域"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="被监督单位"
    )
    leads = models.ManyToManyField(LinkMember, related_name="scrutinies", verbose_name="牵头人")
    points = models.TextField("监督重点", max_length=1000)
    due_on = models.DateField("计划完成日期")
    state = models.CharField(
        "状态", max_length=10, choices=ScrutinyState.choices, default=ScrutinyState.PLANNED
    )
    outcome = models.TextField("监督结果", max_length=2000, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area", "deputy": "leads__deputy"}

    class Meta:
        verbose_name = "监督事项"
        verbose_name_plural = "监督事项"
        indexes = (
            models.Index(fields=("-due_on", "-id"), name="scrutiny_due"),
            models.Index(fields=("area", "-due_on", "-id"), name="scrutiny_area"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_url("stations:scrutiny", self.pk)


class ScrutinyEvent(Event):
    subject = models.ForeignKey(Scrutiny, models.CASCADE, related_name="events")

    objects = ScopedQuerySet.as_manager()
    scope_paths = _PATHS

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "监督事项经过"
        verbose_name_plural = "监督事项经过"


class ScrutinyRecord(models.Model):
    """One deed of supervision. figures: [[label, number], …] of the hotline on that day, where the item is about it."""

    subject = models.ForeignKey(Scrutiny, models.CASCADE, related_name="records", verbose_name="监督事项")
    on = models.DateField("日期", default=timezone.localdate)
    way = models.CharField("方式", max_length=10, choices=ScrutinyWay.choices)
    content = models.CharField("开展情况", max_length=500)
    found = models.CharField("发现的问题", max_length=500, blank=True)
    led_to = models.CharField("提出的意见和转交办理", max_length=500, blank=True)
    figures = models.JSONField("当日数据", default=list, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    objects = ScopedQuerySet.as_manager()
    scope_paths = _PATHS

    class Meta:
        verbose_name = "监督记录"
        verbose_name_plural = "监督记录"
        indexes = (models.Index(fields=("subject", "-on", "-id"), name="scrutinyrecord_subject"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.on}"
