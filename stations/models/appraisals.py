"""The yearly appraisal of stations (考评): rounds with their checklist, groups, and one appraisal a station."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from offices.models import Area
from offices.models.remembered import Remembered
from offices.scope import Scope, ScopedQuerySet
from pages.addresses import row_url
from stations.grades import AppraisalFact, AppraisalState, Grade, ItemPart, RoundState
from stations.models.handed import HANDED_DOWN, HandedDownQuerySet
from stations.models.proof import Proof
from stations.models.stations import Station, Tier
from workflow.models import Clock, ClockQuerySet, Event, Reminder
from workflow.models.clocks import clock_indexes


class RoundQuerySet(HandedDownQuerySet):
    """Known in the areas below once it is open; a draft only to the office that writes it and those above."""

    def _reach(self, scope: Scope, kind: str) -> Q:
        reach = super()._reach(scope, kind) & ~Q(state=RoundState.DRAFT)
        return reach | scope.within("area", "area") if kind == "area" else reach


class AppraisalRound(Remembered):
    """A year's appraisal of an area's stations (seed row DL-07). State changes only through round_lifecycle.

    starts_on, ends_on: the days whose work counts. report_by: the last day of the self-reports.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="appraisal_rounds", verbose_name="行政区域")
    year = models.PositiveSmallIntegerField("年度")
    name = models.CharField("名称", max_length=60)
    state = models.CharField("状态", max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    starts_on = models.DateField("计入自")
    ends_on = models.DateField("计入至")
    report_by = models.DateField("自评截止")
    tiers = models.ManyToManyField(Tier, related_name="+", verbose_name="参加考评的层级")

    objects = RoundQuerySet.as_manager()
    scope_paths = HANDED_DOWN

    class Meta:
        verbose_name = "考评"
        verbose_name_plural = "考评"
        indexes = (models.Index(fields=("-year", "-id"), name="appraisal_round_year"),)
        constraints = (
            models.UniqueConstraint(
                fields=("area", "year"), condition=~Q(state="cancelled"), name="one_appraisal_a_year"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="appraisal_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("stations:round", self.pk)


class RoundEvent(Event):
    subject = models.ForeignKey(AppraisalRound, models.CASCADE, related_name="events")

    objects = HandedDownQuerySet.as_manager()
    scope_paths = {"area": "subject__area"}

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "考评经过"
        verbose_name_plural = "考评经过"


PERCENT = (MinValueValidator(1), MaxValueValidator(100))


class AppraisalItem(models.Model):
    """A line of the checklist: what it is worth, and whether it is counted or reported.

    target: the rate in percent at which a counted item gets all its points.
    """

    round = models.ForeignKey(AppraisalRound, models.CASCADE, related_name="items", verbose_name="考评")
    order = models.PositiveSmallIntegerField("次序", default=1)
    part = models.CharField("类别", max_length=10, choices=ItemPart.choices, default=ItemPart.OTHER)
    title = models.CharField("项目", max_length=40)
    detail = models.CharField("评分办法", max_length=200, blank=True)
    points = models.DecimalField("分值", max_digits=4, decimal_places=1, validators=(MinValueValidator(0),))
    fact = models.CharField("系统计分", max_length=12, choices=AppraisalFact.choices, blank=True)
    target = models.PositiveSmallIntegerField("满分线（%）", default=100, validators=PERCENT)

    objects = HandedDownQuerySet.as_manager()
    scope_paths = {"area": "round__area", "station": "round__area", "deputy": "round__area"}

    class Meta:
        verbose_name = "考评项目"
        verbose_name_plural = "考评项目"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title


class AppraisalGroup(Remembered):
    """An inspection group (检查验收组, seed row DL-04): named people, who score the stations allotted to it."""

    round = models.ForeignKey(AppraisalRound, models.CASCADE, related_name="groups", verbose_name="考评")
    name = models.CharField("名称", max_length=30)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name="成员")

    objects = HandedDownQuerySet.as_manager()
    scope_paths = {"area": "round__area"}

    class Meta:
        verbose_name = "检查验收组"
        verbose_name_plural = "检查验收组"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("round", "name"), name="appraisal_group_once"),)

    def __str__(self) -> str:
        return self.name


