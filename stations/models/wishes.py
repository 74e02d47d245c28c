"""Micro-wishes (微心愿) and proposals for livelihood projects (民生实事项目建议) that voters bring to a station."""

from django.db import models
from django.db.models import F, Q

from deputies.models import Deputy
from offices.models import Area
from offices.scope import Scope, ScopedQuerySet
from pages.addresses import row_url
from stations.choices import IdeaState, Verdict, WishState
from stations.models.stations import Station
from stations.models.visits import Visit
from workflow.models import Event


class WishQuerySet(ScopedQuerySet):
    def _reach(self, scope: Scope, kind: str) -> Q:
        """A deputy reads what he claimed, and at his stations what may still be claimed."""
        if kind != "deputy":
            return super()._reach(scope, kind)
        held = Station._base_manager.filter(
            stationings__deputy__in=scope.ids(kind), stationings__ends_on=None
        )
        free = Q(state=WishState.OPEN, station__in=list(held.values_list("pk", flat=True)))
        return Q(deputy__in=scope.ids(kind)) | free


class Wish(models.Model):
    """A small wish of a person or family, claimed and fulfilled by a deputy (seed rows XR-08, YQ-18).

    Who wished is its visit's; text is what everybody may read, written by the station without names.
    State changes only through stations.wish_lifecycle.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="wishes", verbose_name="联络站")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="wish", verbose_name="申请登记")
    number = models.CharField("编号", max_length=40, unique=True)
    state = models.CharField("状态", max_length=10, choices=WishState.choices, default=WishState.APPLIED)
    title = models.CharField("心愿", max_length=60)
    told = models.TextField("申请人原话")
    text = models.TextField("公布内容", blank=True)
    applied_on = models.DateField("申请日期")
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="wishes", verbose_name="认领代表"
    )
    claimed_on = models.DateField("认领日期", null=True, blank=True)
    result = models.TextField("完成情况", blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    verdict = models.CharField("回访评价", max_length=15, choices=Verdict.choices, blank=True)
    words = models.CharField("回访记录", max_length=300, blank=True)

    objects = WishQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station", "deputy": "deputy"}

    class Meta:
        verbose_name = "微心愿"
        verbose_name_plural = "微心愿"
        indexes = (
            models.Index(fields=("station", "-applied_on", "-id"), name="wish_station"),
            models.Index(fields=("area", "-applied_on", "-id"), name="wish_area"),
            models.Index(fields=("deputy", "-applied_on", "-id"), name="wish_deputy"),
            models.Index(fields=("-applied_on", "-id"), name="wish_applied"),
        )

    def __str__(self) -> str:
        return f"微心愿{self.number}"

    def get_absolute_url(self) -> str:
        return row_url("stations:wish", self.pk)


class WishEventQuerySet(ScopedQuerySet):
    def _reach(self, scope: Scope, kind: str) -> Q:
        if kind != "deputy":
            return super()._reach(scope, kind)
        return Q(subject__in=Wish.objects.filter(Wish.objects.all()._reach(scope, kind)).values("pk"))


class WishEvent(Event):
    subject = models.ForeignKey(Wish, models.CASCADE, related_name="events")

    objects = WishEventQuerySet.as_manager()
    scope_paths = {"area": "subject__area", "station": "subject__station", "deputy": "subject__deputy"}

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "微心愿经过"
        verbose_name_plural = "微心愿经过"


class Idea(models.Model):
    """A proposal for the year's livelihood projects (seed row XH-08): taken in by a station, sifted by the office,

    voted on by the deputies at a congress, and followed until it is done.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="ideas", verbose_name="联络站")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="idea", verbose_name="提出登记")
    number = models.CharField("编号", max_length=40, unique=True)
    state = models.CharField("状态", max_length=10, choices=IdeaState.choices, default=IdeaState.RECEIVED)
    title = models.CharField("项目名称", max_length=60)
    place = models.CharField("实施地点", max_length=120, blank=True)
    benefit = models.CharField("受益群众", max_length=120, blank=True)
    text = models.TextField("理由和内容")
    received_on = models.DateField("提出日期")
    meeting = models.CharField("票决会议", max_length=60, blank=True)
    voted_on = models.DateField("票决日期", null=True, blank=True)
    ballots = models.PositiveIntegerField("收回有效票", null=True, blank=True)
    ayes = models.PositiveIntegerField("得票", null=True, blank=True)
    progress = models.CharField("最近进展", max_length=300, blank=True)
    result = models.CharField("办成情况", max_length=300, blank=True)
    done_on = models.DateField("办成日期", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station"}

    class Meta:
        verbose_name = "民生实事项目建议"
        verbose_name_plural = "民生实事项目建议"
        indexes = (
            models.Index(fields=("area", "-received_on", "-id"), name="idea_area"),
            models.Index(fields=("station", "-received_on", "-id"), name="idea_station"),
            models.Index(fields=("-received_on", "-id"), name="idea_received"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ayes__isnull=True) | Q(ballots__gte=F("ayes")), name="idea_ayes_within_ballots"
            ),
        )

    def __str__(self) -> str:
        return f"项目建议{self.number}"

    def get_absolute_url(self) -> str:
        return row_url("stations:idea", self.pk)


class IdeaEvent(Event):
    subject = models.ForeignKey(Idea, models.CASCADE, related_name="events")

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "subject__area", "station": "subject__station"}

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "项目建议经过"
        verbose_name_plural = "项目建议经过"
