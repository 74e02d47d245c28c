"""When a station receives voters: its rules, and the days on which a deputy cannot come."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.models import Deputy
from offices.scope import ScopedQuerySet
from stations.choices import MonthSet, Ordinal, RulePattern, Weekday
from stations.models.stations import DatedQuerySet, Station


class DayRule(models.Model):
    """A rule of reception days (接待日规则): 每月10日, 每周一, 单月15日… (domain rule 69).

    days: days of the month, "10,20". ordinal and weekday: of the patterns by weekday.
    on_duty: how many deputies a day. auto_notice: the machine publishes the notice when it is due.
    """

    station = models.ForeignKey(Station, models.CASCADE, related_name="day_rules", verbose_name="联络站")
    pattern = models.CharField("规律", max_length=10, choices=RulePattern.choices)
    months = models.CharField("月份", max_length=10, choices=MonthSet.choices, default=MonthSet.ALL)
    days = models.CharField("日期", max_length=40, blank=True)
    ordinal = models.SmallIntegerField("第几个", choices=Ordinal.choices, null=True, blank=True)
    weekday = models.PositiveSmallIntegerField("星期", choices=Weekday.choices, null=True, blank=True)
    starts_at = models.TimeField("开始时间")
    ends_at = models.TimeField("结束时间")
    place = models.CharField("接待地点", max_length=120, blank=True)
    theme = models.CharField("接待主题", max_length=80, blank=True)
    on_duty = models.PositiveSmallIntegerField("每次轮值代表人数", default=2)
    auto_notice = models.BooleanField("到期自动发布公告", default=True)
    starts_on = models.DateField("自", default=timezone.localdate)
    ends_on = models.DateField("至", null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    scope_paths = {"area": "station__area", "station": "station"}

    class Meta:
        verbose_name = "接待日规则"
        verbose_name_plural = "接待日规则"
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="rule_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="rule_dates_in_order"
            ),
            models.CheckConstraint(condition=Q(on_duty__range=(1, 20)), name="rule_on_duty_bounded"),
        )

    def __str__(self) -> str:
        return f"{self.when} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"

    @property
    def when(self) -> str:
        """The rule in words: 每月10日、20日; 单月第一个星期五; 每周星期一."""
        if self.pattern == RulePattern.WEEKLY:
            return f"每周{self.get_weekday_display()}"
        months = self.get_months_display()
        if self.pattern == RulePattern.ORDINAL:
            return f"{months}{self.get_ordinal_display()}{self.get_weekday_display()}"
        return months + "、".join(f"{day}日" for day in self.month_days)

    @property
    def month_days(self) -> list[int]:
        return [int(day) for day in self.days.split(",") if day]


class Absence(models.Model):
    """Days on which a deputy cannot be on duty (请假): the roster passes him over."""

    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="absences", verbose_name="代表")
    starts_on = models.DateField("自")
    ends_on = models.DateField("至")
    reason = models.CharField("事由", max_length=80)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "deputy__area", "station": "deputy__stationings__station", "deputy": "deputy"}

    class Meta:
        verbose_name = "代表请假"
        verbose_name_plural = "代表请假"
        indexes = (
            models.Index(fields=("-starts_on", "-id"), name="absence_starts"),
            models.Index(fields=("deputy", "ends_on"), name="absence_deputy"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.deputy}请假"
