"""The numbers that papers were given."""

from django.db import models

from offices.models import Area, Office
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class DocumentNumber(models.Model):
    """The number of one paper (文书编号): by issuer, kind and year, given when it is first made and kept.

    office: who issues it, a unit or a government office with a series of its own; None is the congress office.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="document_numbers", verbose_name="建议"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="制发机构"
    )
    code = models.CharField("文书", max_length=30)
    key = models.CharField("对象", max_length=40)
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("序号")
    given_at = models.DateTimeField("编号时间", auto_now_add=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "文书编号"
        verbose_name_plural = "文书编号"
        constraints = (
            models.UniqueConstraint(fields=("suggestion", "code", "key"), name="document_numbered_once"),
            models.UniqueConstraint(
                fields=("area", "office", "code", "year", "serial"),
                name="document_number_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.year}-{self.serial}"
