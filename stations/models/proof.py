"""A file that shows how a station stands, whoever asks for it: building standards, yearly appraisal."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from pages.files import stored_name


class Proof(models.Model):
    """Stored under a generated name and served only through visible_to; what it proves is named below."""

    file = models.FileField("文件", upload_to=stored_name)
    name = models.CharField("名称", max_length=120)
    size = models.PositiveIntegerField("大小")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    sent_at = models.DateTimeField("上传时间", default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
