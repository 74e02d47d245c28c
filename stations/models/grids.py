"""Grids of social governance (综治网格) into which deputies go down, with the deputies assigned to each."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.models import Deputy
from offices.models import Area
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from stations.choices import GridTier
from stations.models.stations import DatedQuerySet


class GridQuerySet(ScopedQuerySet):
    def search(self, text: str) -> "GridQuerySet":
        found = self
        for word in text.replace("\x00", " ").split():
            found = found.filter(Q(name__icontains=word) | Q(code__icontains=word))
        return found


class Grid(models.Model):
    """A grid (网格) of an area; a small one may lie in a big one (seed rows XR-06, BG-02)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="grids", verbose_name="行政区域")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="small_grids", verbose_name="所属大网格"
    )
    tier = models.CharField("层级", max_length=10, choices=GridTier.choices, default=GridTier.SMALL)
    code = models.CharField("网格编号", max_length=30, unique=True)
    name = models.CharField("网格名称", max_length=60)
    households = models.PositiveIntegerField("户数", null=True, blank=True)
    active = models.BooleanField("在用", default=True)

    objects = GridQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "area__stations", "deputy": "assigned__deputy"}

    class Meta:
        verbose_name = "网格"
        verbose_name_plural = "网格"
        indexes = (models.Index(fields=("area", "code"), name="grid_area"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(tier=GridTier.SMALL), name="big_grid_has_no_parent"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("stations:grid", self.pk)


class GridDeputy(models.Model):
    """A deputy assigned to a grid (代表下沉网格), with the dates."""

    grid = models.ForeignKey(Grid, models.CASCADE, related_name="assigned", verbose_name="网格")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="grids", verbose_name="代表")
    starts_on = models.DateField("自", default=timezone.localdate)
    ends_on = models.DateField("至", null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    scope_paths = {"area": "grid__area", "station": "grid__area__stations", "deputy": "deputy"}

    class Meta:
        verbose_name = "网格代表"
        verbose_name_plural = "网格代表"
        constraints = (
            models.UniqueConstraint(
                fields=("grid", "deputy"), condition=Q(ends_on__isnull=True), name="grid_deputy_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="grid_deputy_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.grid} {self.deputy}"
