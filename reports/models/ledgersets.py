"""Sets of ledgers: which books an area keeps, and which columns each has."""

from django.db import models

from offices.models import Area


class LedgerSetQuerySet(models.QuerySet):
    def used_in(self, area: Area) -> list["LedgerSet"]:
        """The sets in force in an area: of each code the nearest area's own, else the common one."""
        step = Area.steplen
        above = [area.path[:end] for end in range(step, len(area.path) + 1, step)]
        rows = self.filter(models.Q(area=None) | models.Q(area__path__in=above)).select_related("area")
        nearest: dict[str, LedgerSet] = {}
        for row in sorted(rows, key=lambda row: len(row.area.path) if row.area else 0):
            nearest[row.code] = row
        return sorted(nearest.values(), key=lambda row: row.code)


class LedgerSet(models.Model):
    """A set of ledgers (四簿一册一表, 六簿一册); area null is the common one, which nobody changes."""

    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="行政区域"
    )
    code = models.CharField("代码", max_length=20)
    title = models.CharField("名称", max_length=30)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = LedgerSetQuerySet.as_manager()

    class Meta:
        verbose_name = "台账套"
        verbose_name_plural = "台账套"
        constraints = (
            models.UniqueConstraint(fields=("area", "code"), name="ledger_set_once", nulls_distinct=False),
        )

    def __str__(self) -> str:
        return self.title


class Book(models.Model):
    """A book (簿、册、表) of a set: its title, where its rows come from, its columns in order.

    columns: [{"key": …, "label": …}]; the keys are those of the source in reports.books.catalogue.
    """

    set = models.ForeignKey(LedgerSet, models.CASCADE, related_name="books", verbose_name="台账套")
    title = models.CharField("名称", max_length=30)
    source = models.CharField("取自", max_length=20)
    columns = models.JSONField("列", default=list)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = "台账"
        verbose_name_plural = "台账"
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("set", "title"), name="book_title_once"),)

    def __str__(self) -> str:
        return self.title
