"""Meetings about the handling of suggestions (三会、办理见面会、专题询问、座谈、会商): what was said, of which ones."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from offices.models import Area, Office
from offices.scope import ScopedQuerySet, scope_of
from pages.addresses import row_url
from suggestions.choices import MeetingKind
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class MeetingQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """The meetings of one's area, of one's own office, and those about a suggestion that one may know of."""
        scope = scope_of(user)
        known = MeetingItem._base_manager.filter(
            suggestion__in=Suggestion.objects.visible_to(user).values("pk")
        )
        reach = Q(pk__in=known.values("meeting"))
        for kind, path in self.model.scope_paths.items():
            if kind in scope.kinds:
                reach |= scope.within(path, kind)
        return self.filter(reach)


class HandlingMeeting(models.Model):
    """One meeting, kept by the office that called it (seed rows DL-15, TG-11, TG-13, TG-14, YQ-06)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="召集机构")
    kind = models.CharField("会议类型", max_length=10, choices=MeetingKind.choices)
    title = models.CharField("会议名称", max_length=80)
    on = models.DateField("日期")
    place = models.CharField("地点", max_length=80, blank=True)
    people = models.CharField("参加人员", max_length=300)
    record = models.TextField("会议情况", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = MeetingQuerySet.as_manager()
    scope_paths = {"area": "area", "office": "office"}

    class Meta:
        verbose_name = "办理会议"
        verbose_name_plural = "办理会议"
        indexes = (models.Index(fields=("area", "-on", "-id"), name="handling_meeting_area"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return row_url("suggestions:meeting", self.pk)


class MeetingItem(models.Model):
    """One suggestion that the meeting was about."""

    meeting = models.ForeignKey(HandlingMeeting, models.CASCADE, related_name="items", verbose_name="会议")
    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="discussed", verbose_name="建议")

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "会议研究的建议"
        verbose_name_plural = "会议研究的建议"
        constraints = (models.UniqueConstraint(fields=("meeting", "suggestion"), name="meeting_item_once"),)

    def __str__(self) -> str:
        return f"{self.meeting}：{self.suggestion}"
