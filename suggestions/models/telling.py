"""Which voter was told which milestone of the suggestion that grew from his matter (件件有回音)."""

from django.conf import settings
from django.db import models

from offices.scope import ScopedQuerySet
from stations.choices import TellWay
from stations.models import Matter
from suggestions.choices import Milestone
from suggestions.models.suggestions import Suggestion


class VoterTold(models.Model):
    """One voter told of one milestone; once, however often somebody taps."""

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="voters_told", verbose_name="建议"
    )
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="milestones_told", verbose_name="事项")
    milestone = models.CharField("节点", max_length=12, choices=Milestone.choices)
    told_on = models.DateField("告知日期")
    told_how = models.CharField("告知方式", max_length=10, choices=TellWay.choices)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="告知人"
    )  # fmt: skip

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "matter__opinion__area", "station": "matter__opinion__station"}

    class Meta:
        verbose_name = "进展告知"
        verbose_name_plural = "进展告知"
        constraints = (models.UniqueConstraint(fields=("matter", "milestone"), name="voter_told_once"),)

    def __str__(self) -> str:
        return f"{self.matter} {self.get_milestone_display()}"
