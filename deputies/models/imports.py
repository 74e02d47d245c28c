"""An uploaded registry sheet, and what an import changed, so that one import can be undone."""

from django.conf import settings
from django.db import models

from deputies.choices import ImportKind
from offices.models import Area
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from pages.files import stored_name


class UploadQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "UploadQuerySet":
        """Nobody's but one's own."""
        return super().visible_to(user).filter(user=user)


class Upload(models.Model):
    """A sheet between its dry run and the confirmation; seen by its uploader only, cleared after days."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="上传人"
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    file = models.FileField("文件", upload_to=stored_name)
    file_name = models.CharField("文件名", max_length=200)
    made_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = UploadQuerySet.as_manager()
    scope_paths = {"area": "area"}

    class Meta:
        verbose_name = "待导入文件"
        verbose_name_plural = "待导入文件"

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return row_url("deputies:upload", self.pk)


class Import(models.Model):
    """One import (导入): of the registry, or of another room's sheet (kind).

    upload: the number of the upload that it was, which is gone by then; none is brought in twice.
    """

    area = models.ForeignKey(Area, models.PROTECT, verbose_name="行政区域")
    kind = models.CharField("种类", max_length=20, choices=ImportKind.choices)
    upload = models.PositiveBigIntegerField("待导入文件", null=True, editable=False, unique=True)
    file_name = models.CharField("文件", max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导入人"
    )
    made_at = models.DateTimeField("时间", auto_now_add=True)
    created = models.PositiveIntegerField("新增", default=0)
    updated = models.PositiveIntegerField("更新", default=0)
    unchanged = models.PositiveIntegerField("无变化", default=0)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤销人",
    )

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "area"}

    class Meta:
        verbose_name = "导入"
        verbose_name_plural = "导入"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return row_url("deputies:import-page", self.pk)


class ImportRow(models.Model):
    """One row as it was before the import and as it was written; before null means it was created.

    Values by column. Encrypted ones are kept encrypted in `before`, as a keyed digest in `after`.
    """

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
