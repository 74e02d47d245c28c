"""Meetings about the handling of suggestions (三会、办理见面会、专题询问、座谈、会商): what was said, of which ones."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from offices.models import Area, Office
from offices.scope import ScopedQuerySet, scope_of
from pages.addresses import row_url
from suggestions.choices import Grade
from suggestions.choices_meetings import MeetingKind
from suggestions.models.suggestions import OfSuggestion, Suggestion, paths_through


class MeetingQuerySet(ScopedQuerySet):
    """prefix: how its rows lead to the meeting."""

    prefix = ""

    def seen_by(self, user: Any) -> "MeetingQuerySet":
        """The meetings of one's area, of one's own office, and those about a suggestion that one may know of."""
        scope = scope_of(user)
        reach = Q(pk__in=())
        for kind, path in self.model.scope_paths.items():
            if kind in scope.kinds:
                reach |= scope.within(path, kind)
        known = MeetingItem._base_manager.filter(
            meeting=OuterRef(f"{self.prefix}pk"),
            suggestion__in=Suggestion.objects.visible_to(user).values("pk"),
        )
        return self.filter(reach | Q(Exists(known)))  # asked last, and only of the meetings of others


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
    look_back = models.ForeignKey(
        "suggestions.LookBack",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="talks",
        verbose_name="回头看",
    )
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


class MeetingBallot(models.Model):
    """The secret ballot of a rating meeting (测评会, seed row DL-15; domain rule 57), as it was counted on the spot.

    rule: the area's rule of that day (ballot_rules.BallotRule.kept), so that a later one does not move the outcome.
    """

    meeting = models.OneToOneField(
        HandlingMeeting, models.CASCADE, related_name="ballot", verbose_name="会议"
    )
    entitled = models.PositiveSmallIntegerField("应到人数")
    present = models.PositiveSmallIntegerField("到会人数")
    issued = models.PositiveSmallIntegerField("发出票数")
    returned = models.PositiveSmallIntegerField("收回票数")
    tellers = models.CharField("监票人、计票人", max_length=80)
    rule = models.JSONField("测评规则")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now=True)

    objects = type("BallotQuerySet", (MeetingQuerySet,), {"prefix": "meeting__"}).as_manager()
    scope_paths = {"area": "meeting__area", "office": "meeting__office"}

    class Meta:
        verbose_name = "测评"
        verbose_name_plural = "测评"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    present__lte=models.F("entitled"),
                    issued__lte=models.F("present"),
                    returned__lte=models.F("issued"),
                ),
                name="ballot_adds_up",
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting}的测评"


class MeetingItem(models.Model):
    """One suggestion that the meeting was about; and how it was voted on, where its handling was put to a ballot."""

    meeting = models.ForeignKey(HandlingMeeting, models.CASCADE, related_name="items", verbose_name="会议")
    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="discussed", verbose_name="建议")
    satisfied = models.PositiveSmallIntegerField("满意票", null=True, blank=True)
    basically = models.PositiveSmallIntegerField("基本满意票", null=True, blank=True)
    dissatisfied = models.PositiveSmallIntegerField("不满意票", null=True, blank=True)
    verdict = models.CharField("测评结果", max_length=15, choices=Grade.choices, blank=True)
    redressed_on = models.DateField("交单位整改日期", null=True, blank=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "会议研究的建议"
        verbose_name_plural = "会议研究的建议"
        constraints = (models.UniqueConstraint(fields=("meeting", "suggestion"), name="meeting_item_once"),)
        indexes = (
            models.Index(
                fields=("id",), condition=Q(redressed_on__isnull=False), name="meeting_item_redressed"
            ),
            models.Index(
                fields=("suggestion",),
                condition=Q(verdict=Grade.DISSATISFIED),
                name="meeting_item_voted_down",
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting}：{self.suggestion}"
