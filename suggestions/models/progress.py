"""Units' reports on how far they have come (半月报, seed row DJ-07)."""

from django.conf import settings
from django.db import models

from suggestions.models.assignments import Assignment
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class ProgressQuerySet(OfSuggestion):
    def search(self, text: str) -> "ProgressQuerySet":
        """Reports on the suggestions found by this number or these words. Raises TooShort."""
        return self.filter(suggestion__in=Suggestion.objects.search(text).values("pk"))


class ProgressReport(models.Model):
    """What a unit has done so far, and what comes next."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="progress", verbose_name="建议")
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="progress", verbose_name="承办")
    on = models.DateField("报送日期")
    late_days = models.PositiveSmallIntegerField("超期天数", default=0)
    done = models.TextField("已做工作")
    next_steps = models.TextField("下一步打算", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="报送人")

    objects = ProgressQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "进展报告"
        verbose_name_plural = "进展报告"
        ordering = ("on", "pk")
        indexes = (models.Index(fields=("-on", "-id"), name="progress_new"),)

    def __str__(self) -> str:
        return f"{self.suggestion}的进展报告"

    def get_absolute_url(self) -> str:
        return self.suggestion.get_absolute_url()
