"""What a congress commends: excellent suggestions and units that handle well (评优, seed row HN-04)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from offices.models import Area, Office
from offices.posts import acting_post
from offices.scope import ScopedQuerySet
from pages.addresses import row_url
from suggestions.choices_meetings import Commended
from suggestions.models.suggestions import Suggestion

ANNOUNCED = Q(announced_on__isnull=False)


def _areas_above(user: Any) -> list[str]:
    """The paths of the area one acts in and of those above it."""
    post = acting_post(user)
    path = post.principal.area.path if post and post.principal.area_id else ""
    return [path[:end] for end in range(Area.steplen, len(path) + 1, Area.steplen)]


class CommendationQuerySet(ScopedQuerySet):
    def seen_by(self, user: Any) -> "CommendationQuerySet":
        """Those of one's areas; what was announced, also to everybody below."""
        open_to_all = self.filter(ANNOUNCED, area__path__in=_areas_above(user))
        return self.filter(Q(pk__in=super().seen_by(user).values("pk")) | Q(pk__in=open_to_all.values("pk")))


class Commendation(models.Model):
    """One choice of a year. It is being made until it is announced; who is on the list on that day is commended."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    kind = models.CharField("评选", max_length=12, choices=Commended.choices)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=60)
    quota = models.PositiveSmallIntegerField("名额", null=True, blank=True, help_text="不限名额的留空")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发起人"
    )
    opened_on = models.DateField("开始日期")
    decided_by = models.CharField("决定机构", max_length=60, blank=True)
    document = models.CharField("文号", max_length=40, blank=True)
    announced_on = models.DateField("公布日期", null=True, blank=True)

    objects = CommendationQuerySet.as_manager()
    scope_paths = {"area": "area"}

    class Meta:
        verbose_name = "评优"
        verbose_name_plural = "评优"
        constraints = (models.UniqueConstraint(fields=("area", "title"), name="commendation_once"),)
        indexes = (models.Index(fields=("area", "-year", "-id"), name="commendation_area"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_url("suggestions:commendation", self.pk)


class NomineeQuerySet(ScopedQuerySet):
    def seen_by(self, user: Any) -> "NomineeQuerySet":
        return self.filter(commendation__in=Commendation.objects.visible_to(user).values("pk"))


class Nominee(models.Model):
    """A suggestion or a unit on the list, with why."""

    commendation = models.ForeignKey(
        Commendation, models.CASCADE, related_name="nominees", verbose_name="评优"
    )
    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, null=True, blank=True, related_name="commendations", verbose_name="建议"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="commendations", verbose_name="承办单位"
    )
    reason = models.CharField("推荐理由", max_length=200)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="推荐人"
    )
    named_on = models.DateField("推荐日期", auto_now_add=True)

    objects = NomineeQuerySet.as_manager()
    scope_paths = {"area": "commendation__area"}

    class Meta:
        verbose_name = "评优推荐"
        verbose_name_plural = "评优推荐"
        constraints = (
            models.UniqueConstraint(fields=("commendation", "suggestion"), name="suggestion_named_once"),
            models.UniqueConstraint(fields=("commendation", "office"), name="office_named_once"),
            models.CheckConstraint(
                condition=Q(suggestion__isnull=True) ^ Q(office__isnull=True), name="suggestion_or_office"
            ),
        )

    def __str__(self) -> str:
        return str(self.suggestion or self.office)
