"""Photos and voices that voters sent with what they said."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from offices.scope import Scope
from pages.files import stored_name
from stations.models.opinions import Opinion, OpinionDerived
from stations.models.stations import own_stations


class OpinionFileQuerySet(OpinionDerived):
    def narrow(self, scope: Scope, kind: str) -> Q:
        """A photo or a voice may tell who it was: a confidential one stays with that very station."""
        if kind == "station":
            mine = Q(subject__station__in=own_stations(scope.post.principal))
            return Q(subject__confidential=False) | mine
        return Q(subject__confidential=False)


class OpinionFile(models.Model):
    """A file of an opinion, stored under a generated name and served only through visible_to."""

    subject = models.ForeignKey(Opinion, models.CASCADE, related_name="files", verbose_name="群众意见")
    file = models.FileField("文件", upload_to=stored_name)
    name = models.CharField("名称", max_length=40)
    sound = models.BooleanField("录音", default=False)
    size = models.PositiveIntegerField("大小")
    sent_at = models.DateTimeField("上传时间", default=timezone.now)

    objects = OpinionFileQuerySet.as_manager()
    scope_paths = OpinionDerived.paths

    class Meta:
        verbose_name = "意见附件"
        verbose_name_plural = "意见附件"

    def __str__(self) -> str:
        return self.name
