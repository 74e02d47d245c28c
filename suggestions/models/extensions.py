"""A unit's request for more time to reply (延期答复, domain rule 17)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from suggestions.choices import ExtensionState
from suggestions.models.assignments import Assignment
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through
from workflow.models import Event


class Extension(models.Model):
    """More time asked for by the answering unit: granted or refused, or stated where no consent is needed.

    months: the total from the day of 交办; 0 means the whole limit of the area.
    State changes only through suggestions.extension_lifecycle.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="extensions", verbose_name="建议")
    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="extensions", verbose_name="申请单位"
    )
    state = models.CharField(
        "状态", max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED
    )
    months = models.PositiveSmallIntegerField("自交办之日起合计（月）", default=0)
    reason = models.TextField("延期理由")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人"
    )
    asked_on = models.DateField("申请日期")
    until = models.DateField("延至", null=True, blank=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "延期申请"
        verbose_name_plural = "延期申请"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("suggestion",), condition=Q(state="asked"), name="one_extension_asked"
            ),
        )

    def __str__(self) -> str:
        return f"{self.suggestion}的延期申请"

    def get_absolute_url(self) -> str:
        return self.suggestion.get_absolute_url()

    @property
    def events(self) -> "models.Manager[Event]":
        """The answer is a line in the timeline of the unit's part."""
        return self.assignment.events
