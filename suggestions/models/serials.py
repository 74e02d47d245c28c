"""Numbers of the papers that the congress office sends, per area, kind and year."""

from django.db import models

from offices.models import Area
from suggestions.choices import SerialKind


class PaperSeries(models.Model):
    """The last number given in one series; locked while the next is taken, so no gaps and no doubles."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField("文种", max_length=12, choices=SerialKind.choices)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = "文书编号"
        verbose_name_plural = "文书编号"
        constraints = (models.UniqueConstraint(fields=("area", "kind", "year"), name="paper_series_once"),)

    def __str__(self) -> str:
        return f"{self.area}{self.get_kind_display()}〔{self.year}〕{self.last}"
