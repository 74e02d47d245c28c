"""Which voter is to be told which milestone of the suggestion that grew from his matter, and was (件件有回音)."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from offices.scope import ScopedQuerySet
from stations.choices import TellWay
from stations.models import Matter
from suggestions.choices import Milestone
from suggestions.models.suggestions import Suggestion


class VoterToldQuerySet(ScopedQuerySet):
    def waiting(self) -> "VoterToldQuerySet":
        """Not yet told; of each voter the latest milestone alone, for who tells it tells those before it."""
        later = VoterTold._base_manager.filter(matter=OuterRef("matter"), told_on=None, pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), told_on=None)


class VoterTold(models.Model):
    """One voter and one milestone: owed from the day it was reached, told once, however often somebody taps.

    round: the handling that a reply and a closing belong to; a second reply is told anew.
    due_on: by when he should know (setting tell_voters, as it was on the day of the milestone).
    """

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="voters_told", verbose_name="建议"
    )
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="milestones_told", verbose_name="事项")
    milestone = models.CharField("节点", max_length=12, choices=Milestone.choices)
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    reached_on = models.DateField("到达日期")
    due_on = models.DateField("应告知日期")
    told_on = models.DateField("告知日期", null=True, blank=True)
    told_how = models.CharField("告知方式", max_length=10, choices=TellWay.choices, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="告知人"
    )  # fmt: skip

    objects = VoterToldQuerySet.as_manager()
    scope_paths = {"area": "matter__opinion__area", "station": "matter__opinion__station"}

    class Meta:
        verbose_name = "进展告知"
        verbose_name_plural = "进展告知"
        constraints = (
            models.UniqueConstraint(
                fields=("suggestion", "matter", "milestone", "round"), name="voter_told_once"
            ),
        )
        indexes = (
            models.Index(fields=("matter", "id"), condition=Q(told_on=None), name="voter_untold"),
            models.Index(fields=("due_on", "id"), condition=Q(told_on=None), name="voter_untold_due"),
        )

    def __str__(self) -> str:
        return f"{self.matter} {self.get_milestone_display()}"
