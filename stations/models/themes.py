"""What deputies' groups make of what voters said: themes handed to them, with the opinions they stand on."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.models import Group, GroupMember
from offices.models import Area, Category
from offices.scope import Scope, ScopedQuerySet
from pages.addresses import row_url
from stations.choices import UNAPPROVED, ThemeState
from stations.models.opinions import Opinion
from stations.models.stations import Station
from workflow.models import Event


def groups_of(deputies: object) -> models.QuerySet:
    """The ids of the groups to which these deputies belong today."""
    today = timezone.localdate()
    rows = GroupMember._base_manager.filter(deputy__in=deputies)
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=today)).values("group")


class ThemeQuerySet(ScopedQuerySet):
    """A deputy reads the themes of the groups he belongs to today, once they are handed over."""

    group, state = "group", "state"

    def _reach(self, scope: Scope, kind: str) -> Q:
        if kind != "deputy":
            return super()._reach(scope, kind)
        mine = Q(**{f"{self.group}__in": groups_of(scope.ids(kind))})
        return mine & ~Q(**{f"{self.state}__in": UNAPPROVED})


class Theme(models.Model):
    """A theme (小组议题) that a station or office hands to a group of deputies (双轨运行, seed row TG-06).

    State changes only through stations.theme_lifecycle. station is empty when an office proposed it.
    approved_on: when a leader agreed, where the area wants that (TG-07).
    """

    number = models.CharField("编号", max_length=40, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="themes", verbose_name="联络站"
    )
    group = models.ForeignKey(Group, models.PROTECT, related_name="themes", verbose_name="代表小组")
    state = models.CharField("状态", max_length=10, choices=ThemeState.choices, default=ThemeState.PROPOSED)
    title = models.CharField("议题", max_length=60)
    reason = models.TextField("提出理由", max_length=1000)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name="类别")
    opinions = models.ManyToManyField(Opinion, through="ThemeOpinion", related_name="themes")
    proposed_on = models.DateField("提出日期")
    approved_on = models.DateField("审定日期", null=True, blank=True)
    taken_on = models.DateField("承接日期", null=True, blank=True)
    done = models.TextField("开展的工作", max_length=2000, blank=True)
    outcome = models.TextField("成果", max_length=2000, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)

    objects = ThemeQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station", "deputy": "group"}

    class Meta:
        verbose_name = "小组议题"
        verbose_name_plural = "小组议题"
        indexes = (
            models.Index(fields=("-proposed_on", "-id"), name="theme_proposed"),
            models.Index(fields=("area", "-proposed_on", "-id"), name="theme_area"),
            models.Index(fields=("station", "-proposed_on", "-id"), name="theme_station"),
            models.Index(fields=("group", "-proposed_on", "-id"), name="theme_group"),
        )

    def __str__(self) -> str:
        return f"议题“{self.title}”"

    def get_absolute_url(self) -> str:
        return row_url("stations:theme", self.pk)


class ThemeOpinionQuerySet(ThemeQuerySet):
    group, state = "theme__group", "theme__state"


class ThemeOpinion(models.Model):
    """An opinion on which a theme stands; never a confidential one, so that a group may read its words."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="links", verbose_name="议题")
    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="theme_links", verbose_name="群众意见")

    objects = ThemeOpinionQuerySet.as_manager()
    scope_paths = {"area": "theme__area", "station": "theme__station", "deputy": "theme__group"}

    class Meta:
        verbose_name = "议题所据意见"
        verbose_name_plural = "议题所据意见"
        constraints = (models.UniqueConstraint(fields=("theme", "opinion"), name="opinion_once_a_theme"),)

    def __str__(self) -> str:
        return f"{self.theme} {self.opinion}"


class ThemeEventQuerySet(ThemeQuerySet):
    group, state = "subject__group", "subject__state"


class ThemeEvent(Event):
    subject = models.ForeignKey(Theme, models.CASCADE, related_name="events")

    objects = ThemeEventQuerySet.as_manager()
    scope_paths = {"area": "subject__area", "station": "subject__station", "deputy": "subject__group"}

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "议题经过"
        verbose_name_plural = "议题经过"
