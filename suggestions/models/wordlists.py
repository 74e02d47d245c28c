"""The words by which the check before submitting knows what should not be submitted (domain rule 31)."""

from django.conf import settings
from django.db import models

from offices.models import Area
from suggestions.choices import WordKind


class WordList(models.Model):
    """One list of words (one a line) of an area; area null is the default for all. An area's own list replaces it."""

    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, verbose_name="行政区域")
    kind = models.CharField("用途", max_length=15, choices=WordKind.choices)
    words = models.TextField("词语", blank=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="修改人",
    )

    class Meta:
        verbose_name = "提示词表"
        verbose_name_plural = "提示词表"
        constraints = (
            models.UniqueConstraint(fields=("area", "kind"), name="word_list_once", nulls_distinct=False),
        )
        ordering = ("kind",)

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def lines(self) -> list[str]:
        return [word for line in self.words.splitlines() if (word := line.strip())]
