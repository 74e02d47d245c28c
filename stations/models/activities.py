"""What stations and groups of deputies did: activities with who took part, and their photos."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.models import Deputy, Group
from offices.models import Area
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from pages.files import stored_name
from stations.models.labels import Brand, Label
from stations.models.stations import Station


class ActivityQuerySet(ScopedQuerySet):
    def search(self, text: str) -> "ActivityQuerySet":
        """Activities whose theme or place holds every word of the text."""
        found = self
        for word in text.replace("\x00", " ").split():
            found = found.filter(Q(theme__icontains=word) | Q(place__icontains=word))
        return found


class Activity(models.Model):
    """An activity (活动) of a station, a group, or both: a plain row from which ledgers and figures are read.

    function: the platform function it serves. campaign: the area's campaign that it belongs to (RD-05).
    service: the service to the people that it brought (服务进万家, TL-04).
    study: what was studied at it (每次活动必有学习, TL-01). others: how many people besides the deputies.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="联络站"
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="代表小组"
    )
    kind = models.ForeignKey(Label, models.PROTECT, related_name="+", verbose_name="活动类别")
    function = models.ForeignKey(
        Label, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="平台功能"
    )
    campaign = models.ForeignKey(
        Label, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主题活动"
    )
    service = models.ForeignKey(
        Label, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="服务类别"
    )
    brand = models.ForeignKey(
        Brand, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="品牌"
    )
    on = models.DateField("活动日期")
    place = models.CharField("地点", max_length=120)
    theme = models.CharField("主题", max_length=80)
    study = models.CharField("学习内容", max_length=300, blank=True)
    done = models.TextField("活动内容", max_length=4000)
    outcome = models.TextField("成果或办理结果", max_length=2000, blank=True)
    others = models.PositiveIntegerField("参加群众和其他人员", default=0)
    deputies = models.ManyToManyField(Deputy, through="Participation", related_name="activities")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    objects = ActivityQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station", "deputy": "participations__deputy"}

    class Meta:
        verbose_name = "活动"
        verbose_name_plural = "活动"
        indexes = (
            models.Index(fields=("-on", "-id"), name="activity_on"),
            models.Index(fields=("station", "-on"), name="activity_station_on"),
            models.Index(fields=("group", "-on"), name="activity_group_on"),
            models.Index(fields=("area", "-on"), name="activity_area_on"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(station__isnull=False) | Q(group__isnull=False), name="activity_of_somebody"
            ),
        )

    def __str__(self) -> str:
        return self.theme

    def get_absolute_url(self) -> str:
        return row_url("stations:activity", self.pk)


class Participation(models.Model):
    """A deputy took part in an activity."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participations", verbose_name="活动")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="participations", verbose_name="代表")

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "activity__area", "station": "activity__station", "deputy": "deputy"}

    class Meta:
        verbose_name = "参加活动"
        verbose_name_plural = "参加活动"
        constraints = (models.UniqueConstraint(fields=("activity", "deputy"), name="participation_once"),)

    def __str__(self) -> str:
        return f"{self.activity} {self.deputy}"


class ActivityPhoto(models.Model):
    """A photo of an activity, stored under a generated name and served only through visible_to."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos", verbose_name="活动")
    file = models.FileField("文件", upload_to=stored_name)
    name = models.CharField("名称", max_length=40)
    size = models.PositiveIntegerField("大小")
    sent_at = models.DateTimeField("上传时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {
        "area": "activity__area", "station": "activity__station", "deputy": "activity__participations__deputy",
    }  # fmt: skip

    class Meta:
        verbose_name = "活动照片"
        verbose_name_plural = "活动照片"

    def __str__(self) -> str:
        return self.name
