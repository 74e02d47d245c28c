"""The echo wall (回音壁): answers that everybody may read."""

from django.db import models
from django.db.models import Q

from stations.models.opinions import Opinion, OpinionDerived
from stations.models.stations import Station


class Echo(models.Model):
    """A published answer: question and answer as the station worded them for everybody (seed row YQ-18).

    Withdrawn ones stay with their day; an opinion has one that stands at most.
    """

    subject = models.ForeignKey(Opinion, models.PROTECT, related_name="echoes", verbose_name="群众意见")
    station = models.ForeignKey(Station, models.PROTECT, related_name="echoes", verbose_name="联络站")
    question = models.CharField("群众反映", max_length=300)
    answer = models.TextField("办理结果")
    published_on = models.DateField("公布日期")
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)

    objects = OpinionDerived.as_manager()
    scope_paths = OpinionDerived.paths

    class Meta:
        verbose_name = "回音"
        verbose_name_plural = "回音壁"
        indexes = (
            models.Index(
                fields=("-published_on", "-id"), condition=Q(withdrawn_on__isnull=True), name="echo_public"
            ),
            models.Index(
                fields=("station", "-published_on", "-id"),
                condition=Q(withdrawn_on__isnull=True),
                name="echo_station",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("subject",), condition=Q(withdrawn_on=None), name="echo_once"),
        )

    def __str__(self) -> str:
        return self.question
