"""Views of lists that people keep (保存的视图): a list, its filters, and when to be told of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from offices.models import Area
from offices.models.remembered import Remembered
from offices.posts import acting_post
from offices.scope import ScopedQuerySet


class KeptViewQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> "KeptViewQuerySet":
        """One's own, and those shared in the area one acts in."""
        post = acting_post(user)
        shared = Q(area=post.principal.area_id) if post else Q(pk__in=())
        return self.filter(Q(owner=user.pk) | shared)


class KeptView(Remembered):
    """A list with its filters under a name. area set: shared with everybody who acts in that area.

    alert_above: tell in the morning list when there are more rows than that; told: how many were told of last.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_views", verbose_name="所有人"
    )
    area = models.ForeignKey(
        Area, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="共享给本区域"
    )
    path = models.CharField("列表", max_length=200)
    label = models.CharField("名称", max_length=20)
    query = models.CharField("条件", max_length=1000, blank=True)
    on_worklist = models.BooleanField("在我的待办中显示件数", default=False)
    alert_above = models.PositiveIntegerField("超过多少件时提醒", null=True, blank=True)
    told = models.PositiveIntegerField("上次提醒的件数", null=True, blank=True)
    created_at = models.DateTimeField("保存时间", auto_now_add=True)

    objects = KeptViewQuerySet.as_manager()
    scope_paths = {"area": "area"}

    class Meta:
        verbose_name = "保存的视图"
        verbose_name_plural = "保存的视图"
        ordering = ("label", "pk")
        constraints = (
            models.UniqueConstraint(fields=("owner", "path", "label"), name="kept_view_name_once"),
        )
        indexes = (
            models.Index(fields=("area", "path"), condition=Q(area__isnull=False), name="kept_view_shared"),
            models.Index(fields=("id",), condition=Q(alert_above__isnull=False), name="kept_view_alert"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def url(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path