class Appraisal(models.Model):
    """One station in a round. State changes only through appraisal_lifecycle.

    total: of a hundred, once inspected. due_on: the day of the clock that runs. accepted_on: the station
    agreed with the result before the days for objecting were over.
    """

    round = models.ForeignKey(AppraisalRound, models.PROTECT, related_name="appraisals", verbose_name="考评")
    station = models.ForeignKey(Station, models.PROTECT, related_name="appraisals", verbose_name="联络站")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    group = models.ForeignKey(
        AppraisalGroup, models.SET_NULL, null=True, blank=True, related_name="appraisals", verbose_name="检查验收组"
    )  # fmt: skip
    state = models.CharField(
        "状态", max_length=10, choices=AppraisalState.choices, default=AppraisalState.REPORTING
    )
    total = models.DecimalField("得分", max_digits=5, decimal_places=1, null=True, blank=True)
    grade = models.CharField("等次", max_length=10, choices=Grade.choices, blank=True)
    stars = models.PositiveSmallIntegerField("星级", default=0)
    words = models.CharField("验收意见", max_length=500, blank=True)
    reported_on = models.DateField("自评日期", null=True, blank=True)
    inspected_on = models.DateField("验收日期", null=True, blank=True)
    decided_on = models.DateField("评定日期", null=True, blank=True)
    objected_on = models.DateField("提出异议日期", null=True, blank=True)
    accepted_on = models.DateField("认可结果日期", null=True, blank=True)
    rectified = models.TextField("整改情况", blank=True)
    due_on = models.DateField("期限", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station"}

    class Meta:
        verbose_name = "站点考评"
        verbose_name_plural = "站点考评"
        constraints = (models.UniqueConstraint(fields=("round", "station"), name="appraisal_once"),)
        indexes = (
            models.Index(fields=("round", "-total", "-id"), name="appraisal_total"),
            models.Index(fields=("-total", "-id"), name="appraisal_all_total"),
            models.Index(fields=("station", "-id"), name="appraisal_station"),
            models.Index(fields=("state", "due_on"), name="appraisal_state_due"),
        )

    def __str__(self) -> str:
        return f"{self.station}{self.round.year}年考评"

    def get_absolute_url(self) -> str:
        return row_url("stations:appraisal", self.pk)


_PATHS = {"area": "subject__area", "station": "subject__station"}


class AppraisalEvent(Event):
    subject = models.ForeignKey(Appraisal, models.CASCADE, related_name="events")

    objects = ScopedQuerySet.as_manager()
    scope_paths = _PATHS

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "站点考评经过"
        verbose_name_plural = "站点考评经过"


class AppraisalClockQuerySet(ClockQuerySet, ScopedQuerySet):
    pass


class AppraisalClock(Clock):
    subject = models.ForeignKey(Appraisal, models.CASCADE, related_name="clocks")

    objects = AppraisalClockQuerySet.as_manager()
    scope_paths = _PATHS

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = "站点考评时限"
        verbose_name_plural = "站点考评时限"
        indexes = clock_indexes("appraisal_clock")


class AppraisalReminder(Reminder):
    clock = models.ForeignKey(AppraisalClock, models.CASCADE, db_index=False, related_name="reminders")

    class Meta:
        verbose_name = "站点考评提醒"
        verbose_name_plural = "站点考评提醒"
        constraints = (
            models.UniqueConstraint(fields=("clock", "rung", "due_on"), name="appraisal_reminder_once"),
        )


class AppraisalScore(models.Model):
    """One item at one station: what was counted (got of out_of), what the station says, what the inspectors give."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="scores", verbose_name="站点考评")
    item = models.ForeignKey(AppraisalItem, models.PROTECT, related_name="scores", verbose_name="项目")
    got = models.PositiveIntegerField("已做到", null=True, blank=True)
    out_of = models.PositiveIntegerField("应做到", null=True, blank=True)
    self_points = models.DecimalField("自评分", max_digits=4, decimal_places=1, null=True, blank=True)
    self_note = models.CharField("自评说明", max_length=300, blank=True)
    points = models.DecimalField("验收分", max_digits=4, decimal_places=1, null=True, blank=True)
    note = models.CharField("验收说明", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "appraisal__area", "station": "appraisal__station"}

    class Meta:
        verbose_name = "考评得分"
        verbose_name_plural = "考评得分"
        constraints = (models.UniqueConstraint(fields=("appraisal", "item"), name="appraisal_score_once"),)

    def __str__(self) -> str:
        return f"{self.appraisal} {self.item}"


class AppraisalEvidence(Proof):
    """What a station reports, proved."""

    score = models.ForeignKey(
        AppraisalScore, models.CASCADE, related_name="evidence", verbose_name="考评得分"
    )

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "score__appraisal__area", "station": "score__appraisal__station"}

    class Meta:
        verbose_name = "考评佐证材料"
        verbose_name_plural = "考评佐证材料"
