"""What hangs on a station's wall: rule documents of the area, and the photos of the deputies' board."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.models import Deputy
from offices.models import Area
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from pages.files import stored_name
from stations.models.handed import HANDED_DOWN, HandedDownQuerySet
from stations.models.stations import Tier


class RuleDocumentQuerySet(HandedDownQuerySet):
    def on_wall(self) -> "RuleDocumentQuerySet":
        """Documents that have a text and were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True).exclude(text="")


class RuleDocument(models.Model):
    """A rule of an area's stations (基本制度, seed rows ZY-04, DL-06): its title, and the text once there is one."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="rule_documents", verbose_name="行政区域")
    order = models.PositiveSmallIntegerField("次序", default=1)
    title = models.CharField("制度名称", max_length=40)
    tier = models.ForeignKey(
        Tier, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="适用层级",
        help_text="只适用于某一层级站点的，选择层级；不选的各层级都用",
    )  # fmt: skip
    text = models.TextField("内容", blank=True)
    adopted_by = models.CharField("制定机关", max_length=60, blank=True)
    adopted_on = models.DateField("通过日期", null=True, blank=True)
    withdrawn_on = models.DateField("停用日期", null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="修改人"
    )
    changed_at = models.DateTimeField("修改时间", default=timezone.now)

    objects = RuleDocumentQuerySet.as_manager()
    scope_paths = HANDED_DOWN

    class Meta:
        verbose_name = "上墙制度"
        verbose_name_plural = "上墙制度"
        indexes = (models.Index(fields=("area", "order", "id"), name="rule_document_area"),)
        constraints = (
            models.UniqueConstraint(
                fields=("area", "title"), condition=Q(withdrawn_on__isnull=True), name="rule_document_once"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_url("stations:document", self.pk)

    @property
    def lines(self) -> list[str]:
        """The text line by line: on the wall each is a paragraph of its own."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class BoardPhoto(models.Model):
    """A deputy's photo for the board on the wall (代表公示, seed row ZY-05); the newest takes the old one's place."""

    deputy = models.OneToOneField(Deputy, models.CASCADE, related_name="board_photo", verbose_name="代表")
    file = models.FileField("照片", upload_to=stored_name)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    sent_at = models.DateTimeField("上传时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "deputy__area", "station": "deputy__stationings__station", "deputy": "deputy"}

    class Meta:
        verbose_name = "公示照片"
        verbose_name_plural = "公示照片"

    def __str__(self) -> str:
        return f"{self.deputy}的公示照片"
