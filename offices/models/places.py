"""Areas and offices: the places that posts and cases belong to."""

from django.db import models
from treebeard.mp_tree import MP_Node

from offices.choices import AreaKind, OfficeKind
from offices.models.remembered import Remembered


class Area(Remembered, MP_Node):
    """An area (行政区域) in the tree of areas; every case belongs to the area whose congress runs it."""

    code = models.CharField("行政区划代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=50)
    kind = models.CharField("类别", max_length=10, choices=AreaKind.choices)

    class Meta:
        verbose_name = "行政区域"
        verbose_name_plural = "行政区域"

    def __str__(self) -> str:
        return self.name


class OfficeQuerySet(models.QuerySet):
    """Offices."""

    def search(self, text: str) -> "OfficeQuerySet":
        """Offices whose name, code or head holds every word."""
        found = self
        for word in text.replace("\x00", " ").split():
            named = (
                models.Q(name__icontains=word)
                | models.Q(code__icontains=word)
                | models.Q(head__icontains=word)
            )
            found = found.filter(named)
        return found


class Office(models.Model):
    """An office (机构): a congress organ, a government office or a handling unit (承办单位)."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name="行政区域")
    code = models.CharField("单位编号", max_length=20)
    name = models.CharField("单位名称", max_length=80)
    kind = models.CharField("类别", max_length=15, choices=OfficeKind.choices)
    coordinator = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="coordinated",
        verbose_name="统筹机构",
        help_text="替该单位统一收件、协调退办的政府办公室；两院、监委留空",
    )
    address = models.CharField("单位地址", max_length=120, blank=True)
    head = models.CharField("负责人", max_length=50, blank=True)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    letter_mark = models.CharField("发文代字", max_length=20, blank=True, help_text="如：铜教函")
    active = models.BooleanField("在用", default=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"
        constraints = (models.UniqueConstraint(fields=("area", "code"), name="office_code_once_per_area"),)
        ordering = ("area_id", "code")

    def __str__(self) -> str:
        return self.name


class Category(Remembered):
    """A category (类别) of matters and suggestions; area null means everywhere."""

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name="行政区域")
    code = models.CharField("代码", max_length=20)
    name = models.CharField("名称", max_length=40)
    order = models.PositiveSmallIntegerField("次序", default=0)
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "类别"
        verbose_name_plural = "类别"
        constraints = (
            models.UniqueConstraint(fields=("area", "code"), name="category_code_once", nulls_distinct=False),
        )
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.name
