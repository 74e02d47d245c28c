"""Kept tallies: how many rows there are of each kind, place, month and label.

Triggers on the counted tables write what changed into TallyDelta, in the same
transaction; a chore folds the deltas into Tally. Cell is both together, so a
figure read from it is always that of the moment, whatever the tables' size.
"""

from django.db import models

from offices.models import Area, Office
from offices.scope import ScopedQuerySet
from stations.models import Station

PATHS = {"area": "area", "office": "office", "coordinator": "office__coordinator", "station": "station"}
LOOSE = {"on_delete": models.DO_NOTHING, "db_constraint": False, "db_index": False, "related_name": "+"}


class Count(models.Model):
    """So many rows. month: the first day of the month, or of the year for kinds kept by year."""

    kind = models.CharField("种类", max_length=30)
    area = models.ForeignKey(Area, verbose_name="行政区域", **LOOSE)
    office = models.ForeignKey(Office, null=True, verbose_name="机构", **LOOSE)
    station = models.ForeignKey(Station, null=True, verbose_name="联络站", **LOOSE)
    month = models.DateField("月份")
    label = models.CharField("标签", max_length=20)
    count = models.IntegerField("数量")

    objects = ScopedQuerySet.as_manager()
    scope_paths = PATHS

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind} {self.month} {self.label} {self.count}"


class Tally(Count):
    class Meta:
        verbose_name = "统计"
        verbose_name_plural = "统计"
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "area", "office", "station", "month", "label"),
                name="tally_once",
                nulls_distinct=False,
            ),
        )
        indexes = (
            models.Index(fields=("kind", "month"), name="tally_month"),
            models.Index(fields=("office", "kind", "month"), name="tally_office"),
            models.Index(fields=("station", "kind", "month"), name="tally_station"),
        )


class TallyDelta(Count):
    class Meta:
        verbose_name = "统计增量"
        verbose_name_plural = "统计增量"


class Cell(Count):
    """The view over tallies and deltas; the only one that figures read."""

    class Meta:
        managed = False
        db_table = "reports_cell"
        verbose_name = "统计格"
        verbose_name_plural = "统计格"
