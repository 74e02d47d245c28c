"""A congress's terms, its sessions and its delegations."""

from django.db import models
from django.db.models import F, Q

from deputies.choices import Level
from deputies.models.sounded import Sounded, SoundedQuerySet
from offices.choices import AreaKind
from offices.models import Area
from offices.models.remembered import Remembered
from pages.numerals import numeral

# the level whose congress sits in an area of that kind; streets and zones have no congress of their own
OWN_LEVEL = {
    AreaKind.PROVINCE: Level.PROVINCE,
    AreaKind.CITY: Level.CITY,
    AreaKind.COUNTY: Level.COUNTY,
    AreaKind.TOWN: Level.TOWN,
}


class Term(Remembered):
    """A term (届) of a congress: from its first session to the next term's first (代表法 art. 2).

    A congress above the highest area of this site (全国, 省) is kept at that area with its own level.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="terms", verbose_name="行政区域")
    level = models.CharField("层级", max_length=10, choices=Level.choices)
    number = models.PositiveSmallIntegerField("届")
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        verbose_name = "届"
        verbose_name_plural = "届"
        constraints = (
            models.UniqueConstraint(fields=("area", "level", "number"), name="term_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="term_ends_after_start",
            ),
        )
        ordering = ("area_id", "level", "-number")

    def __str__(self) -> str:
        return f"{self.congress}第{numeral(self.number)}届"

    @property
    def congress(self) -> str:
        """Whose congress: the area's own, or a higher one by its level."""
        own = OWN_LEVEL.get(AreaKind(self.area.kind)) == self.level
        return self.area.name if own else self.get_level_display()


class Session(Remembered):
    """A session (次会议) of a term."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="sessions", verbose_name="届")
    number = models.PositiveSmallIntegerField("次")
    opens_on = models.DateField("开幕日期")
    closes_on = models.DateField("闭幕日期")

    class Meta:
        verbose_name = "次会议"
        verbose_name_plural = "次会议"
        constraints = (
            models.UniqueConstraint(fields=("term", "number"), name="session_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="session_closes_after_opening"
            ),
        )
        ordering = ("term_id", "-number")

    def __str__(self) -> str:
        return f"{self.term}第{numeral(self.number)}次会议"


class Delegation(Sounded):
    """A delegation (代表团) of a term, by electing unit or area (代表法 art. 14)."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="delegations", verbose_name="届")
    name = models.CharField("代表团", max_length=50)
    head = models.ForeignKey(
        "deputies.Deputy", models.PROTECT, null=True, blank=True, related_name="heading", verbose_name="团长"
    )

    objects = SoundedQuerySet.as_manager()
    scope_paths = {
        "area": "term__area",
        "station": "mandates__deputy__stationings__station",
        "deputy": "mandates__deputy",
    }

    class Meta:
        verbose_name = "代表团"
        verbose_name_plural = "代表团"
        constraints = (models.UniqueConstraint(fields=("term", "name"), name="delegation_once"),)
        ordering = ("term_id", "sort_key", "pk")

    def __str__(self) -> str:
        return self.name
