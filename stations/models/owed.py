"""Clocks of what is owed by rule, not by a case: contacts of members, activities of stations and groups.

They are kept by a chore (stations.owing) from the rows that say what was done, so that they climb the same ladder.
"""

from django.db import models
from django.db.models import Q

from deputies.models import Group
from offices.models import Area
from offices.scope import ScopedQuerySet
from stations.models.frequency import FrequencyRule
from stations.models.links import ContactLink, LinkMember
from stations.models.stations import Station
from workflow.models import Clock, ClockQuerySet, Reminder
from workflow.models.clocks import clock_indexes

RUNNING = Q(stopped_on__isnull=True)


class OwedQuerySet(ClockQuerySet, ScopedQuerySet):
    pass


class LinkClock(Clock):
    """By when a member is to be in touch again (link given), or to have all whom he is to keep contact with (no link)."""

    subject = models.ForeignKey(LinkMember, models.CASCADE, related_name="clocks")
    link = models.ForeignKey(
        ContactLink, models.CASCADE, null=True, blank=True, related_name="clocks", verbose_name="联系对象"
    )

    objects = OwedQuerySet.as_manager()
    scope_paths = {"area": "subject__area", "deputy": "subject__deputy"}

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = "联系代表时限"
        verbose_name_plural = "联系代表时限"
        indexes = clock_indexes("link_clock")
        constraints = (
            models.UniqueConstraint(
                fields=("subject", "link"), condition=RUNNING, name="link_clock_once", nulls_distinct=False
            ),
        )


class LinkReminder(Reminder):
    clock = models.ForeignKey(LinkClock, models.CASCADE, db_index=False, related_name="reminders")

    class Meta:
        verbose_name = "联系代表提醒"
        verbose_name_plural = "联系代表提醒"
        constraints = (
            models.UniqueConstraint(fields=("clock", "rung", "due_on"), name="link_reminder_once"),
        )


class FrequencyClock(Clock):
    """A station or group that still lacks something in a period (started_on to due_on) of a rule of frequency."""

    area_path = "area"

    subject = models.ForeignKey(FrequencyRule, models.CASCADE, related_name="clocks")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    station = models.ForeignKey(
        Station, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="联络站"
    )
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="代表小组"
    )

    objects = OwedQuerySet.as_manager()
    scope_paths = {"area": "area", "station": "station"}

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = "活动频次时限"
        verbose_name_plural = "活动频次时限"
        indexes = clock_indexes("frequency_clock")
        constraints = (
            models.UniqueConstraint(
                fields=("subject", "station", "group", "started_on"), condition=RUNNING,
                name="frequency_clock_once", nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(station__isnull=True) ^ Q(group__isnull=True), name="frequency_clock_of_one"
            ),
        )  # fmt: skip


class FrequencyReminder(Reminder):
    clock = models.ForeignKey(FrequencyClock, models.CASCADE, db_index=False, related_name="reminders")

    class Meta:
        verbose_name = "活动频次提醒"
        verbose_name_plural = "活动频次提醒"
        constraints = (
            models.UniqueConstraint(fields=("clock", "rung", "due_on"), name="frequency_reminder_once"),
        )
