"""The selection of model stations (示范点评选, seed row DL-04): candidates, groups that score them, plates."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from offices.models import Area
from offices.models.remembered import Remembered
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from stations.grades import PlateState, ShowingPart
from stations.models.handed import HANDED_DOWN, HandedDownQuerySet
from stations.models.honours import Honour
from stations.models.stations import Station
from workflow.models import Event


class PlateRound(Remembered):
    """A selection: so many candidates, of whom so many get a plate. State changes only through plate_lifecycle."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="plate_rounds", verbose_name="行政区域")
    name = models.CharField("名称", max_length=60)
    plate = models.CharField("牌匾名称", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    most = models.PositiveSmallIntegerField("参选站点不超过")
    cut = models.PositiveSmallIntegerField("授牌名额")
    state = models.CharField("状态", max_length=10, choices=PlateState.choices, default=PlateState.NOMINATING)
    awarded_on = models.DateField("授牌日期", null=True, blank=True)
    letters = models.CharField("编号前缀", max_length=20, blank=True)

    objects = HandedDownQuerySet.as_manager()
    scope_paths = HANDED_DOWN

    class Meta:
        verbose_name = "示范点评选"
        verbose_name_plural = "示范点评选"
        indexes = (models.Index(fields=("-year", "-id"), name="plate_round_year"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(cut__gte=1) & Q(most__gte=models.F("cut")), name="plates_within_candidates"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("stations:plate_round", self.pk)


class PlateEvent(Event):
    subject = models.ForeignKey(PlateRound, models.CASCADE, related_name="events")

    objects = HandedDownQuerySet.as_manager()
    scope_paths = {"area": "subject__area"}

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "示范点评选经过"
        verbose_name_plural = "示范点评选经过"


class PlateGroup(Remembered):
    """An inspection group of a selection: named people who score the candidates allotted to it."""

    round = models.ForeignKey(PlateRound, models.CASCADE, related_name="groups", verbose_name="示范点评选")
    name = models.CharField("名称", max_length=30)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name="成员")

    objects = HandedDownQuerySet.as_manager()
    scope_paths = {"area": "round__area"}

    class Meta:
        verbose_name = "评选验收组"
        verbose_name_plural = "评选验收组"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("round", "name"), name="plate_group_once"),)

    def __str__(self) -> str:
        return self.name


class Candidate(models.Model):
    """A station in a selection. score: of a hundred; honour: the plate it was given."""

    round = models.ForeignKey(
        PlateRound, models.CASCADE, related_name="candidates", verbose_name="示范点评选"
    )
    station = models.ForeignKey(Station, models.PROTECT, related_name="candidacies", verbose_name="联络站")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    group = models.ForeignKey(
        PlateGroup, models.SET_NULL, null=True, blank=True, related_name="candidates", verbose_name="验收组"
    )
    reason = models.CharField("推荐理由", max_length=300)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提名人"
    )
    named_at = models.DateTimeField("提名时间", default=timezone.now)
    score = models.DecimalField("得分", max_digits=4, decimal_places=1, null=True, blank=True)
    words = models.CharField("验收意见", max_length=300, blank=True)
    scored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="评分人"
    )  # fmt: skip
    place = models.PositiveSmallIntegerField("名次", null=True, blank=True)
    honour = models.ForeignKey(
        Honour, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="授牌"
    )

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station"}

    class Meta:
        verbose_name = "参选站点"
        verbose_name_plural = "参选站点"
        indexes = (
            models.Index(fields=("round", "-score", "-id"), name="candidate_score"),
            models.Index(fields=("-score", "-id"), name="candidate_all_score"),
        )
        constraints = (models.UniqueConstraint(fields=("round", "station"), name="candidate_once"),)

    def __str__(self) -> str:
        return f"{self.station}参选"


class Showing(models.Model):
    """A station looked at, or reporting how it works, at a meeting that spreads good practice (观摩推进会, DL-04, YQ-12)."""

    round = models.ForeignKey(PlateRound, models.CASCADE, related_name="showings", verbose_name="示范点评选")
    station = models.ForeignKey(Station, models.PROTECT, related_name="showings", verbose_name="联络站")
    part = models.CharField("形式", max_length=10, choices=ShowingPart.choices)
    on = models.DateField("日期", default=timezone.localdate)
    people = models.PositiveIntegerField("参加人数", default=0)
    words = models.CharField("主要做法", max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    objects = HandedDownQuerySet.as_manager()
    scope_paths = {"area": "round__area", "station": "round__area"}

    class Meta:
        verbose_name = "观摩交流"
        verbose_name_plural = "观摩交流"
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "station", "part", "on"), name="showing_once"),
        )

    def __str__(self) -> str:
        return f"{self.station}{self.get_part_display()}"
