"""The clocks that run on a suggestion, and the rungs they climbed."""

from django.db import models

from suggestions.models.assignments import Assignment
from suggestions.models.promises import Promise
from suggestions.models.suggestions import DerivedQuerySet, Suggestion, paths_through
from workflow.models import Clock, ClockQuerySet, Reminder
from workflow.models.clocks import clock_indexes


class SuggestionClockQuerySet(ClockQuerySet, DerivedQuerySet):
    pass


class SuggestionClock(Clock):
    """assignment is set where the limit binds one unit (协办意见, 退办, 首次联系), promise where it is the unit's own word."""

    subject = models.ForeignKey(Suggestion, models.CASCADE, related_name="clocks")
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, blank=True, related_name="clocks")
    promise = models.ForeignKey(Promise, models.CASCADE, null=True, blank=True, related_name="clocks")

    objects = SuggestionClockQuerySet.as_manager()
    scope_paths = paths_through("subject")

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = "建议时限"
        verbose_name_plural = "建议时限"
        indexes = (
            *clock_indexes("suggestion_clock"),
            # rights to hand back end by the calendar; they are few among all that ticks
            models.Index(
                fields=("due_on",),
                condition=models.Q(rule="hand_back", stopped_on__isnull=True),
                name="suggestion_clock_lapsing",
            ),
            models.Index(
                fields=("rule", "due_on", "id"),
                condition=models.Q(
                    rule__in=("redispatch", "publish"), stopped_on__isnull=True, paused_on__isnull=True
                ),
                name="suggestion_clock_office_owes",
            ),
        )


class SuggestionReminder(Reminder):
    clock = models.ForeignKey(SuggestionClock, models.CASCADE, db_index=False, related_name="reminders")

    class Meta:
        verbose_name = "建议提醒"
        verbose_name_plural = "建议提醒"
        constraints = (
            models.UniqueConstraint(fields=("clock", "rung", "due_on"), name="suggestion_reminder_once"),
        )
