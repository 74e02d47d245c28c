"""Papers attached to a suggestion."""

from django.conf import settings
from django.db import models

from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class Attachment(models.Model):
    """A file (附件), stored under a generated name and served only through visible_to."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="attachments", verbose_name="建议")
    file = models.FileField("文件", upload_to="suggestions/%Y/%m/")
    name = models.CharField("原文件名", max_length=200)
    size = models.PositiveIntegerField("大小")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"

    def __str__(self) -> str:
        return self.name
