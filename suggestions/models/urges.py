"""Letters of urging (催办函): numbered, served on a unit, signed for."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from offices.models import Area
from suggestions.choices import UrgeState
from suggestions.models.assignments import Assignment
from suggestions.models.signing_for import SignedFor
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through
from workflow.models import Event


class UrgeQuerySet(OfSuggestion):
    def search(self, text: str) -> "UrgeQuerySet":
        """Letters about the suggestions found by this number or these words. Raises TooShort."""
        return self.filter(suggestion__in=Suggestion.objects.search(text).values("pk"))


class Urge(SignedFor):
    """One letter of urging to one unit; the number is the area's, per year.

    State changes only through suggestions.urge_lifecycle.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="urges", verbose_name="建议")
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="urges", verbose_name="承办")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("序号")
    state = models.CharField("状态", max_length=10, choices=UrgeState.choices, default=UrgeState.SENT)
    reason = models.TextField("催办内容")
    urged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="催办人"
    )
    urged_on = models.DateField("催办日期")

    objects = UrgeQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "催办"
        verbose_name_plural = "催办"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("area", "year", "number"), name="urge_number_once"),)
        indexes = (
            models.Index(fields=("-urged_on", "-id"), name="urge_new"),
            models.Index(fields=("assignment", "state"), name="urge_assignment"),
        )

    def __str__(self) -> str:
        return f"催办函〔{self.year}〕{self.number}号"

    def get_absolute_url(self) -> str:
        return self.suggestion.get_absolute_url()

    @property
    def letter_url(self) -> str:
        return reverse("suggestions:document-print", args=(self.suggestion_id, "urge-letter", str(self.pk)))

    @property
    def events(self) -> "models.Manager[Event]":
        """Signing for it is a line in the timeline of the unit's part."""
        return self.assignment.events
