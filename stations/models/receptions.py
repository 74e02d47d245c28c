"""Reception days and their rosters."""

from django.db import models
from django.db.models import F, Q

from deputies.models import Deputy
from offices.models import Area
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from stations.choices import UNFINISHED_DAYS, ReceptionMode, ReceptionState
from stations.models.planning import DayRule
from stations.models.stations import Station
from workflow.models import Event


class Reception(models.Model):
    """A reception day (接待日). State changes only through stations.reception_lifecycle.

    rule, rule_day: the rule that planned it, and the day the rule named before any holiday moved it.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="receptions", verbose_name="联络站")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    number = models.CharField("编号", max_length=40, unique=True)
    state = models.CharField(
        "状态", max_length=10, choices=ReceptionState.choices, default=ReceptionState.PLANNED
    )
    on = models.DateField("接待日期")
    starts_at = models.TimeField("开始时间")
    ends_at = models.TimeField("结束时间")
    place = models.CharField("接待地点", max_length=120)
    mode = models.CharField(
        "接待方式", max_length=10, choices=ReceptionMode.choices, default=ReceptionMode.STATION
    )
    theme = models.CharField("接待主题", max_length=80, blank=True)
    scope_note = models.CharField("接待范围及受理内容", max_length=200, blank=True)
    notice_number = models.CharField("公告文号", max_length=40, blank=True)
    notice_text = models.TextField("公告内容", blank=True)
    published_on = models.DateField("公告日期", null=True, blank=True)
    summary = models.TextField("小结", blank=True)
    rule = models.ForeignKey(
        DayRule, models.SET_NULL, null=True, blank=True, related_name="receptions", verbose_name="接待日规则"
    )
    rule_day = models.DateField("规则日期", null=True, blank=True)
    deputies = models.ManyToManyField(Deputy, through="RosterEntry", related_name="receptions")

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station", "deputy": "roster__deputy"}

    class Meta:
        verbose_name = "接待日"
        verbose_name_plural = "接待日"
        indexes = (
            models.Index(fields=("station", "-on", "-id"), name="reception_station"),
            models.Index(fields=("area", "-on", "-id"), name="reception_area"),
            models.Index(fields=("-on", "-id"), name="reception_on"),
            models.Index(
                fields=("on", "id"), condition=Q(state__in=UNFINISHED_DAYS), name="reception_unfinished"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="reception_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=("rule", "rule_day"), condition=Q(rule__isnull=False), name="reception_once_a_rule_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.on.year}年{self.on.month}月{self.on.day}日{self.station}接待日"

    def get_absolute_url(self) -> str:
        return row_url("stations:reception", self.pk)


class RosterEntry(models.Model):
    """A deputy on duty (轮值) on a reception day; attended null means not yet known.

    reason: why the roster chose him; empty when a person did.
    """

    reception = models.ForeignKey(Reception, models.CASCADE, related_name="roster", verbose_name="接待日")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="roster_entries", verbose_name="代表")
    attended = models.BooleanField("到岗", null=True, blank=True)
    remark = models.CharField("备注", max_length=80, blank=True)
    reason = models.CharField("排班依据", max_length=120, blank=True)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "reception__area", "station": "reception__station", "deputy": "deputy"}

    class Meta:
        verbose_name = "轮值"
        verbose_name_plural = "轮值"
        constraints = (models.UniqueConstraint(fields=("reception", "deputy"), name="roster_once"),)

    def __str__(self) -> str:
        return f"{self.reception} {self.deputy}"


class ReceptionEvent(Event):
    subject = models.ForeignKey(Reception, models.CASCADE, related_name="events")

    objects = ScopedQuerySet.as_manager()
    scope_paths = {
        "area": "subject__area",
        "station": "subject__station",
        "deputy": "subject__roster__deputy",
    }

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "接待日经过"
        verbose_name_plural = "接待日经过"
