"""What observation, monitoring and legislative contact points saw, and what followed (三点一站)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.models import Deputy
from offices.models import Area, Category
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from stations.models.opinions import Opinion
from stations.models.stations import Station


class ObservationQuerySet(ScopedQuerySet):
    def search(self, text: str) -> "ObservationQuerySet":
        found = self
        for word in text.replace("\x00", " ").split():
            found = found.filter(Q(title__icontains=word) | Q(text__icontains=word))
        return found


class Observation(models.Model):
    """A record of a point (观察、监测、征求意见记录), followed until it is closed (seed rows LY-02, LY-03, TL-07).

    opinion: the opinion that came of it, if one did.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="observations", verbose_name="观察（监测、联系）点"
    )
    on = models.DateField("日期")
    title = models.CharField("事项", max_length=80)
    text = models.TextField("观察到的情况", max_length=4000)
    advice = models.TextField("意见建议", max_length=2000, blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="类别"
    )
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="observations", verbose_name="代表"
    )
    observer = models.CharField("观察员", max_length=60, blank=True)
    opinion = models.ForeignKey(
        Opinion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        verbose_name="形成的群众意见",
    )
    next_on = models.DateField("下次跟踪日期", null=True, blank=True)
    closed_on = models.DateField("结束跟踪日期", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    objects = ObservationQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station", "deputy": "deputy"}

    class Meta:
        verbose_name = "观察监测记录"
        verbose_name_plural = "观察监测记录"
        indexes = (
            models.Index(fields=("-on", "-id"), name="observation_on"),
            models.Index(fields=("station", "-on", "-id"), name="observation_station"),
            models.Index(fields=("area", "-on", "-id"), name="observation_area"),
            models.Index(
                fields=("area", "-on", "-id"), condition=Q(closed_on__isnull=True), name="observation_open"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("on")),
                name="observation_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_url("stations:observation", self.pk)


class FollowUp(models.Model):
    """What was found when a matter was looked at again (持续跟踪)."""

    observation = models.ForeignKey(
        Observation, models.CASCADE, related_name="follow_ups", verbose_name="观察监测记录"
    )
    on = models.DateField("日期")
    text = models.TextField("跟踪情况", max_length=2000)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {
        "area": "observation__area", "station": "observation__station", "deputy": "observation__deputy",
    }  # fmt: skip

    class Meta:
        verbose_name = "跟踪情况"
        verbose_name_plural = "跟踪情况"

    def __str__(self) -> str:
        return f"{self.observation} {self.on}"
