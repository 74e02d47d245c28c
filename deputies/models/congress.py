"""A congress's terms, its sessions and its delegations."""

from django.db import models

from deputies.choices import Level
from offices.models import Area
from offices.scope import ScopedQuerySet


class Term(models.Model):
    """A term (届) of the congress of an area: from its first session to the next term's first (代表法 art. 2)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="terms", verbose_name="行政区域")
    level = models.CharField("层级", max_length=10, choices=Level.choices)
    number = models.PositiveSmallIntegerField("届")
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        verbose_name = "届"
        verbose_name_plural = "届"
        constraints = (models.UniqueConstraint(fields=("area", "number"), name="term_once"),)
        ordering = ("area_id", "-number")

    def __str__(self) -> str:
        return f"{self.area}第{self.number}届"


class Session(models.Model):
    """A session (次会议) of a term."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="sessions", verbose_name="届")
    number = models.PositiveSmallIntegerField("次")
    opens_on = models.DateField("开幕日期")
    closes_on = models.DateField("闭幕日期")

    class Meta:
        verbose_name = "次会议"
        verbose_name_plural = "次会议"
        constraints = (models.UniqueConstraint(fields=("term", "number"), name="session_once"),)
        ordering = ("term_id", "-number")

    def __str__(self) -> str:
        return f"{self.term}第{self.number}次会议"


class Delegation(models.Model):
    """A delegation (代表团) of a term, by electing unit or area (代表法 art. 14)."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="delegations", verbose_name="届")
    name = models.CharField("代表团", max_length=50)

    objects = ScopedQuerySet.as_manager()
    scope_paths = {"area": "term__area"}

    class Meta:
        verbose_name = "代表团"
        verbose_name_plural = "代表团"
        constraints = (models.UniqueConstraint(fields=("term", "name"), name="delegation_once"),)

    def __str__(self) -> str:
        return self.name
