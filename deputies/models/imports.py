"""What an import changed, so that one import can be undone."""

from django.conf import settings
from django.db import models

from offices.models import Area
from offices.scope import ScopedQuerySet


class Import(models.Model):
    """One import (导入) of the registry."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name="行政区域")
    kind = models.CharField("种类", max_length=20)
    file_name = models.CharField("文件", max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导入人")
    made_at = models.DateTimeField("时间", auto_now_add=True)
    created = models.PositiveIntegerField("新增", default=0)
    updated = models.PositiveIntegerField("更新", default=0)
    unchanged = models.PositiveIntegerField("无变化", default=0)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤销人"
    )

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area"}

    class Meta:
        verbose_name = "导入"
        verbose_name_plural = "导入"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """One row of the registry as it was before the import; before null means it was created."""

    made_in = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    table = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(default=dict)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "made_in__area"}

    class Meta:
        verbose_name = "导入明细"
        verbose_name_plural = "导入明细"

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}"
