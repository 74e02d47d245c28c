"""Stations, their tiers and kinds, their staff and their deputies."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from deputies.models import Deputy, Group
from offices.models import Area, Post
from offices.models.remembered import Remembered
from offices.scope import HELD, ScopedQuerySet
from pages.addresses import row_url
from stations.choices import StaffDuty


class Tier(Remembered):
    """A tier (层级) of the station tree: 总站, 中心站, 代表之家, 联络站, 联络点… (seed rows TL-02, XR-01, YQ-21)."""

    name = models.CharField("层级", max_length=20, unique=True)
    rank = models.PositiveSmallIntegerField("级次", help_text="数字越小层级越高")
    point = models.BooleanField("联络点", default=False, help_text="经费按联络点的标准，不按联络站")

    class Meta:
        verbose_name = "站点层级"
        verbose_name_plural = "站点层级"
        ordering = ("rank", "pk")

    def __str__(self) -> str:
        return self.name


class StationKind(Remembered):
    """A kind of station (类型): 综合, 行业, 企业, 专业代表工作室, 立法联系点… (seed rows FJ-04, RD-05, LY-02)."""

    name = models.CharField("类型", max_length=20, unique=True)
    order = models.PositiveSmallIntegerField("次序", default=0)
    observes = models.BooleanField(
        "登记观察监测记录",
        default=False,
        help_text="观察点、监测点、立法联系点：在本站登记观察到的情况并持续跟踪",
    )

    class Meta:
        verbose_name = "站点类型"
        verbose_name_plural = "站点类型"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class StationQuerySet(ScopedQuerySet, MP_NodeQuerySet):
    def in_use(self) -> "StationQuerySet":
        """Stations that are not closed."""
        return self.filter(closed_on__isnull=True)

    def search(self, text: str) -> "StationQuerySet":
        """Stations whose name, code, address or host holds every word of the text."""
        found = self
        for word in text.replace("\x00", " ").split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(code__icontains=word)
                | Q(address__icontains=word)
                | Q(host__icontains=word)
            )
        return found


class StationManager(MP_NodeManager.from_queryset(StationQuerySet)):
    def get_queryset(self) -> StationQuerySet:
        return StationQuerySet(self.model, using=self._db).order_by("path")


class Station(MP_Node):
    """A station (家站点) in the tree of tiers.

    mobile: a point that moves (流动联络点); its receptions carry their own place (seed row TL-03).
    """

    code = models.CharField("站点编号", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    tier = models.ForeignKey(Tier, models.PROTECT, verbose_name="层级")
    kind = models.ForeignKey(StationKind, models.PROTECT, verbose_name="类型")
    area = models.ForeignKey(Area, models.PROTECT, related_name="stations", verbose_name="行政区域")
    host = models.CharField("依托", max_length=60, blank=True, help_text="如：党群服务中心、企业名称")
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    hours = models.CharField("开放时间", max_length=60, blank=True)
    mobile = models.BooleanField("流动站点", default=False)
    online = models.BooleanField("开通网上接待", default=False)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True, blank=True)
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    groups = models.ManyToManyField(Group, related_name="stations", blank=True, verbose_name="代表小组")
    labels = models.ManyToManyField(
        "Label", related_name="stations", blank=True, verbose_name="平台功能和标签"
    )

    objects = StationManager()
    scope_paths = {"area": "area", "station": "pk", "deputy": "stationings__deputy"}

    class Meta:
        verbose_name = "联络站"
        verbose_name_plural = "联络站"
        indexes = (models.Index(fields=("area", "path"), name="station_area"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("stations:station", self.pk)


class DatedQuerySet(ScopedQuerySet):
    """Rows that hold from one day to another."""

    def in_force(self, on: dt.date) -> "DatedQuerySet":
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class Staff(models.Model):
    """Who staffs a station: a post of role 联络员 or 站长 held there, with dates; the history is kept."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="staff", verbose_name="联络站")
    post = models.ForeignKey(Post, models.PROTECT, related_name="staffings", verbose_name="任职")
    duty = models.CharField("职责", max_length=15, choices=StaffDuty.choices)
    starts_on = models.DateField("自", default=timezone.localdate)
    ends_on = models.DateField("至", null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    scope_paths = {"area": "station__area", "station": "station"}

    class Meta:
        verbose_name = "站点工作人员"
        verbose_name_plural = "站点工作人员"
        constraints = (
            models.UniqueConstraint(
                fields=("station", "post"), condition=Q(ends_on__isnull=True), name="staff_once"
            ),
            models.UniqueConstraint(
                fields=("station",),
                condition=Q(ends_on__isnull=True, duty=StaffDuty.HEAD),
                name="one_head_a_station",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="staff_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.station} {self.get_duty_display()} {self.post.user}"


class Stationing(models.Model):
    """A deputy's assignment to a station (进站), with its dates (seed rows TL-02, YQ-03)."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="stationings", verbose_name="联络站")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="stationings", verbose_name="代表")
    starts_on = models.DateField("自")
    ends_on = models.DateField("至", null=True, blank=True)
    remark = models.CharField("备注", max_length=80, blank=True)

    objects = DatedQuerySet.as_manager()
    scope_paths = {"area": "station__area", "station": "station", "deputy": "deputy"}

    class Meta:
        verbose_name = "进站代表"
        verbose_name_plural = "进站代表"
        constraints = (
            models.UniqueConstraint(
                fields=("station", "deputy"), condition=Q(ends_on__isnull=True), name="stationing_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="stationing_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.station} {self.deputy}"


def own_stations(post: Post) -> models.QuerySet:
    """The ids of the very stations where the post is staffed today."""
    return Staff.objects.in_force(timezone.localdate()).filter(post=post).values("station")


def _stations_held(post: Post) -> list[int]:
    """The stations where the post is staffed, and all below them in the tree."""
    below = Q(pk__in=())
    for path in Station._base_manager.filter(pk__in=own_stations(post)).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return list(Station._base_manager.filter(below).values_list("pk", flat=True))


HELD["station"] = _stations_held
