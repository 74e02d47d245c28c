"""Assignments to units, their events, and contacts with the deputy."""

from typing import Any

from django.db import models
from django.db.models import Q

from offices.models import Office
from offices.scope import scope_of
from pages.addresses import row_url
from suggestions.choices import (
    OPEN_PARTS,
    AssignmentRole,
    AssignmentState,
    ContactStage,
    ContactState,
    ContactWay,
)
from suggestions.models.suggestions import DerivedQuerySet, OfSuggestion, Suggestion, paths_through
from workflow.models import Event


class AssignmentQuerySet(OfSuggestion):
    def visible_to(self, user: Any, own: bool = False) -> "AssignmentQuerySet":
        """The parts this user may know of; own: only those of his office and, for a government office, of its units."""
        if not own:
            return super().visible_to(user)
        scope = scope_of(user)
        direct = {
            "area": scope.within("suggestion__area", "area"),
            "office": scope.within("office", "office"),
            "coordinator": Q(
                office__in=Office.objects.filter(coordinator__in=scope.ids("coordinator")).values("pk")
            ),
            "referee": scope.within("dispatcher", "referee"),
        }
        allowed = Q(pk__in=())
        for kind in scope.kinds:
            reach = direct[kind] & self.narrow(scope, kind) if kind in direct else self._reach(scope, kind)
            allowed |= reach
        return self.filter(allowed)

    def search(self, text: str) -> "AssignmentQuerySet":
        """Assignments of the suggestions found by this number or these words. Raises TooShort."""
        return self.filter(suggestion__in=Suggestion.objects.search(text).values("pk"))


class Assignment(models.Model):
    """One unit's part in one round of a suggestion: 主办, 协办 or 分办.

    A new round (重新办理) makes new assignments; the old ones stay as they were.
    State changes only through suggestions.assignment_lifecycle.
    """

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="assignments", verbose_name="建议"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, db_index=False, related_name="assignments", verbose_name="承办单位"
    )
    dispatcher = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="交办机构")
    role = models.CharField("承办方式", max_length=10, choices=AssignmentRole.choices)
    state = models.CharField(
        "状态", max_length=12, choices=AssignmentState.choices, default=AssignmentState.SENT
    )
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    sent_on = models.DateField("交办日期")
    received_on = models.DateField("签收日期", null=True, blank=True)
    requirement = models.CharField("办理要求", max_length=200, blank=True)
    proposed_office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建议改交单位"
    )
    opinion = models.TextField("会办意见", blank=True)
    opinion_on = models.DateField("会办意见日期", null=True, blank=True)
    used = models.TextField("参考情况", blank=True)
    used_on = models.DateField("反馈参考情况日期", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "承办"
        verbose_name_plural = "承办"
        constraints = (
            models.UniqueConstraint(
                fields=("suggestion", "office", "round"),
                condition=~Q(state="revoked"),
                name="assignment_once",
            ),
            models.UniqueConstraint(
                fields=("suggestion", "round"),
                condition=Q(role="lead") & ~Q(state="revoked"),
                name="one_lead_unit",
            ),
        )
        indexes = (
            models.Index(fields=("office",), include=("suggestion",), name="assignment_leads_to"),
            models.Index(fields=("office", "state", "-id"), name="assignment_office"),
            models.Index(fields=("office", "-sent_on", "-id"), name="assignment_office_new"),
            models.Index(fields=("-sent_on", "-id"), name="assignment_new"),
            models.Index(
                fields=("id",), condition=Q(state=AssignmentState.HANDED_BACK), name="assignment_handed_back"
            ),
            models.Index(
                fields=("office",),
                include=("id", "suggestion", "round", "role", "state", "sent_on", "dispatcher"),
                condition=Q(state__in=OPEN_PARTS),
                name="assignment_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.suggestion} {self.get_role_display()} {self.office}"

    def get_absolute_url(self) -> str:
        return row_url("suggestions:suggestion", self.suggestion_id)

    @property
    def area(self):
        return self.suggestion.area


class AssignmentEvent(Event):
    subject = models.ForeignKey(Assignment, models.CASCADE, related_name="events")

    objects = type(
        "AssignmentEventQuerySet", (DerivedQuerySet,), {"through": "subject__suggestion__"}
    ).as_manager()
    scope_paths = paths_through("subject__suggestion")

    class Meta(Event.Meta):
        abstract = False
        verbose_name = "承办经过"
        verbose_name_plural = "承办经过"
        indexes = (models.Index(fields=("subject", "at"), name="assignment_event"),)


class Contact(models.Model):
    """A unit's contact with the deputy (面商), before, during or after handling (domain rules 15, 25).

    The deputy confirms it or says that it was otherwise; its state changes only through
    suggestions.contact_lifecycle.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="contacts", verbose_name="建议")
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="contacts", verbose_name="承办")
    stage = models.CharField("阶段", max_length=10, choices=ContactStage.choices)
    way = models.CharField("方式", max_length=10, choices=ContactWay.choices)
    on = models.DateField("日期")
    place = models.CharField("地点", max_length=80, blank=True)
    people = models.CharField("单位参加人", max_length=120)
    content = models.TextField("沟通内容")
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    state = models.CharField(
        "代表确认", max_length=10, choices=ContactState.choices, default=ContactState.LOGGED
    )
    objection = models.TextField("代表的异议", blank=True)

    objects = OfSuggestion.as_manager()
    scope_paths = paths_through("suggestion")

    class Meta:
        verbose_name = "面商"
        verbose_name_plural = "面商"
        ordering = ("on", "pk")
        indexes = (
            models.Index(
                fields=("suggestion",), condition=~Q(state=ContactState.DISPUTED), name="contact_had"
            ),
        )

    def __str__(self) -> str:
        return f"{self.suggestion} {self.get_stage_display()}{self.get_way_display()}"

    def get_absolute_url(self) -> str:
        return self.suggestion.get_absolute_url()

    @property
    def events(self) -> "models.Manager[AssignmentEvent]":
        """What the deputy says of it is a line in the timeline of the unit's part."""
        return self.assignment.events
