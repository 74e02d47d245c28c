"""Whose time it was (时间归属): who held a suggestion from which day until which."""

from django.db import models
from django.db.models import F, Q

from offices.models import Office
from suggestions.choices import Party
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class Holding(models.Model):
    """One span of one holder: from a day on, until the day on which it passed to the next (not counted).

    Written by suggestions.holding only, so that the spans of a suggestion follow each other without gap or overlap.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="holdings", verbose_name="建议")
    party = models.CharField("由谁办理", max_length=10, choices=Party.choices)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="机构"
    )
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "时间归属"
        verbose_name_plural = "时间归属"
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("suggestion",), condition=Q(until__isnull=True), name="one_holder_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="holding_lasts"
            ),
        )
        indexes = (
            models.Index(fields=("party", "suggestion"), condition=Q(until__isnull=True), name="holding_now"),
        )

    def __str__(self) -> str:
        return f"{self.office or self.get_party_display()} {self.since}"
