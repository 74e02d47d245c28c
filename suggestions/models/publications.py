"""What the public may read of a suggestion."""

from django.conf import settings
from django.db import models

from suggestions.choices import Scope
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class Publication(models.Model):
    """A suggestion made public (公开, domain rules 42 to 44), as far as its deputy consents.

    marks: {text: [[first, end], …]}, the passages nobody outside reads, by place in the sealed original; texts are
    situation, analysis, proposal, and reply-<key> of each reply. The original itself stays where it was.
    """

    suggestion = models.OneToOneField(
        Suggestion, models.CASCADE, related_name="publication", verbose_name="建议"
    )
    scope = models.CharField("公开范围", max_length=10, choices=Scope.choices)
    marks = models.JSONField("不公开的段落", default=dict, blank=True)
    published_on = models.DateField("公开日期")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公开人"
    )  # fmt: skip

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "公开"
        verbose_name_plural = "公开"

    def __str__(self) -> str:
        return f"{self.suggestion}{self.get_scope_display()}"
