"""Suggestions that were carried out (建议落实), beside those that were only answered (seed rows DL-14, NH-03)."""

from django.db import models

from suggestions.choices import Fulfilled
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class Fulfilment(models.Model):
    """A suggestion whose matter was carried out, since when and what shows it; none while a promise is open.

    Told anew by suggestions.fulfilling whenever a class or a promise changes; never written by hand.
    """

    suggestion = models.OneToOneField(
        Suggestion, models.CASCADE, related_name="fulfilment", verbose_name="建议"
    )
    on = models.DateField("落实日期")
    how = models.CharField("落实依据", max_length=10, choices=Fulfilled.choices)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "建议落实"
        verbose_name_plural = "建议落实"

    def __str__(self) -> str:
        return f"{self.suggestion} {self.get_how_display()}"
